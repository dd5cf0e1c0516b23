/** Reads the uevent file and all links of every device below `devices`, with the helper's own reading, and prints them a JSON line each. Argument: the sysfs. */
import { readdirSync, writeSync } from 'node:fs';
import { readHere } from '../../main/wires/local/attribute.js';
import { linkAt } from '../../main/wires/local/links.js';

const [root = ''] = process.argv.slice(2);
const place = { root, now: () => 0, about: null, hung: new Set<string>() };
const lines: string[] = [];

const visit = (path: string): void => {
  process.chdir(`${root}/${path}`);
  const links: Record<string, string | null> = {};
  const folders: string[] = [];
  let uevent: string | null = null;
  for (const entry of readdirSync('.', { withFileTypes: true })) {
    if (entry.isDirectory()) folders.push(entry.name);
    else if (entry.isSymbolicLink()) links[entry.name] = linkAt(path, entry.name);
    else if (entry.name === 'uevent') {
      const reading = readHere(place, path, entry.name);
      uevent = 'value' in reading ? reading.value : reading.errno;
    }
  }
  if (uevent !== null) lines.push(JSON.stringify({ path, uevent, links }));
  for (const folder of folders) visit(`${path}/${folder}`);
};

visit('devices');
writeSync(1, `${lines.join('\n')}\n`);
