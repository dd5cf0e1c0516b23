/** The VM's cache: folders named by what they are made from, each appearing whole by one rename, made by one process at a time. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../../scripts/setup/lock.mjs';
import { cacheFolder } from '../../../scripts/setup/places.mjs';
import { reasonOf, Stop } from '../../../scripts/setup/say.mjs';

/** @returns {string} `…/lockstep/vm` in the person's cache. */
export const vmCache = () => join(cacheFolder(), 'vm');

const checkSpace = (folder, bytes) => {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new Stop(
    `There is not enough room in ${folder}: this takes ${Math.ceil(bytes / 1e6)} MB, ${Math.floor(free / 1e6)} MB are free.`,
    'Make room there, or set XDG_CACHE_HOME to a folder on another disk.',
  );
};

/** What was last used this long ago goes away when something new is made. */
const keepMs = 14 * 24 * 3600 * 1000;

const prune = (kind) => {
  for (const name of readdirSync(vmCache()).filter((entry) => entry.startsWith(`${kind}-`))) {
    const path = join(vmCache(), name);
    if (Date.now() - statSync(path).mtimeMs > keepMs) rmSync(path, { recursive: true, force: true });
  }
};

/**
 * @param {{kind: string, key: string, bytes: number}} what `bytes`: room it needs while it is made.
 * @param {(folder: string) => Promise<void>} make Fills an empty folder. Its failure leaves nothing behind.
 * @returns {Promise<string>} The finished folder.
 */
export const cached = async ({ kind, key, bytes }, make) => {
  const final = join(vmCache(), `${kind}-${key}`);
  // The folder's own time says when it was last used; what is unpacked into it may have set an old one.
  const use = () => {
    const now = new Date();
    utimesSync(final, now, now);
    return final;
  };
  if (existsSync(final)) return use();
  return withLock(final, async () => {
    if (existsSync(final)) return use();
    const folder = join(vmCache(), `making-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(folder, { recursive: true });
      checkSpace(folder, bytes);
      await make(folder);
      renameSync(folder, final);
      use();
      prune(kind);
      return final;
    } catch (error) {
      if (error instanceof Stop || !(error instanceof Error) || !('code' in error)) throw error;
      throw new Stop(
        `The VM could not be made ready in ${vmCache()}: ${reasonOf(error)}`,
        error.code === 'ENOSPC' || error.code === 'EDQUOT'
          ? 'Make room there, or set XDG_CACHE_HOME to a folder on another disk.'
          : 'Set XDG_CACHE_HOME to a folder you can write to, then run it again.',
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
};
