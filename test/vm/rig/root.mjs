/** The extracted root: kernel, headers, compiler, QEMU and the guest's programs in one folder that nothing is installed into. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../../scripts/setup/lock.mjs';
import { run } from '../../../scripts/setup/run.mjs';
import { Stop, say } from '../../../scripts/setup/say.mjs';
import { aptIn } from './apt.mjs';
import { cached, vmCache } from './cache.mjs';
import { chrooted, needRoot } from './chrooted.mjs';
import { findMirror, suites } from './debian.mjs';
import { newestKernel, oldestKernel, packagesFor } from './packages.mjs';
import { lastPassed } from './passed.mjs';

/**
 * @typedef {object} Root
 * @property {string} path
 * @property {string} key One hash over the package files it is made from.
 * @property {string} kernel As in /lib/modules, e.g. `7.3.4+deb13-amd64`.
 * @property {string} qemu Its package's version.
 */

/** Counts up when the way a root is made changes. */
const revision = 1;
const needsBytes = 1_400_000_000;
/** The mirror is asked again after this long. */
const freshMs = 24 * 3600 * 1000;

/** Parts of packages that neither build nor boot needs: half of the kernel's drivers, documents, translations. */
const unwanted = [
  './usr/share/doc/*',
  './usr/share/man/*',
  './usr/share/locale/*',
  './usr/share/info/*',
  ...[
    'gpu',
    'media',
    'staging',
    'infiniband',
    'iio',
    'net/wireless',
    'net/dsa',
    'comedi',
    'isdn',
    'power',
    'mfd',
    'mtd',
  ].map((folder) => `./usr/lib/modules/*/kernel/drivers/${folder}/*`),
  './usr/lib/modules/*/kernel/sound/*',
];

const extract = async (archive, folder) => {
  const excludes = unwanted.map((pattern) => `--exclude=${pattern}`);
  // A fixed script: the file and the patterns come as arguments, not as text.
  const script = 'set -o pipefail; dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink -f - -C "$@"';
  const { code, stderr } = await run('bash', ['-c', script, archive, folder, ...excludes], { capture: true });
  if (code === 0) return;
  throw new Stop(
    `${archive} could not be unpacked: ${stderr.trim().slice(-300)}`,
    'If the disk is full, make room, or set XDG_CACHE_HOME to a folder on another disk.',
  );
};

const extractAll = async (archives, folder) => {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(folder, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(folder, name));
  }
  const left = [...archives];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await extract(next, folder);
  };
  await Promise.all([work(), work()]);
  symlinkSync('mawk', join(folder, 'usr/bin/awk'));
};

const makeRoot = async ({ apt, packages, names, kernel }, folder) => {
  say(`fetching ${packages.length} packages from this machine's Debian mirror …`);
  await apt.download(names);
  say('unpacking them …');
  await extractAll(
    packages.map(({ file }) => join(apt.archives, file)),
    folder,
  );
  const { code, stderr } = await chrooted(folder, ['depmod', kernel]);
  if (code !== 0)
    throw new Stop(
      `depmod failed in the new root: ${stderr.trim().slice(-300)}`,
      'Try again; if it stays so, the packages have changed: see test/vm/rig/packages.mjs.',
    );
  rmSync(apt.archives, { recursive: true, force: true });
};

const versionOf = (packages, name) =>
  decodeURIComponent(packages.find(({ file }) => file.startsWith(`${name}_`))?.file.split('_')[1] ?? 'unknown');

const newest = async (apt) => {
  const kernel = newestKernel(await apt.names());
  if (kernel) return kernel;
  throw new Stop(
    `The mirror offers no kernel from ${oldestKernel} on in ${suites.join(', ')}.`,
    `The last one this project passed on is ${lastPassed().kernel}. Use a mirror that carries ${suites.at(-1)}.`,
  );
};

/** Asks the mirror what is newest, and makes the root of it if the cache has none. */
const resolve = async () => {
  needRoot();
  const apt = aptIn(join(vmCache(), 'apt'), await findMirror());
  say("asking this machine's Debian mirror for the newest kernel …");
  await apt.update();
  const kernel = await newest(apt);
  const names = packagesFor(kernel);
  const packages = await apt.resolve(names);
  const hash = createHash('sha256').update(`${revision}\n`);
  for (const { file, sha256 } of packages) hash.update(`${file} ${sha256}\n`);
  const key = hash.digest('hex').slice(0, 16);
  const path = await cached({ kind: 'root', key, bytes: needsBytes }, (folder) =>
    makeRoot({ apt, packages, names, kernel }, folder),
  );
  return { path, key, kernel, qemu: versionOf(packages, 'qemu-system-x86') };
};

const recordPath = () => join(vmCache(), 'root.json');

/** @returns {{root: Root, recipe: string, at: number} | null} What was resolved last, if it is still there. */
const lastResolved = () => {
  try {
    const record = JSON.parse(readFileSync(recordPath(), 'utf8'));
    return existsSync(record.root.path) ? record : null;
  } catch {
    // None yet, or half of one: the mirror is asked.
    return null;
  }
};

/**
 * @param {{fresh?: boolean}} [options] `fresh` asks the mirror even if it was asked today.
 * @returns {Promise<Root>} When the mirror is out of reach, what the cache has; without either a Stop.
 */
export const ensureRoot = async ({ fresh = false } = {}) => {
  const recipe = `${revision} ${packagesFor('VERSION').join(' ')}`;
  const usable = () => {
    const last = lastResolved();
    return last?.recipe === recipe ? last : null;
  };
  const recent = () => (usable() && Date.now() - (usable()?.at ?? 0) < freshMs ? usable() : null);
  const known = recent();
  if (known && !fresh) return known.root;
  return withLock(`${vmCache()} resolve`, async () => {
    const made = recent();
    if (made && !fresh) return made.root;
    try {
      const root = await resolve();
      writeFileSync(recordPath(), JSON.stringify({ root, recipe, at: Date.now() }));
      return root;
    } catch (error) {
      const old = usable();
      if (!(error instanceof Stop) || !old) throw error;
      say(
        `${error.message.split('\n')[0]} Using what the cache has: kernel ${old.root.kernel}, QEMU ${old.root.qemu}.`,
      );
      return old.root;
    }
  });
};

/** @param {string} path The root. @returns {string[]} What is in a folder of it; empty when it is not there. */
export const listIn = (path) => (existsSync(path) ? readdirSync(path) : []);
