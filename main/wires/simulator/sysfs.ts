/** A virtual sysfs: folders, files and links that answer as kernfs does, and how a path is walked through them. */
import type { Errno } from '../../../shared/model/errno.js';

/** What a file reads: its text without the final newline, or the kernel's error. */
export type Content = string | { readonly errno: Errno };

/** A write that is not a step of the model: null when it is done, else the error. */
export type OwnWrite = (value: string) => Errno | null;

export interface File {
  readonly kind: 'file';
  /** Null when the file has no read side: EACCES, even for root (kernfs checks the mode again). */
  readonly read: (() => Content) | null;
  /** `step`: the dialect says what the write means. Null when it is read-only: EACCES. */
  readonly write: 'step' | OwnWrite | null;
}

export interface Folder {
  readonly kind: 'folder';
  get(name: string): Entry | null;
  names(): readonly string[];
}

export interface Link {
  readonly kind: 'link';
  /** Below sysfs, without a leading slash. */
  readonly to: string;
}

export type Entry = File | Folder | Link;

export const readOnly = (read: () => Content): File => ({ kind: 'file', read, write: null });
export const readWrite = (read: () => Content, write: File['write'] = 'step'): File => ({ kind: 'file', read, write });
export const writeOnly = (write: File['write'] = 'step'): File => ({ kind: 'file', read: null, write });
export const link = (to: string): Link => ({ kind: 'link', to });

/** What a folder holds by name. A function decides at the time of asking, and answers null when the entry is not there now. */
export type Contents = Readonly<Record<string, Entry | (() => Entry | null)>>;

/** A folder of fixed names, some of which may be hidden for the time being. `more` adds names that come and go. */
export const folder = (contents: Contents, more?: Pick<Folder, 'get' | 'names'>): Folder => {
  const fixed = new Map(Object.entries(contents));
  const get = (name: string): Entry | null => {
    const entry = fixed.get(name);
    if (entry === undefined) return more?.get(name) ?? null;
    return typeof entry === 'function' ? entry() : entry;
  };
  return {
    kind: 'folder',
    get,
    names: () => [...[...fixed.keys()].filter((name) => get(name) !== null), ...(more?.names() ?? [])],
  };
};

/** Files by name, where a name may have folders in it (`tsm/lock`): groups them. A folder with nothing to show is not there, as attribute groups are. */
export const nested = (files: Contents, more?: Pick<Folder, 'get' | 'names'>): Folder => {
  const top: Record<string, Entry | (() => Entry | null)> = {};
  const groups = new Map<string, Record<string, Entry | (() => Entry | null)>>();
  for (const [name, entry] of Object.entries(files)) {
    const slash = name.indexOf('/');
    if (slash < 0) {
      top[name] = entry;
      continue;
    }
    const group = groups.get(name.slice(0, slash)) ?? {};
    group[name.slice(slash + 1)] = entry;
    groups.set(name.slice(0, slash), group);
  }
  for (const [name, group] of groups) {
    const inner = nested(group);
    top[name] = () => (inner.names().length === 0 ? null : inner);
  }
  return folder(top, more);
};

export type Found = { readonly entry: File | Folder; readonly path: string } | { readonly errno: Errno };

/** The kernel gives up after 40 links. */
const linkLimit = 40;

/** Walks `path` through folders and links; the answer names the place itself, free of links. `.` and `..` are not names here: ENOENT. */
export const walk = (root: Folder, path: string): Found => {
  let names = path.split('/');
  let at: File | Folder = root;
  let here = '';
  for (let hops = 0; ; ) {
    const [name, ...rest] = names;
    if (name === undefined) return { entry: at, path: here };
    if (at.kind !== 'folder') return { errno: 'ENOTDIR' };
    const next = at.get(name);
    if (next === null) return { errno: 'ENOENT' };
    if (next.kind === 'link') {
      if (++hops > linkLimit) return { errno: 'ENOENT' };
      names = [...next.to.split('/'), ...rest];
      at = root;
      here = '';
      continue;
    }
    names = rest;
    at = next;
    here = here === '' ? name : `${here}/${name}`;
  }
};
