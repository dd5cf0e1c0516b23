/** The command line that boots a VM: the extracted root's own QEMU, run by its own loader so that this machine's libraries do not matter. */
import { join } from 'node:path';
import { topology } from './topology.mjs';

/** @typedef {import('../rig/root.mjs').Root} Root */

/**
 * @typedef {object} Boot
 * @property {string} name
 * @property {string} folder Where the VM's sockets, disks and logs are.
 * @property {'stock' | 'proposal'} flavour
 * @property {'host' | 'guest'} role
 * @property {'login' | 'shell'} console What the first serial line offers.
 * @property {Readonly<Record<string, string>>} params Module parameters.
 * @property {number} sshPort
 * @property {string} initramfs
 * @property {number | undefined} spdmPort
 * @property {number} megabytes
 */

const moduleOf = { stock: 'lockstep_tsm', proposal: 'lockstep_trust' };

/** @param {Pick<Boot, 'name' | 'flavour' | 'role' | 'console' | 'params'>} boot @returns {string} The kernel's command line; `modprobe` takes module parameters from it. */
export const kernelLine = ({ name, flavour, role, console, params }) => {
  const given = flavour === 'proposal' ? { role, ...params } : params;
  return [
    'console=ttyS0,115200 quiet loglevel=4 panic=5 intel_iommu=on',
    // Emulation on a busy machine can be too slow for the kernel's own test of its timer, which then panics; and it
    // has nothing to gain from mitigations.
    'no_timer_check mitigations=off nokaslr audit=0',
    `lockstep.name=${name} lockstep.flavour=${flavour} lockstep.console=${console}`,
    ...Object.entries(given).map(([key, value]) => `${moduleOf[flavour]}.${key}=${value}`),
  ].join(' ');
};

/** KVM can look present and die: only who asks for it gets it. */
const accelerator = () => (process.env.LOCKSTEP_VM_KVM === '1' ? 'kvm' : 'tcg,thread=multi');

/** A comma in a path would end QEMU's option; doubled it is one. */
const quoted = (path) => path.replaceAll(',', ',,');

/** @param {Root} root @returns {string[]} Program and first arguments of the root's QEMU. */
const qemu = ({ path }) => [
  join(path, 'usr/lib64/ld-linux-x86-64.so.2'),
  '--library-path',
  join(path, 'usr/lib/x86_64-linux-gnu'),
  join(path, 'usr/bin/qemu-system-x86_64'),
  '-L',
  join(path, 'usr/share/qemu'),
  '-L',
  join(path, 'usr/share/seabios'),
];

/** @param {Root} root @param {Boot} boot @returns {string[]} */
export const commandLine = (root, boot) => {
  const at = (name) => quoted(join(boot.folder, name));
  const serial = (name) => [
    '-chardev',
    `socket,id=${name},path=${at(`${name}.sock`)},server=on,wait=off,logfile=${at(`${name}.log`)}`,
    '-serial',
    `chardev:${name}`,
  ];
  const plugs = topology(boot.spdmPort ? { spdmPort: boot.spdmPort } : {});
  return [
    ...qemu(root),
    ...[
      '-name',
      `lockstep-${boot.name}`,
      '-machine',
      'q35,kernel-irqchip=split',
      '-accel',
      accelerator(),
      '-cpu',
      'max',
    ],
    ...['-m', String(boot.megabytes), '-smp', '2', '-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-pidfile', join(boot.folder, 'pid'), '-qmp', `unix:${at('qmp.sock')},server=on,wait=off`],
    ...['-kernel', join(root.path, 'usr/lib/modules', root.kernel, 'vmlinuz'), '-initrd', boot.initramfs],
    ...['-append', kernelLine(boot)],
    ...serial('console'),
    ...serial('second'),
    ...['-netdev', `user,id=ssh,restrict=on,hostfwd=tcp:127.0.0.1:${boot.sshPort}-:22`],
    ...plugs.flatMap(({ network, disk, devices }) => [
      ...(network ? ['-netdev', `user,id=${network},restrict=on`] : []),
      ...(disk ? ['-drive', `if=none,id=${disk.id},format=raw,file=${at(`${disk.id}.img`)}`] : []),
      ...devices.flatMap((device) => ['-device', device]),
    ]),
  ];
};
