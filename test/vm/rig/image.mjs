/** Makes the guest's initramfs: programs and drivers of the extracted root, our modules, and the files of test/vm/guest. */
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from '../../../scripts/setup/run.mjs';
import { say } from '../../../scripts/setup/say.mjs';
import { cached } from './cache.mjs';
import { chrooted } from './chrooted.mjs';
import { cpio, FILE, FOLDER, LINK, NODE } from './cpio.mjs';
import { closureOf, tablesFor } from './dependencies.mjs';
import { gather } from './gather.mjs';
import { drivers, userlands } from './userlands.mjs';

/** @typedef {import('./root.mjs').Root} Root */
/** @typedef {import('./cpio.mjs').Entry} Entry */

const guestFolder = join(import.meta.dirname, '..', 'guest');
/** Counts up when the way an image is made changes. */
const revision = 1;

/** The files of test/vm/guest, with where they go and their permissions. sshd and sudo insist on theirs. */
const guestFiles = [
  ['init', 'init', 0o755],
  ['inittab', 'etc/inittab', 0o644],
  ['boot', 'etc/lockstep/boot', 0o755],
  ['console', 'etc/lockstep/console', 0o755],
  ['shell', 'etc/lockstep/shell', 0o755],
  ['profile', 'etc/profile', 0o644],
  ['passwd', 'etc/passwd', 0o644],
  ['group', 'etc/group', 0o644],
  ['sshd_config', 'etc/ssh/sshd_config', 0o644],
  ['sudoers', 'etc/sudoers', 0o440],
  ['pam-sudo', 'etc/pam.d/sudo', 0o644],
  ['pam-other', 'etc/pam.d/other', 0o644],
];

const folder = (path, mode = 0o755) => ({ path, mode: FOLDER | mode });

/** What no package and no file of ours brings. */
const skeleton = [
  ...[
    'dev',
    'proc',
    'sys',
    'run',
    'etc',
    'etc/lockstep',
    'etc/ssh',
    'etc/pam.d',
    'home',
    'usr',
    'usr/bin',
    'usr/sbin',
  ].map((path) => folder(path)),
  ...['usr/lib', 'usr/lib64', 'var', 'var/empty'].map((path) => folder(path)),
  folder('tmp', 0o1777),
  folder('root', 0o700),
  ...['bin', 'sbin', 'lib', 'lib64'].map((path) => ({ path, mode: LINK | 0o777, data: `usr/${path}` })),
  { path: 'dev/console', mode: NODE | 0o600, device: [5, 1] },
  { path: 'dev/null', mode: NODE | 0o666, device: [1, 3] },
  { path: 'etc/shells', mode: FILE | 0o644, data: '/bin/sh\n/bin/bash\n' },
  { path: 'etc/nsswitch.conf', mode: FILE | 0o644, data: 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n' },
];

/** busybox stands in for every program the image does not have itself. */
const applets = async (root, found) => {
  const { stdout } = await run(join(root.path, 'usr/bin/busybox'), ['--list'], { capture: true });
  const names = stdout.split('\n').filter((name) => name !== '' && name !== 'busybox');
  return names
    .filter((name) => !found.has(`usr/bin/${name}`) && !found.has(`usr/sbin/${name}`))
    .map((name) => ({ path: `usr/bin/${name}`, mode: LINK | 0o777, data: '/usr/bin/busybox' }));
};

/** Unpacks the drivers the image needs inside the root, where an `xz` of the right age is. */
const unpacked = async (root, paths) => {
  const inside = join(root.path, 'build', `drivers-${randomBytes(4).toString('hex')}`);
  const modules = join(root.path, 'usr/lib/modules', root.kernel);
  mkdirSync(inside, { recursive: true });
  try {
    for (const path of paths) copyFileSync(join(modules, path), join(inside, basename(path)));
    const packed = readdirSync(inside).filter((name) => name.endsWith('.xz'));
    await chrooted(root.path, ['xz', '-d', ...packed.map((name) => join(inside.slice(root.path.length), name))]);
    return new Map(
      paths.map((path) => [path.replace(/\.xz$/, ''), readFileSync(join(inside, basename(path).replace(/\.xz$/, '')))]),
    );
  } finally {
    rmSync(inside, { recursive: true, force: true });
  }
};

/** The module tree of the image: drivers, ours in `extra`, and modprobe's tables over both. */
const moduleEntries = async (root, ours) => {
  const modules = join(root.path, 'usr/lib/modules', root.kernel);
  const read = (name) => readFileSync(join(modules, name), 'utf8');
  const closure = closureOf(read('modules.dep'), drivers);
  const files = await unpacked(root, [...closure.keys()]);
  for (const from of ours)
    for (const name of readdirSync(from)) files.set(`extra/${name}`, readFileSync(join(from, name)));
  const tables = tablesFor({
    closure,
    ours: [...files.keys()].filter((path) => path.startsWith('extra/')),
    alias: read('modules.alias'),
  });
  for (const name of ['modules.builtin', 'modules.order']) files.set(name, readFileSync(join(modules, name)));
  for (const [name, text] of Object.entries(tables)) files.set(name, Buffer.from(text));
  return [...files].map(([path, data]) => ({
    path: `usr/lib/modules/${root.kernel}/${path}`,
    mode: FILE | 0o644,
    data,
  }));
};

/** Adds the folders that files lie in, and puts each before what is in it. */
const withFolders = (entries) => {
  const all = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path } of entries)
    for (let at = dirname(path); at !== '.'; at = dirname(at)) if (!all.has(at)) all.set(at, folder(at));
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

const guestEntries = () =>
  guestFiles.map(([name, path, mode]) => ({
    path: String(path),
    mode: FILE | Number(mode),
    data: readFileSync(join(guestFolder, String(name))),
  }));

/**
 * @param {Root} root
 * @param {{userland: import('./userlands.mjs').Userland, modules: readonly string[]}} what `modules`: folders of built ones.
 * @returns {Promise<string>} Path of the initramfs; keys and users come in a second archive, made at each boot.
 */
export const buildImage = async (root, { userland, modules }) => {
  const hash = createHash('sha256').update(
    `${revision} ${root.key} ${JSON.stringify([userlands[userland], drivers, guestFiles])}`,
  );
  for (const { data } of guestEntries()) hash.update(data);
  for (const path of modules) hash.update(basename(path));
  const made = await cached(
    { kind: 'image', key: `${userland}-${hash.digest('hex').slice(0, 16)}`, bytes: 200_000_000 },
    async (into) => {
      const started = performance.now();
      const programs = gather(root.path, userlands[userland]);
      const entries = [
        ...skeleton,
        ...programs.values(),
        ...(await applets(root, programs)),
        ...(await moduleEntries(root, modules)),
        ...guestEntries(),
      ];
      const archive = cpio(withFolders(entries));
      writeFileSync(join(into, 'initramfs'), archive);
      say(
        `made the ${userland} image, ${(archive.length / 1e6).toFixed(0)} MB, in ${((performance.now() - started) / 1000).toFixed(1)} s`,
      );
    },
  );
  return join(made, 'initramfs');
};
