/** The packages the VM is made from: what is asked for by name; apt adds what those need. */

/** What builds the modules and the guest's programs of ours: the kernel's headers name their compiler themselves. */
const builders = [
  'make',
  'binutils',
  'dash',
  'bash',
  'coreutils',
  'sed',
  'grep',
  'mawk',
  'findutils',
  'diffutils',
  'perl-base',
  'kmod',
  'xz-utils',
  'libc6-dev',
];

/** What runs in the guest. */
const guest = ['busybox-static', 'openssh-server', 'openssh-sftp-server', 'sudo', 'gzip', 'python3', 'udev'];

/** What runs the guest. */
const emulator = ['qemu-system-x86'];

/** The kernel as Debian ships it. `linux-image-*` itself is empty and wants an initramfs generator, so it is left out. */
const kernel = (version) =>
  ['linux-binary', 'linux-modules', 'linux-base', 'linux-headers'].map((part) => `${part}-${version}`);

/** @param {string} version A kernel as packages name it, e.g. `7.3.4+deb13-amd64`. @returns {string[]} */
export const packagesFor = (version) => [...kernel(version), ...builders, ...guest, ...emulator];

const numbers = (version) => version.split(/\D+/).filter(Boolean).map(Number);

/** @param {string} a @param {string} b @returns {number} Orders kernel versions by their numbers. */
export const byVersion = (a, b) => {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** The first kernel that has PCI/TSM as the module uses it. */
export const oldestKernel = '7.3';

/**
 * @param {string} names Package names, one a line.
 * @returns {string | null} The newest kernel that is there whole and new enough. The `cloud` flavour has no PCI/TSM.
 */
export const newestKernel = (names) => {
  const have = new Set(names.split('\n'));
  const versions = [...have].flatMap((name) => /^linux-headers-(\d[\d.]*\+\w+-amd64)$/.exec(name)?.[1] ?? []);
  const whole = versions.filter((version) => kernel(version).every((name) => have.has(name)));
  const newest = whole.sort(byVersion).at(-1);
  return newest && byVersion(newest.split('+')[0] ?? '', oldestKernel) >= 0 ? newest : null;
};
