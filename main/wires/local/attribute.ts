/** Reads one attribute with plain system calls into one page that is used again and again. */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Reading } from '../../../shared/facts/reading.js';
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

/** As text without its final newline, or as lower-case hex for what is `binary`. Never throws. */
const readFile = (place: Place, file: string, binary: boolean): Reading => {
  let fd = -1;
  try {
    fd = openSync(file, constants.O_RDONLY);
    const length = readSync(fd, page, 0, pageSize, 0);
    const at = place.now();
    if (binary) return { value: page.toString('hex', 0, length), at };
    const end = length > 0 && page[length - 1] === 10 ? length - 1 : length;
    return { value: page.toString('utf8', 0, end), at };
  } catch (error) {
    return { errno: errnoOf(error), at: place.now() };
  } finally {
    if (fd >= 0) closeSync(fd);
  }
};

/** False for a file that did not return before. One that is about to be touched is said. */
export const mayTouch = (place: Place, path: string): boolean => {
  if (place.hung.has(path)) return false;
  place.about?.(path);
  return true;
};

/** One attribute by its path below the root. Never throws. */
export const readAttribute = (place: Place, path: string): Reading =>
  mayTouch(place, path)
    ? readFile(place, `${place.root}/${path}`, path.endsWith('/config'))
    : { errno: 'ETIMEDOUT', at: place.now() };

/** One attribute of the device this process stands in: the kernel then walks one name instead of the whole path. Never throws. */
export const readHere = (place: Place, device: string, name: string): Reading =>
  // The whole path is put together only where somebody wants to know it.
  (place.about === null && place.hung.size === 0) || mayTouch(place, `${device}/${name}`)
    ? readFile(place, name, name === 'config')
    : { errno: 'ETIMEDOUT', at: place.now() };
