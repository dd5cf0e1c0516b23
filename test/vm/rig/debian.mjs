/** Which Debian the VM is made from, and where this machine fetches Debian from: its own apt configuration says that. */
import { existsSync, readFileSync } from 'node:fs';
import { run } from '../../../scripts/setup/run.mjs';
import { Stop } from '../../../scripts/setup/say.mjs';

/** The release whose userland and compiler the VM uses, and the pocket that brings newer kernels and QEMU to it. */
export const release = 'trixie';
export const backports = `${release}-backports`;
export const suites = [release, `${release}-updates`, backports];

/** Debian's own keys: apt checks every list with them, and every package by the list. */
export const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * @param {string} targets Lines `URI suite component`, as apt prints its index targets.
 * @param {string} codename The release this machine runs.
 * @returns {string | null} The base address its main packages come from.
 */
export const mirrorIn = (targets, codename) => {
  const rows = targets.split('\n').map((line) => line.trim().split(/\s+/));
  const row = rows.find(([uri, suite, component]) => uri && suite === codename && component === 'main');
  return row?.[0]?.replace(/\/$/, '') ?? null;
};

const codename = () => {
  const words = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^VERSION_CODENAME="?([\w-]+)/m.exec(words)?.[1] ?? 'unknown';
};

/** @returns {Promise<string>} The mirror this machine already uses, or LOCKSTEP_DEBIAN_MIRROR. Throws a Stop that says what is needed. */
export const findMirror = async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      `The VM is built on Linux on x64; this is ${process.platform} on ${process.arch}.`,
      'Run it on a Debian 12 (or newer) machine, and connect to it from here over SSH.',
    );
  }
  if (!existsSync(keyring)) {
    throw new Stop(
      `Debian's archive keys are missing (${keyring}).`,
      'On Debian and its relatives: apt-get install debian-archive-keyring. Elsewhere the VM cannot be built.',
    );
  }
  if (process.env.LOCKSTEP_DEBIAN_MIRROR) return process.env.LOCKSTEP_DEBIAN_MIRROR.replace(/\/$/, '');
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    capture: true,
  });
  const mirror = mirrorIn(stdout, codename());
  if (mirror) return mirror;
  throw new Stop(
    `The apt configuration of this machine (${codename()}) names no Debian mirror for its own release.`,
    `The VM is made from Debian packages (${suites.join(', ')}). On another distribution set LOCKSTEP_DEBIAN_MIRROR to a mirror's address.`,
  );
};
