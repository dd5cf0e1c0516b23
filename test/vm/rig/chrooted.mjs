/** Runs a program of the extracted root inside it, with a /proc that goes away with the program. */
import { run } from '../../../scripts/setup/run.mjs';
import { Stop } from '../../../scripts/setup/say.mjs';

/** Throws a Stop unless this process may chroot. */
export const needRoot = () => {
  if (process.getuid?.() === 0) return;
  throw new Stop(
    'The VM is built as root: its modules are compiled in a chroot.',
    'Run this once as root; after that any user with the same XDG_CACHE_HOME can boot it.',
  );
};

/**
 * @param {string} root
 * @param {readonly string[]} words Program and arguments, as the root sees them.
 * @returns {Promise<import('../../../scripts/setup/run.mjs').Ended>} Output captured.
 */
export const chrooted = (root, words) => {
  // The kernel's build reads its own limits in /proc; the mounts live in a namespace of their own and need no clean-up.
  const script =
    'mkdir -p "$0/proc" "$0/dev" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"';
  return run('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script, root, ...words], {
    capture: true,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  });
};
