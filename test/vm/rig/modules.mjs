/** Builds our kernel modules (test/vm/module) out of tree, against the packaged headers, with the compiler those name. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, say } from '../../../scripts/setup/say.mjs';
import { cached } from './cache.mjs';
import { chrooted, needRoot } from './chrooted.mjs';
import { lastPassed } from './passed.mjs';

/** @typedef {import('./root.mjs').Root} Root */

/** Folders of module sources: the proposal's own, and the TSM driver that makes the stock kernel show its `tsm/`. */
export const moduleFolders = {
  proposal: join(import.meta.dirname, '..', 'module'),
  stock: join(import.meta.dirname, '..', 'stock'),
};

const sourcesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => /\.[ch]$|^(Makefile|Kbuild)$/.test(name))
    .sort();

/** @param {string} folder @returns {string} One hash over what a build reads. */
export const hashOfSources = (folder) => {
  const hash = createHash('sha256');
  for (const name of sourcesIn(folder))
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
};

const compile = async ({ root, sources, mutant }, into) => {
  needRoot();
  const started = performance.now();
  say(`building the modules for ${root.kernel} …`);
  mkdirSync(join(root.path, 'build'), { recursive: true });
  const inside = mkdtempSync(join(root.path, 'build', 'module-'));
  try {
    for (const name of sourcesIn(sources)) copyFileSync(join(sources, name), join(inside, name));
    const at = inside.slice(root.path.length);
    const words = ['make', '-s', '-j2', '-C', `/lib/modules/${root.kernel}/build`, `M=${at}`, 'modules'];
    const { code, stdout, stderr } = await chrooted(root.path, mutant ? [...words, `MUTANT=${mutant}`] : words);
    if (code !== 0) {
      throw new Stop(
        `The modules do not build for kernel ${root.kernel}; the last one they passed on is ${lastPassed().kernel}.\n${(stderr || stdout).trim().slice(-3000)}`,
        `Correct test/vm/module for ${root.kernel}.`,
      );
    }
    // Warnings of the kernel's own headers do not stop a build, but ours are to be seen.
    if (stderr.trim() !== '') say(stderr.trim());
    const built = readdirSync(inside).filter((name) => name.endsWith('.ko'));
    await chrooted(root.path, ['x86_64-linux-gnu-strip', '--strip-debug', ...built.map((name) => join(at, name))]);
    for (const name of built) copyFileSync(join(inside, name), join(into, name));
    say(`built ${built.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    rmSync(inside, { recursive: true, force: true });
  }
};

/**
 * @param {Root} root
 * @param {string} sources One of {@link moduleFolders}.
 * @param {string} [mutant] Builds a kernel that is wrong on purpose, for the conformance test.
 * @returns {Promise<string>} A folder with the `.ko` files, named by kernel and sources.
 */
export const buildModules = (root, sources, mutant = '') =>
  cached(
    { kind: 'modules', key: [root.key, hashOfSources(sources), mutant].filter(Boolean).join('-'), bytes: 50_000_000 },
    (folder) => compile({ root, sources, mutant }, folder),
  );
