/** Builds what is stale: each part is rebuilt only when the hash of its inputs differs from the one it was built from. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { inRoot, root, stampFolder } from './places.mjs';
import { run } from './run.mjs';
import { Stop, say } from './say.mjs';

const common = ['shared', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** The parts: inputs by path in the project, and one file that proves the output is there. */
export const parts = {
  renderer: { config: 'vite.renderer.config.ts', inputs: ['renderer', ...common], proof: 'dist/renderer/index.html' },
  main: { config: 'vite.main.config.ts', inputs: ['main', ...common], proof: 'dist/main/index.js' },
  preload: { config: 'vite.preload.config.ts', inputs: ['preload', ...common], proof: 'dist/preload/index.cjs' },
};

const filesBelow = (path) => {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const full = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(full);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [full];
  });
};

/** @param {readonly string[]} paths Files and folders in the project. @returns {string} One hash over names and contents. */
export const hashOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = inRoot(path);
    if (!existsSync(full)) continue;
    let files = [full];
    try {
      files = filesBelow(full);
    } catch (error) {
      if (error.code !== 'ENOTDIR') throw error;
    }
    for (const file of files)
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
};

/** A bundler's words without its own stack. */
const wordsOf = (text) =>
  text
    .split('\n')
    .filter((line) => !/^\s+at |^\s+errors: \[|^}$/.test(line))
    .join('\n')
    .trim();

const stampOf = (name) => join(stampFolder, `build-${name}`);

const staleParts = (wanted) =>
  Object.entries(parts)
    .filter(([name]) => wanted.includes(name))
    .flatMap(([name, { config, inputs, proof }]) => {
      const hash = hashOf([config, ...inputs]);
      const fresh =
        existsSync(inRoot(proof)) && existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === hash;
      return fresh ? [] : [{ name, config, hash }];
    });

/**
 * Builds the stale parts, side by side. Throws a Stop with the bundler's words when one fails.
 * @param {readonly string[]} [wanted] Names of {@link parts}; all of them when left out.
 */
export const ensureBuilt = async (wanted = Object.keys(parts)) => {
  if (staleParts(wanted).length === 0) return;
  await withLock(`${root} build`, async () => {
    const stale = staleParts(wanted);
    if (stale.length === 0) return;
    say(`building ${stale.map(({ name }) => name).join(', ')} …`);
    const started = performance.now();
    const vite = inRoot('node_modules', 'vite', 'bin', 'vite.js');
    const results = await Promise.all(
      stale.map(async (part) => ({
        part,
        ended: await run(process.execPath, [vite, 'build', '--logLevel', 'warn', '-c', part.config], {
          cwd: root,
          capture: true,
        }),
      })),
    );
    mkdirSync(stampFolder, { recursive: true });
    for (const { part, ended } of results) if (ended.code === 0) writeFileSync(stampOf(part.name), part.hash);
    const failed = results.filter(({ ended }) => ended.code !== 0);
    if (failed.length > 0) {
      const words = failed
        .map(({ part, ended }) => `${part.name}:\n${wordsOf(ended.stderr || ended.stdout)}`)
        .join('\n');
      throw new Stop(
        `The build failed.\n${words}`,
        'Correct the source that is named, then run the same command again.',
      );
    }
    say(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
};
