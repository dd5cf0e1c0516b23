import { describe, expect, it } from 'vitest';
import { parseTarget } from './uri.js';

const target = (uri: string): unknown => {
  const parsed = parseTarget(uri);
  return parsed.ok ? parsed.target : parsed.text;
};

describe('parseTarget', () => {
  it.each([
    ['sim:', { kind: 'sim', name: 'lab' }],
    ['sim:guest', { kind: 'sim', name: 'guest' }],
    ['local:', { kind: 'local', sysroot: '/sys' }],
    ['local:/mnt/sys', { kind: 'local', sysroot: '/mnt/sys' }],
    ['ssh://box', { kind: 'ssh', user: null, host: 'box', port: null, config: null }],
    [
      'ssh://me@box.lan:2222?config=/home/me/ssh config',
      { kind: 'ssh', user: 'me', host: 'box.lan', port: 2222, config: '/home/me/ssh config' },
    ],
    [
      'ssh://box?config=/tmp/a%20b%26c%25d',
      { kind: 'ssh', user: null, host: 'box', port: null, config: '/tmp/a b&c%d' },
    ],
    ['ssh://root@[fe80::1%eth0]:22', { kind: 'ssh', user: 'root', host: 'fe80::1%eth0', port: 22, config: null }],
    [
      'serial:/dev/ttyUSB0?baud=9600&data=7&parity=even&stop=2&flow=hardware&user=root',
      {
        kind: 'serial',
        device: '/dev/ttyUSB0',
        settings: { baud: 9600, dataBits: 7, parity: 'even', stopBits: 2, flow: 'hardware' },
        user: 'root',
      },
    ],
    [
      'serial:/dev/serial/by-id/usb-FTDI_A1-if00',
      {
        kind: 'serial',
        device: '/dev/serial/by-id/usb-FTDI_A1-if00',
        settings: { baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
        user: null,
      },
    ],
    ['unix:/run/vm.sock', { kind: 'unix', path: '/run/vm.sock', user: null }],
    ['unix:/run/vm.sock?user=mara', { kind: 'unix', path: '/run/vm.sock', user: 'mara' }],
    ['replay:lab.jsonl', { kind: 'replay', file: 'lab.jsonl' }],
  ])('reads %s', (uri, expected) => {
    expect(target(uri)).toEqual(expected);
  });

  it.each([
    ['', 'write one of sim:[NAME]'],
    ['http://x', 'write one of'],
    ['sim:../lab', 'write sim:[NAME]'],
    ['local:sys', 'write local:[/sysroot]'],
    ['ssh://-oProxyCommand=evil', 'write ssh://'],
    ['ssh://-x@host', 'write ssh://'],
    ['ssh://host:70000', 'write ssh://'],
    ['ssh://host?config=/tmp/50%', 'write ssh://'],
    ['ssh://host?config=/tmp/a%0ab', 'write ssh://'],
    ['ssh://', 'write ssh://'],
    ['serial:/etc/passwd', 'write serial:'],
    ['serial:/dev/../etc/passwd', 'write serial:'],
    ['serial:/dev/ttyS0?baud=9600&baud=300', 'write serial:'],
    ['serial:/dev/ttyS0?speed=9600', 'write serial:'],
    ['serial:/dev/ttyS0?data=9', 'write serial:'],
    ['serial:/dev/ttyS0?user=-x', 'write serial:'],
    ['unix:relative', 'write unix:/path'],
    ['unix:/run/x?baud=9600', 'write unix:/path'],
    ['replay:', 'write replay:FILE'],
    ['sim:\nlab', 'write one of'],
  ])('refuses %j in one sentence', (uri, words) => {
    expect(target(uri)).toContain(words);
  });
});
