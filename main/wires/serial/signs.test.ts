import { describe, expect, it } from 'vitest';
import { type Place, placeOf, plainText, turnOf } from './signs.js';

describe('placeOf', () => {
  const cases: readonly (readonly [string, Place])[] = [
    ['Debian GNU/Linux 13 lab42 ttyS0\r\n\r\nlab42 login: ', 'login'],
    ['lab42 login: root\r\nPassword: ', 'password'],
    ['\r\nLogin incorrect\r\nlab42 login: ', 'refused'],
    ['Give root password for maintenance\r\n(or press Control-D to continue): ', 'password'],
    ['You are required to change your password immediately (administrator enforced).\r\nCurrent password: ', 'expired'],
    ['root@lab42:~# ', 'shell'],
    ['mara@lab42:/sys$ ', 'shell'],
    ['\u001b[6n/ # ', 'shell'],
    ['/ # \u001b[6n', 'shell'],
    ['\u001b]0;root@lab42\u0007[root@lab42 ~]# ', 'shell'],
    ['(initramfs) ', 'shell'],
    ['\r\nPlease press Enter to activate this console. ', 'enter'],
    ['Net:   eth0\r\nHit any key to stop autoboot:  3 ', 'countdown'],
    ['=> ', 'loader'],
    ['grub> ', 'loader'],
    ['[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\r\n', 'panic'],
    ['[    0.512345] pci 0000:00:01.0: [8086:0001] type 01 class 0x060400\r\n', 'text'],
    ['\r\n\r\n', 'silent'],
    ['\u00ff\u0080\u00fe\u0001\u00e0\u0003\u00f8\u00ff\u0080', 'garbage'],
  ];
  it.each(cases)('%j stands at: %s', (text, place) => {
    expect(placeOf(text)).toBe(place);
  });
});

describe('turnOf', () => {
  it('knows what ends a session, by the words of kernel, firmware and getty', () => {
    expect(turnOf('[   99.1] Kernel panic - not syncing: Attempted to kill init!')).toBe('panic');
    expect(turnOf('[    0.000000] Linux version 7.3.4+deb13-amd64 (debian-kernel@lists.debian.org)')).toBe('reboot');
    expect(turnOf('U-Boot 2025.10 (Oct 01 2025 - 12:00:00 +0000)')).toBe('reboot');
    expect(turnOf('SeaBIOS (version 1.17.0)')).toBe('reboot');
    expect(turnOf('lab42 login: ')).toBe('login');
  });

  it('takes nothing else for it', () => {
    for (const line of [
      '[   12.3] usb 1-2: new high-speed USB device',
      'systemd[1]: Started Getty on tty1.',
      'sshd: Accepted password for root',
      'the Linux version of it',
    ])
      expect(turnOf(line)).toBeNull();
  });
});

describe('plainText', () => {
  it('drops what moves a cursor or asks for it', () => {
    expect(plainText('\u001b[2J\u001b[1;1H\u001b[6nab\r\n')).toBe('ab\n');
  });
});
