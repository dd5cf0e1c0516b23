/** An apt of the VM's own: private lists and archives, the machine's own proxies and keys. apt checks signatures and hashes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/setup/run.mjs';
import { Stop } from '../../../scripts/setup/say.mjs';
import { backports, keyring, suites } from './debian.mjs';

/**
 * @typedef {object} Package
 * @property {string} file As it lies in the archives: `name_version_arch.deb`.
 * @property {string} sha256 From the signed list.
 */

/** @param {string} text What `apt-get --print-uris` says. @returns {Package[]} Sorted by file. */
export const packagesIn = (text) =>
  [...text.matchAll(/^'[^']*' (\S+) \d+ SHA256:([0-9a-f]{64})/gm)]
    .map(([, file = '', sha256 = '']) => ({ file, sha256 }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));

const lastWords = (text) =>
  text
    .split('\n')
    .filter((line) => /^[EW]:/.test(line))
    .slice(0, 4)
    .join('\n') || text.trim().slice(-400);

/** @param {string} happened @param {string} words apt's own. */
const stop = (happened, words) => {
  const full = /No space left|not have enough free space|disk is full/i.test(words);
  const unsigned = /NO_PUBKEY|not signed/i.test(words);
  return new Stop(
    `${happened}\n${lastWords(words)}`,
    full
      ? 'Make room there, or set XDG_CACHE_HOME to a folder on another disk.'
      : unsigned
        ? 'Bring the keys up to date: apt-get install debian-archive-keyring'
        : 'Check that this machine reaches its Debian mirror (apt-get update), then run the same command again.',
  );
};

/** @param {string} folder Where it keeps its state. @param {string} mirror */
export const aptIn = (folder, mirror) => {
  const archives = join(folder, 'archives');
  // What lies in the archives apt leaves out of --print-uris: it is asked with none there.
  const nothing = join(folder, 'nothing');
  for (const path of ['lists/partial', 'archives/partial', 'nothing/partial'])
    mkdirSync(join(folder, path), { recursive: true });
  // An empty status: apt then finds everything that is needed, whatever this machine has installed.
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(
    join(folder, 'sources.list'),
    suites.map((suite) => `deb [arch=amd64 signed-by=${keyring}] ${mirror} ${suite} main\n`).join(''),
  );
  // Read last, so that what the machine hooks into its own updates is not run for ours.
  writeFileSync(
    join(folder, 'apt.conf'),
    '#clear APT::Update::Post-Invoke;\n#clear APT::Update::Post-Invoke-Success;\n#clear DPkg::Post-Invoke;\n',
  );
  const options = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '-',
    'Dir::Etc::Preferences': '-',
    'Dir::Etc::PreferencesParts': '-',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': folder,
    'Dir::Cache::Archives': archives,
    'APT::Architecture': 'amd64',
    'APT::Default-Release': backports,
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    // What --print-uris then names, and what downloads are checked by.
    'Acquire::ForceHash': 'sha256',
  };
  const words = ['-c', join(folder, 'apt.conf'), ...Object.entries(options).flatMap(([k, v]) => ['-o', `${k}=${v}`])];
  const call = (program, args) =>
    run(program, [...words, ...args], { capture: true, env: { ...process.env, LC_ALL: 'C' } });

  return {
    archives,
    /** Fetches the lists. Throws a Stop when the mirror is out of reach or a signature is wrong. */
    update: async () => {
      const { code, stderr } = await call('apt-get', ['update', '-q', '--error-on=any']);
      if (code !== 0) throw stop('The package lists could not be had.', stderr);
    },
    /** @returns {Promise<string>} Every package name, one a line. */
    names: async () => (await call('apt-cache', ['pkgnames', 'linux-'])).stdout,
    /** @param {readonly string[]} packages @returns {Promise<Package[]>} With all that they need. */
    resolve: async (packages) => {
      const none = ['-o', `Dir::Cache::Archives=${nothing}`];
      const asked = ['install', '-qq', '-y', '--print-uris', ...packages];
      const { code, stdout, stderr } = await call('apt-get', [...none, ...asked]);
      if (code !== 0) throw stop('apt finds no set of packages for the VM.', stderr);
      const found = packagesIn(stdout);
      if (found.length === 0) throw stop('apt names no packages for the VM.', stdout.slice(0, 400));
      return found;
    },
    /** @param {readonly string[]} packages Downloads them with all that they need. */
    download: async (packages) => {
      const { code, stderr } = await call('apt-get', ['install', '-qq', '-y', '--download-only', ...packages]);
      if (code !== 0) throw stop(`The packages could not be downloaded to ${archives}.`, stderr);
    },
  };
};
