/** Gathers files of the extracted root for an image: links are followed and kept, and programs bring the libraries they ask for. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Stop } from '../../../scripts/setup/say.mjs';
import { FILE, FOLDER, LINK } from './cpio.mjs';
import { isElf, needsOf } from './elf.mjs';

/** @typedef {import('./cpio.mjs').Entry} Entry */

/** Where the release keeps libraries; the others are sudo's and systemd's own. */
const libraryFolders = ['usr/lib/x86_64-linux-gnu', 'usr/libexec/sudo', 'usr/lib/x86_64-linux-gnu/systemd'];

/** The four folders that are links into /usr since Debian merged them. */
const merged = (path) => path.replace(/^\/?(bin|sbin|lib|lib64)\//, 'usr/$1/').replace(/^\//, '');

const kindOf = (root, path) => {
  try {
    return lstatSync(join(root, path));
  } catch {
    throw new Stop(
      `The packages no longer carry ${path}.`,
      'A newer release may have moved it: correct test/vm/rig/userlands.mjs.',
    );
  }
};

const whereIs = (root, library) =>
  libraryFolders.find((folder) => {
    try {
      return lstatSync(join(root, folder, library)) !== undefined;
    } catch {
      // Not in this one.
      return false;
    }
  });

/**
 * @param {string} root
 * @param {{files: readonly string[], folders: readonly string[]}} wanted Paths in the root.
 * @returns {Map<string, Entry>} By path; the folders they lie in are among them.
 */
export const gather = (root, { files, folders }) => {
  /** @type {Map<string, Entry>} */
  const found = new Map();

  const addFolder = (path) => {
    if (path === '.' || path === '/' || found.has(path)) return;
    addFolder(dirname(path));
    found.set(path, { path, mode: FOLDER | 0o755 });
  };

  const addLibraries = (data) => {
    const { needed, loader } = needsOf(data);
    if (loader) add(merged(loader));
    for (const library of needed) {
      const folder = whereIs(root, library);
      if (folder) add(`${folder}/${library}`);
      else throw new Stop(`No package carries the library ${library}.`, 'Correct test/vm/rig/packages.mjs.');
    }
  };

  const add = (path) => {
    if (found.has(path)) return;
    addFolder(dirname(path));
    const kind = kindOf(root, path);
    if (kind.isSymbolicLink()) {
      const data = readlinkSync(join(root, path));
      found.set(path, { path, mode: LINK | 0o777, data });
      add(merged(data.startsWith('/') ? data : normalize(join(dirname(path), data))));
      return;
    }
    const data = readFileSync(join(root, path));
    found.set(path, { path, mode: FILE | (kind.mode & 0o7777), data });
    if (isElf(data)) addLibraries(data);
  };

  const addAll = (folder) => {
    addFolder(folder);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (/^(__pycache__|test|tests|idlelib|tkinter|turtledemo|ensurepip|lib2to3|pydoc_data)$/.test(entry.name))
        continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) addAll(path);
      else if (!entry.isSymbolicLink() || merged(readlinkSync(join(root, path))).startsWith('usr')) add(path);
    }
  };

  for (const path of files) add(path);
  for (const folder of folders) addAll(folder);
  return found;
};
