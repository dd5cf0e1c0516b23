/** The dry run's looks at this machine, through its own files. */
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Place } from '../radius/place.js';
import { errnoOf } from './errnoOf.js';

export interface Machine {
  readonly root: string;
  /** Its procfs; null for a tree that is not of the running machine. */
  readonly proc: string | null;
  /** `SSH_CONNECTION`, where this session came in; null when it did not come over SSH. */
  readonly ssh: string | null;
}

/** What the look gives, or `none` for a file that the system gives an error for. */
const orElse = async <T>(none: T, look: () => Promise<T>): Promise<T> => {
  try {
    return await look();
  } catch (error) {
    errnoOf(error);
    return none;
  }
};

export const localPlace = ({ root, proc, ssh }: Machine): Place => ({
  running: proc !== null,
  real: (path) =>
    orElse(null, async () => {
      const [real, base] = await Promise.all([realpath(`${root}/${path}`), realpath(root)]);
      return real.startsWith(`${base}/`) ? real.slice(base.length + 1) : null;
    }),
  names: (path, beginning = '') =>
    orElse([], async () => (await readdir(`${root}/${path}`)).filter((name) => name.startsWith(beginning))),
  text: (path) => orElse(null, async () => (await readFile(`${root}/${path}`, 'utf8')).trimEnd()),
  proc: (path) =>
    proc === null
      ? Promise.resolve(null)
      : orElse(null, async () => (await readFile(`${proc}/${path}`, 'utf8')).trimEnd()),
  deviceNumber: (file) =>
    orElse(null, async () => {
      const { rdev } = await stat(file);
      return rdev === 0 ? null : `${(rdev >> 8) & 0xfff}:${(rdev & 0xff) | ((rdev >> 12) & 0xfff00)}`;
    }),
  sessionLinks: () => {
    const address = ssh?.split(' ')[2]?.replace(/%.*$/, '');
    const links = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
      addresses?.some((one) => one.address === address) === true ? [name] : [],
    );
    return Promise.resolve(links);
  },
});
