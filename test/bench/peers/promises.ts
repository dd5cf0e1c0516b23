/** The peer of a sweep: the same files and links with fs.promises, 16 at a time. Arguments: the sysfs, names of attributes, `--`, names of links. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { writeSync } from 'node:fs';

const inFlight = 16;

const [root = '', ...words] = process.argv.slice(2);
const split = words.indexOf('--');
const attributes = words.slice(0, split);
const links = words.slice(split + 1);

const began = performance.now();
const folder = `${root}/bus/pci/devices`;
const devices = await readdir(folder);
const wanted = devices.flatMap((id) => [
  ...attributes.map((name) => ({ path: `${folder}/${id}/${name}`, link: false })),
  ...links.map((name) => ({ path: `${folder}/${id}/${name}`, link: true })),
]);
const found = new Map<string, string>();
let next = 0;
const work = async (): Promise<void> => {
  for (let one = wanted[next++]; one !== undefined; one = wanted[next++])
    found.set(one.path, one.link ? await readlink(one.path) : await readFile(one.path, 'utf8'));
};
await Promise.all(Array.from({ length: inFlight }, work));
const ms = performance.now() - began;
const count = (link: boolean): number => wanted.filter((one) => one.link === link && found.has(one.path)).length;
writeSync(1, JSON.stringify({ ms, devices: devices.length, files: count(false), links: count(true) }));
