/** Thunderbolt and USB: authorization, tunnels and the events their buses send. */
import { describe, expect, it } from 'vitest';
import { boot, inject } from '../../../test/fixtures/bootedLab.js';

describe('other buses', () => {
  it('R1 de-authorizing a dock takes away what is behind its tunnel, and authorizing brings it back', async () => {
    const { read, write, uevents } = boot();
    const dock = 'bus/thunderbolt/devices/0-1';
    expect(await write(`${dock}/authorized`, '0')).toBe('done');
    expect(await read('bus/pci/devices/0000:07:00.0/class')).toBe('ENOENT');
    expect(await read('bus/pci/devices/0000:0c:00.0/class')).toBe('ENOENT');
    expect(await read('bus/thunderbolt/devices/0-301/authorized')).toBe('0');
    expect(uevents()).toContain('remove 0000:0c:00.0');
    expect(await write('bus/thunderbolt/devices/0-301/authorized', '1')).toBe('EPERM');
    expect(await write(`${dock}/authorized`, '1')).toBe('done');
    expect(await read('bus/pci/devices/0000:09:00.0/class')).toBe('0x0c0330');
    expect(await read('bus/pci/devices/0000:0c:00.0/class')).toBe('ENOENT');
    expect(await write('bus/thunderbolt/devices/0-301/authorized', '1')).toBe('done');
    expect(await read('bus/pci/devices/0000:0c:00.0/class')).toBe('0x030000');
  });

  it('R41 R42 trust and authorized of a new device are one', async () => {
    const { read, write } = boot();
    const drive = 'bus/thunderbolt/devices/0-3';
    expect(await read(`${drive}/trust`)).toBe('0');
    expect(await write(`${drive}/trust`, '1')).toBe('done');
    expect(await read(`${drive}/authorized`)).toBe('1');
    expect(await read('bus/pci/devices/0000:39:00.0/driver/module/initstate')).toBe('live');
    expect(await write(`${drive}/authorized`, '1')).toBe('EINVAL');
  });

  it('an unplugged tunnel end stays unplugged while its router is authorized', async () => {
    const { read, write } = boot();
    await write(inject, 'leave 0000:0c:00.0');
    expect(await read('bus/pci/devices/0000:0c:00.0/class')).toBe('ENOENT');
  });

  it('unplugging a Thunderbolt host takes its domain along', async () => {
    const { read, sweep, write } = boot();
    await write(inject, 'leave 0000:06:00.0');
    expect(await read('bus/thunderbolt/devices/domain0/security')).toBe('ENOENT');
    expect((await sweep()).some(({ path }) => path.includes('domain0'))).toBe(false);
  });

  it('R1 USB sends no change event for authorized, only those of drivers and interfaces', async () => {
    const { read, write, heard, uevents } = boot();
    expect(await write('bus/usb/devices/2-1/authorized', '2')).toBe('EINVAL');
    expect(await write('bus/usb/devices/2-1/authorized', '0')).toBe('done');
    expect(await read('bus/usb/devices/2-1:1.0/bInterfaceClass')).toBe('ENOENT');
    expect(uevents()).toEqual(expect.arrayContaining(['unbind 2-1:1.0', 'remove 2-1:1.0']));
    const changes = heard.flatMap((notice) =>
      notice.kind === 'uevent' && notice.action === 'change' ? [notice.env] : [],
    );
    // The March dialect's own notice of the level is the only change event; AUTHORIZED is Thunderbolt's.
    expect(changes.every((env) => env.TRUST === '0' && env.AUTHORIZED === undefined)).toBe(true);
  });
});
