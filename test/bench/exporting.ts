/**
 * Reads the uevent file and the links of every device that a bus or a class lists, with the helper's own reading, and prints them a JSON line
 * each: what udevadm exports. Argument: the sysfs.
 */
import { readdirSync, writeSync } from 'node:fs';
import { readHere } from '../../main/wires/local/attribute.js';
import { linkAt } from '../../main/wires/local/links.js';
import { targetsIn } from '../../main/wires/local/sweep.js';
import { sweptLinks } from '../../shared/facts/attributes.js';

const [root = ''] = process.argv.slice(2);
const place = { root, now: () => 0, about: null, hung: new Set<string>() };
const wanted = new Set(sweptLinks);

const found = new Set<string>();
const list = (folder: string): void => {
  for (const path of targetsIn(root, folder)) found.add(path);
};
for (const bus of readdirSync(`${root}/bus`)) list(`bus/${bus}/devices`);
for (const name of readdirSync(`${root}/class`)) list(`class/${name}`);

const lines: string[] = [];
for (const path of found) {
  process.chdir(`${root}/${path}`);
  const links: Record<string, string | null> = {};
  for (const name of readdirSync('.')) if (wanted.has(name)) links[name] = linkAt(path, name);
  const uevent = readHere(place, path, 'uevent');
  lines.push(JSON.stringify({ path, uevent: 'value' in uevent ? uevent.value : uevent.errno, links }));
}
writeSync(1, `${lines.join('\n')}\n`);
