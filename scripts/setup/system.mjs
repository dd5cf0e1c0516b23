/** The system packages the tests need: installed when we are root on Debian, else named in one command. */
import { existsSync } from 'node:fs';
import { aptCommand, electronPackages } from '../runtime/libraries.mjs';
import { programOnPath } from '../runtime/display.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** What builds the test VM and reaches it (test/vm). */
const vmPackages = ['debian-archive-keyring', 'openssh-client', 'tar', 'bash'];

/**
 * Beside Electron's: a browser for the browser host, what makes users and mounts, what this machine is held against
 * (`lspci`, `udevadm`), the ways to more rights, what counts the files a sweep opens, and far
 * sides for SSH and for a serial line.
 */
export const testPackages = [
  ...electronPackages,
  ...vmPackages,
  'chromium',
  'passwd',
  'util-linux',
  'libc-bin',
  'mount',
  'pciutils',
  'udev',
  'sudo',
  'pkexec',
  'polkitd',
  'strace',
  'openssl',
  'openssh-server',
  'openssh-client',
  'busybox-static',
  'socat',
  'mawk',
  'login',
  'bash',
  'python3-minimal',
];

/** @returns {Promise<string[]>} Those of `packages` that dpkg does not know as installed. */
const missing = async (packages) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format, not ours
  const format = '${Package} ${db:Status-Status}\n';
  const { stdout } = await run('dpkg-query', ['-W', '-f', format, ...packages], {
    capture: true,
  });
  const installed = new Set([...stdout.matchAll(/^(\S+) installed$/gm)].map(([, name]) => name));
  return packages.filter((name) => !installed.has(name));
};

/** Makes sure of them, or says what is missing; tests that need them then fail with their own words. */
export const ensureSystemPackages = async () => {
  if (process.platform !== 'linux' || !programOnPath('dpkg-query') || !existsSync('/etc/debian_version')) return;
  const lacking = await missing(testPackages);
  if (lacking.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`system packages are missing. Install them with: ${aptCommand(lacking)}`);
    return;
  }
  say(`installing system packages: ${lacking.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...lacking], { env, capture: true });
  let ended = await install();
  if (ended.code !== 0) {
    // Package lists of a fresh image are empty or old.
    await run('apt-get', ['update'], { env, capture: true });
    ended = await install();
  }
  if (ended.code !== 0) {
    say(`apt-get could not install them: ${ended.stderr.trim().split('\n').slice(-3).join(' ')}`);
    say(`Try by hand: ${aptCommand(lacking)}`);
  }
};
