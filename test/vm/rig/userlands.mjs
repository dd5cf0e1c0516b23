/** What each guest image holds, as data: paths in the extracted root. Libraries are added by what the programs ask for. */

/** busybox, a real sshd with sftp, sudo, gzip: what a small lab machine has. */
const small = {
  files: [
    'usr/bin/busybox',
    'usr/sbin/sshd',
    'usr/lib/openssh/sshd-session',
    'usr/lib/openssh/sshd-auth',
    'usr/lib/openssh/sftp-server',
    'usr/bin/sudo',
    'usr/libexec/sudo/sudoers.so',
    // PAM, which sudo asks, loads these by name, and has the password checked by the program.
    'usr/sbin/unix_chkpwd',
    'usr/lib/x86_64-linux-gnu/security/pam_unix.so',
    'usr/lib/x86_64-linux-gnu/security/pam_permit.so',
    'usr/lib/x86_64-linux-gnu/security/pam_deny.so',
    // glibc loads it when a thread is cancelled.
    'usr/lib/x86_64-linux-gnu/libgcc_s.so.1',
  ],
  folders: [],
};

/** With Perl beside it. */
const perl = {
  files: [...small.files, 'usr/bin/perl'],
  folders: ['usr/lib/x86_64-linux-gnu/perl-base'],
};

/** With Perl, Python, bash and udevadm, and dash as its `sh`: what a full distribution has. */
const python = {
  files: [
    ...perl.files,
    'usr/bin/python3',
    'usr/bin/python3.13',
    'usr/bin/bash',
    'usr/bin/dash',
    'usr/bin/sh',
    'usr/bin/udevadm',
    'usr/bin/gzip',
  ],
  folders: [...perl.folders, 'usr/lib/python3.13'],
};

export const userlands = { busybox: small, perl, python };

/** @typedef {keyof typeof userlands} Userland */

/** Kernel modules each image holds, with those they need; loaded at boot by what is plugged in. */
export const drivers = [
  'virtio_pci',
  'virtio_net',
  'virtio_blk',
  'nvme',
  'e1000e',
  'igb',
  'igbvf',
  'xhci_pci',
  'usb_storage',
  'sd_mod',
  'usbhid',
  'hid_generic',
  'configfs',
  'tsm_report',
  'pci_stub',
];
