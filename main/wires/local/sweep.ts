/** Reads device folders with plain system calls, one after the other. It blocks, and may block for ever: it runs in a process of its own that can be left behind. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import {
  hostBridgeFolder,
  streamLink,
  sweptAttributes,
  sweptFolders,
  sweptLinks,
} from '../../../shared/facts/attributes.js';
import type { Reading } from '../../../shared/facts/reading.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { RawDevice } from '../wire.js';
import { errnoOf } from './errnoOf.js';

/** Where to look, and how. Paths of devices and files are below `root`. */
export interface Place {
  readonly root: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of each file before it is touched; null when nobody wants to know, which is twice as fast. */
  readonly about: ((path: string) => void) | null;
  /** Files that did not return before. */
  readonly hung: ReadonlySet<string>;
}

/** Longest attribute that is kept: sysfs serves at most a page, and `config` is at most that long. */
const pageSize = 4096;
const page = Buffer.allocUnsafe(pageSize);

/** The bytes of one attribute, as text without its final newline, or as lower-case hex. Never throws. */
export const readAttribute = (place: Place, path: string): Reading => {
  if (place.hung.has(path)) return { errno: 'ETIMEDOUT', at: place.now() };
  place.about?.(path);
  let fd = -1;
  try {
    fd = openSync(`${place.root}/${path}`, 'r');
    const length = readSync(fd, page, 0, pageSize, 0);
    const at = place.now();
    if (path.endsWith('/config')) return { value: page.toString('hex', 0, length), at };
    const end = length > 0 && page[length - 1] === 10 ? length - 1 : length;
    return { value: page.toString('utf8', 0, end), at };
  } catch (error) {
    return { errno: errnoOf(error), at: place.now() };
  } finally {
    if (fd >= 0) closeSync(fd);
  }
};

/** What a device that leaves during a sweep, or one that we may not look into, answers with. */
const gone: readonly Errno[] = ['ENOENT', 'ENODEV', 'ENXIO', 'ENOTDIR', 'EACCES', 'EINVAL', 'EIO'];

/** Names in a folder; none when it is gone. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (gone.includes(errnoOf(error))) return [];
    throw error;
  }
};

const here = new Set(sweptAttributes.filter((name) => !name.includes('/')));
const links = new Set(sweptLinks);

/** Files by the subfolder they lie in: `tsm` has `connect`. */
const below: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(sweptAttributes.filter((name) => name.includes('/')).map((name) => posix.dirname(name)))].map(
    (folder) => [
      folder,
      sweptAttributes.filter((name) => posix.dirname(name) === folder).map((name) => posix.basename(name)),
    ],
  ),
);

/** Target of a link below the root, resolved as text: the kernel's own links are relative and name real folders. */
const linkTarget = (root: string, path: string): string | null => {
  try {
    const target = posix.join(posix.dirname(path), readlinkSync(`${root}/${path}`));
    return target.startsWith('../') || target.startsWith('/') ? null : target;
  } catch (error) {
    if (gone.includes(errnoOf(error))) return null;
    throw error;
  }
};

/** Configuration space of a device that sleeps is left alone: reading it would wake it. */
const asleep = (place: Place, path: string): boolean => {
  const status = readAttribute(place, `${path}/power/runtime_status`);
  return 'value' in status && (status.value === 'suspended' || status.value === 'suspending');
};

/** All that is allowed of one device folder, or null when it is gone. */
export const readDevice = (place: Place, path: string): RawDevice | null => {
  if (place.hung.has(path)) return null;
  place.about?.(path);
  const names = namesIn(`${place.root}/${path}`);
  if (names.length === 0) return null;
  const attrs: Record<string, Reading> = {};
  const found: Record<string, string> = {};
  for (const name of names) {
    const inner = below.get(name);
    if (here.has(name)) {
      if (name === 'config' && asleep(place, path)) continue;
      attrs[name] = readAttribute(place, `${path}/${name}`);
    } else if (inner !== undefined) {
      const present = new Set(namesIn(`${place.root}/${path}/${name}`));
      for (const file of inner)
        if (present.has(file)) attrs[`${name}/${file}`] = readAttribute(place, `${path}/${name}/${file}`);
    } else if (links.has(name) || streamLink.test(name)) {
      const target = linkTarget(place.root, `${path}/${name}`);
      if (target !== null) found[name] = target;
    }
  }
  return { path, attrs, links: found };
};

/** Host bridges that a device's folder lies below. */
const bridgesAbove = (path: string): readonly string[] => {
  const parts = path.split('/');
  return parts.flatMap((part, index) => (hostBridgeFolder.test(part) ? [parts.slice(0, index + 1).join('/')] : []));
};

/** Folder of every device that a walked bus lists, each once, and of the host bridges above them. */
export const findDevices = (root: string): readonly string[] => {
  const found = new Set<string>();
  for (const folder of sweptFolders) {
    for (const name of namesIn(`${root}/${folder}`)) {
      const path = linkTarget(root, `${folder}/${name}`);
      if (path === null) continue;
      for (const bridge of bridgesAbove(path)) found.add(bridge);
      found.add(path);
    }
  }
  return [...found];
};

const walked = new Set(sweptFolders.map((folder) => folder.replace(/\/devices$/, '')));

/** True for a folder that a sweep of everything would find: on a walked bus or class, or a host bridge. */
export const isDevice = (root: string, path: string): boolean =>
  hostBridgeFolder.test(posix.basename(path))
    ? namesIn(`${root}/${path}`).length > 0
    : walked.has(linkTarget(root, `${path}/subsystem`) ?? '');

/** Where `path` really is once every link is followed: below `root`, or an error. Never throws. */
export const resolveBelow = (root: string, path: string): { readonly path: string } | { readonly errno: Errno } => {
  try {
    const real = realpathSync(`${root}/${path}`);
    const base = realpathSync(root);
    return real.startsWith(`${base}/`) ? { path: real.slice(base.length + 1) } : { errno: 'ENOENT' };
  } catch (error) {
    return { errno: errnoOf(error) };
  }
};
