/** Reads device folders with plain system calls, one after the other. It blocks, and may block for ever: it runs in a process of its own that can be left behind. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import type { Reading } from '../../../shared/facts/reading.js';
import { type Errno, isErrno } from '../../../shared/model/errno.js';
import type { RawDevice } from '../wire.js';
import { allowed, allowedFolders, allowedLinks, walked } from './allow.js';

/** Longest text attribute that is kept; sysfs serves at most a page. */
const pageSize = 4096;
const page = Buffer.allocUnsafe(pageSize);

const errnoOf = (error: unknown): Errno => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return isErrno(code) ? code : 'EIO';
};

/** One attribute, as text without its final newline, or as lower-case hex when `binary`. Never throws. */
export const readAttribute = (file: string, binary = false): Reading => {
  let fd = -1;
  try {
    fd = openSync(file, 'r');
    const length = readSync(fd, page, 0, pageSize, 0);
    const at = Date.now();
    if (binary) return { value: page.toString('hex', 0, length), at };
    const end = length > 0 && page[length - 1] === 10 ? length - 1 : length;
    return { value: page.toString('utf8', 0, end), at };
  } catch (error) {
    return { errno: errnoOf(error), at: Date.now() };
  } finally {
    if (fd >= 0) closeSync(fd);
  }
};

/** Names in a folder; none when it is gone, which is how a device that leaves during a sweep looks. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENODEV' || errno === 'EACCES' || errno === 'ENOTDIR') return [];
    throw error;
  }
};

interface Plan {
  readonly here: ReadonlySet<string>;
  /** Attribute names by subfolder. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  readonly folders: readonly string[];
}

const planOf = (bus: string): Plan => {
  const here = new Set<string>();
  const below = new Map<string, string[]>();
  for (const name of allowed[bus] ?? []) {
    const slash = name.indexOf('/');
    if (slash < 0) here.add(name);
    else {
      const folder = name.slice(0, slash);
      below.set(folder, [...(below.get(folder) ?? []), name.slice(slash + 1)]);
    }
  }
  return { here, below, folders: allowedFolders[bus] ?? [] };
};
const plans = new Map(walked.map(({ bus }) => [bus, planOf(bus)]));
const links = new Set(allowedLinks);

/** Target of a link below sysfs, resolved as text: the kernel's own links are relative and name real folders. */
const linkTarget = (folder: string, name: string, root: string): string | null => {
  try {
    const target = posix.join(folder, readlinkSync(`${root}/${folder}/${name}`));
    return target.startsWith('../') ? null : target;
  } catch (error) {
    if (['ENOENT', 'ENODEV', 'EINVAL', 'EACCES'].includes(errnoOf(error))) return null;
    throw error;
  }
};

/** All that is allowed of one device folder, or null when it is gone. */
export const readDevice = (root: string, path: string, bus: string): RawDevice | null => {
  const folder = `${root}/${path}`;
  const names = namesIn(folder);
  const plan = plans.get(bus);
  if (names.length === 0 || plan === undefined) return null;
  const attrs: Record<string, Reading> = {};
  const found: Record<string, string> = {};
  for (const name of names) {
    if (plan.here.has(name)) attrs[name] = readAttribute(`${folder}/${name}`);
    else if (links.has(name)) {
      const target = linkTarget(path, name, root);
      if (target !== null) found[name] = target;
    } else {
      const inner = plan.below.get(name);
      if (inner !== undefined) {
        const present = new Set(namesIn(`${folder}/${name}`));
        for (const file of inner) if (present.has(file)) attrs[`${name}/${file}`] = readAttribute(`${folder}/${name}/${file}`);
      } else if (plan.folders.includes(name)) {
        for (const file of namesIn(`${folder}/${name}`)) attrs[`${name}/${file}`] = readAttribute(`${folder}/${name}/${file}`);
      }
    }
  }
  return { path, attrs, links: found };
};

/** Folder of a device below sysfs and the bus it was found on. */
export interface Found {
  readonly path: string;
  readonly bus: string;
}

/** Every device the walked buses list, by real folder; a device on two buses is read once. */
export const findDevices = (root: string): readonly Found[] => {
  const found = new Map<string, string>();
  for (const { folder, bus } of walked) {
    for (const name of namesIn(`${root}/${folder}`)) {
      const path = linkTarget(folder, name, root);
      if (path !== null && !found.has(path)) found.set(path, bus);
    }
  }
  return [...found].map(([path, bus]) => ({ path, bus }));
};

/** The bus of a device folder, by its `subsystem` link; null when it has none we read. */
export const busOf = (root: string, path: string): string | null => {
  const subsystem = linkTarget(path, 'subsystem', root);
  const name = subsystem === null ? null : posix.basename(subsystem);
  return name !== null && plans.has(name) ? name : null;
};

/** True when `path` really lies below `root` once every link is followed. Throws nothing: a path that is gone is not below. */
export const liesBelow = (root: string, path: string): boolean => {
  try {
    const real = realpathSync(`${root}/${path}`);
    return real === root || real.startsWith(`${root}/`);
  } catch (error) {
    errnoOf(error);
    return false;
  }
};
