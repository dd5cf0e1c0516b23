/** Builds the guest's programs of ours (test/vm/guest/*.c), each from one file and linked whole, so that any image runs them. */
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from '../../../scripts/setup/say.mjs';
import { cached } from './cache.mjs';
import { chrooted } from './chrooted.mjs';

const sources = join(import.meta.dirname, '..', 'guest');
const files = () => readdirSync(sources).filter((name) => /\.[ch]$/.test(name));

const compilerIn = (root) => {
  const found = readdirSync(join(root, 'usr/bin')).find((name) => /^x86_64-linux-gnu-gcc-\d+$/.test(name));
  if (found) return found;
  throw new Stop('The kernel headers bring no C compiler any more.', 'Add one to test/vm/rig/packages.mjs.');
};

const compile = async (root, into) => {
  const at = `/build/programs-${randomBytes(4).toString('hex')}`;
  const inside = join(root.path, at);
  mkdirSync(inside, { recursive: true });
  try {
    for (const name of files()) copyFileSync(join(sources, name), join(inside, name));
    for (const name of files().filter((each) => each.endsWith('.c'))) {
      const program = name.slice(0, -2);
      const words = ['-static', '-O2', '-Wall', '-Wextra', '-o', join(at, program), join(at, name)];
      const { code, stdout, stderr } = await chrooted(root.path, [compilerIn(root.path), ...words]);
      if (code !== 0)
        throw new Stop(
          `test/vm/guest/${name} does not build:\n${(stderr || stdout).trim().slice(-2000)}`,
          'Correct it.',
        );
      copyFileSync(join(inside, program), join(into, program));
    }
  } finally {
    rmSync(inside, { recursive: true, force: true });
  }
};

/**
 * @param {import('./root.mjs').Root} root
 * @returns {Promise<string>} A folder with one program per source, named by root and sources.
 */
export const buildPrograms = (root) => {
  const hash = createHash('sha256');
  for (const name of files()) hash.update(`${name}\0`).update(readFileSync(join(sources, name)));
  const key = `${root.key}-${hash.digest('hex').slice(0, 16)}`;
  return cached({ kind: 'programs', key, bytes: 20_000_000 }, (folder) => compile(root, folder));
};
