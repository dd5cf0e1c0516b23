/** Reads device folders with plain system calls, one after the other. It blocks, and may block for ever: it runs in a process of its own that can be left behind. */
import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import {
  hostBridgeFolder,
  streamLink,
  sweptAttributes,
  sweptFolders,
  sweptLinks,
} from '../../../shared/facts/attributes.js';
import type { Reading } from '../../../shared/facts/reading.js';
import type { RawDevice } from '../wire.js';
import { mayTouch, type Place, readHere } from './attribute.js';
import { isGone } from './errnoOf.js';
import { linkAt, linkTarget } from './links.js';

/** Names in a folder; none when it is gone. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
};

/** Goes into a folder; false when it is gone. */
const stepInto = (folder: string): boolean => {
  try {
    process.chdir(folder);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
};

/** Lets go of the device read last: a process that stands in a folder holds the file system it is on. */
export const stepOut = (): void => process.chdir('/');

/** Where the links in a folder lead, below the root; none when it is gone. Leaves this process standing in it: {@link stepOut}. */
export const targetsIn = (root: string, folder: string): readonly string[] =>
  stepInto(`${root}/${folder}`) ? namesIn('.').flatMap((name) => linkAt(folder, name) ?? []) : [];

/** What is to be done with a name in a device's folder. */
type Kind = 'attribute' | 'config' | 'link' | readonly string[];

/** Files of subfolders are named from the device's folder: `tsm` has `tsm/connect`. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...sweptAttributes
    .filter((name) => name.includes('/'))
    .map((name, _, inner) => {
      const folder = posix.dirname(name);
      return [folder, inner.filter((other) => posix.dirname(other) === folder)] as const;
    }),
  ...sweptAttributes.filter((name) => !name.includes('/')).map((name) => [name, 'attribute'] as const),
  ...sweptLinks.map((name) => [name, 'link'] as const),
  ['config', 'config'],
]);

const status = 'power/runtime_status';

/** Configuration space of a device that sleeps is left alone: reading it would wake it. */
const sleeps = (reading: Reading): boolean =>
  'value' in reading && (reading.value === 'suspended' || reading.value === 'suspending');

/** All that is allowed of one device folder, or null when it is gone. Leaves this process standing in it: {@link stepOut}. */
export const readDevice = (place: Place, path: string): RawDevice | null => {
  if (!mayTouch(place, path) || !stepInto(`${place.root}/${path}`)) return null;
  const names = namesIn('.');
  if (names.length === 0) return null;
  const attrs: Record<string, Reading> = {};
  const links: Record<string, string> = {};
  for (const name of names) {
    const kind = kinds.get(name) ?? (streamLink.test(name) ? 'link' : null);
    if (kind === null) continue;
    if (kind === 'attribute') attrs[name] = readHere(place, path, name);
    else if (kind === 'config') {
      // Without power management there is nothing that sleeps.
      if (!names.includes('power') || !sleeps(readHere(place, path, status))) attrs[name] = readHere(place, path, name);
    } else if (kind === 'link') {
      const target = linkAt(path, name);
      if (target !== null) links[name] = target;
    } else {
      const present = new Set(namesIn(name));
      for (const file of kind) if (present.has(file.slice(name.length + 1))) attrs[file] = readHere(place, path, file);
    }
  }
  return { path, attrs, links };
};

/** Host bridges that a device's folder lies below. */
const bridgesAbove = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.flatMap((part, index) => (hostBridgeFolder.test(part) ? [parts.slice(0, index + 1).join('/')] : []));
};

/** Folder of every device that a walked bus lists, each once, and of the host bridges above them. */
export const findDevices = (root: string): readonly string[] => {
  const found = new Set<string>();
  // From inside: the kernel then walks one name for each link.
  for (const folder of sweptFolders) {
    for (const path of targetsIn(root, folder)) {
      for (const bridge of bridgesAbove(path)) found.add(bridge);
      found.add(path);
    }
  }
  stepOut();
  return [...found];
};

const walked = new Set(sweptFolders.map((folder) => folder.replace(/\/devices$/, '')));

/** True for a folder that a sweep of everything would find: on a walked bus or class, or a host bridge. */
export const isDevice = (root: string, path: string): boolean =>
  hostBridgeFolder.test(posix.basename(path))
    ? namesIn(`${root}/${path}`).length > 0
    : walked.has(linkTarget(root, `${path}/subsystem`) ?? '');
