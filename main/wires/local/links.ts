/** Where links of a sysfs lead: the kernel's own as text, which costs one system call, and anybody's by following them. */
import { readlinkSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import type { Errno } from '../../../shared/model/errno.js';
import { errnoOf, isGone } from './errnoOf.js';

/** A link's text, read from `folder`, as a path below the root; null when it leads out of it. */
export const joined = (folder: string, text: string): string | null => {
  // As the kernel writes them: so many steps up, then plain names.
  let end = folder.length;
  let from = 0;
  for (; text.startsWith('../', from); from += 3) {
    if (end === 0) return null;
    end = Math.max(0, folder.lastIndexOf('/', end - 1));
  }
  const down = text.slice(from);
  if (!/^$|^[./]|\/[./]|\/$/.test(down)) return end === 0 ? down : `${folder.slice(0, end)}/${down}`;
  const path = posix.join(folder, text);
  return path === '..' || path.startsWith('../') || path.startsWith('/') || text.startsWith('/') ? null : path;
};

/** Target of the link `name` in `folder`; `file` is how this process names it. Null for no link, and for one that leads out. */
export const linkAt = (folder: string, file: string): string | null => {
  try {
    return joined(folder, readlinkSync(file));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Target of a link by its path below the root. */
export const linkTarget = (root: string, path: string): string | null => linkAt(posix.dirname(path), `${root}/${path}`);

/** Where `path` really is once every link is followed: below `root`, or an error. Never throws. */
export const resolveBelow = (root: string, path: string): { readonly path: string } | { readonly errno: Errno } => {
  try {
    const real = realpathSync.native(`${root}/${path}`);
    const base = realpathSync.native(root);
    return real.startsWith(`${base}/`) ? { path: real.slice(base.length + 1) } : { errno: 'ENOENT' };
  } catch (error) {
    return { errno: errnoOf(error) };
  }
};
