/** TSMs, IDE streams and what is injected, as seen through files. */
import { describe, expect, it } from 'vitest';
import { boot, inject, nvme } from '../../../test/fixtures/bootedLab.js';

describe('TSM and link', () => {
  it('connect takes a stream of the host bridge and says nothing; disconnect gives it back', async () => {
    const { read, write, uevents } = boot();
    expect(await read('devices/pci0000:00/available_secure_streams')).toBe('4');
    expect(await write(`${nvme}/tsm/connect`, 'tsm0')).toBe('done');
    expect(await read('devices/pci0000:00/available_secure_streams')).toBe('3');
    expect(await read('devices/pci0000:00/stream0.0.0/vendor')).toBe('0x144d');
    expect(await write('bus/pci/devices/0000:02:00.0/tsm/connect', 'tsm0')).toBe('done');
    expect(await read('devices/pci0000:00/stream1.0.0/vendor')).toBe('0x10de');
    expect(await write(`${nvme}/tsm/disconnect`, 'tsm0')).toBe('done');
    expect(await read('devices/pci0000:00/stream0.0.0/vendor')).toBe('ENOENT');
    expect(await read('devices/pci0000:00/available_secure_streams')).toBe('3');
    expect(uevents()).toEqual([]);
  });

  it('S8 connect and disconnect refuse as the kernel does', async () => {
    const { write } = boot();
    expect(await write(`${nvme}/tsm/connect`, 'foo')).toBe('EINVAL');
    expect(await write(`${nvme}/tsm/connect`, 'tsm9')).toBe('ENXIO');
    expect(await write(`${nvme}/tsm/disconnect`, 'tsm0')).toBe('ENXIO');
    await write(`${nvme}/tsm/connect`, 'tsm0');
    expect(await write(`${nvme}/tsm/connect`, 'tsm0')).toBe('EBUSY');
    expect(await write(`${nvme}/tsm/disconnect`, 'tsm1')).toBe('EINVAL');
  });

  it('R46 functions of a connected device share its link, and lose it with it', async () => {
    const { read, write } = boot();
    const one = 'bus/pci/devices/0000:41:00.1';
    expect(await read(`${one}/tsm/link`)).toBe('open');
    await write('bus/pci/devices/0000:41:00.0/tsm/connect', 'tsm0');
    expect(await read(`${one}/tsm/link`)).toBe('ide');
    expect(await read(`${one}/tsm/dsm`)).toBe('0000:41:00.0');
    expect(await write(`${one}/trust`, '3')).toBe('done');
    expect(await write('bus/pci/devices/0000:41:00.0/tsm/disconnect', 'tsm0')).toBe('done');
    expect(await read(`${one}/trust`)).toBe('0');
    expect(await read(`${one}/tsm/link`)).toBe('open');
  });

  it('R46 a device below a switch has its link asserted by the switch’s security manager, and falls when that disconnects', async () => {
    const { read, write, uevents } = boot();
    const gpu = 'bus/pci/devices/0000:45:00.0';
    expect(await read(`${gpu}/tsm/dsm`)).toBe('0000:42:00.0');
    expect(await write(`${gpu}/tsm/connect`, 'tsm0')).toBe('ENOENT');
    expect(await write(`${gpu}/trust`, '3')).toBe('done');
    expect(await write('bus/pci/devices/0000:42:00.0/tsm/disconnect', 'tsm0')).toBe('done');
    expect(await read(`${gpu}/trust`)).toBe('0');
    expect([await read(`${gpu}/tsm/link`), await read(`${gpu}/tsm/dsm`)]).toEqual(['open', '']);
    expect(uevents()).toContain('change 0000:45:00.0');
    expect(await write('bus/pci/devices/0000:42:00.0/tsm/connect', 'tsm0')).toBe('done');
    expect(await read(`${gpu}/tsm/link`)).toBe('asserted');
    expect(await write(`${gpu}/trust`, '3')).toBe('done');
  });

  it('R14 passes the TSM’s error through, and takes it back', async () => {
    const { read, write } = boot();
    expect(await write(inject, 'tsm_fails 0000:01:00.0 EIO')).toBe('done');
    expect(await write(`${nvme}/tsm/connect`, 'tsm0')).toBe('EIO');
    expect(await read(`${nvme}/tsm/connect`)).toBe('');
    expect(await write(inject, 'tsm_fails 0000:01:00.0 none')).toBe('done');
    expect(await write(`${nvme}/tsm/connect`, 'tsm0')).toBe('done');
  });

  it('refuses what is no line for the inject file', async () => {
    const { write } = boot();
    expect(await write(inject, 'explode 0000:01:00.0')).toBe('EINVAL');
    expect(await write(inject, 'ide_loss 0000:ff:00.0')).toBe('EINVAL');
    expect(await write('kernel/debug/lockstep_trust/latency', 'long')).toBe('EINVAL');
  });

  it('a reset by its own file takes session and link', async () => {
    const { read, write } = boot();
    await write(`${nvme}/tsm/connect`, 'tsm0');
    expect(await write(`${nvme}/reset`, '0')).toBe('EINVAL');
    expect(await write(`${nvme}/reset`, '1')).toBe('done');
    expect(await read(`${nvme}/tsm/link`)).toBe('lost');
  });
});
