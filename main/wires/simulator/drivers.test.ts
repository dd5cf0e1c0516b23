/** Binding, unbinding, probing and module policy, with the kernel’s quirks. */
import { describe, expect, it } from 'vitest';
import { boot, inject, nvme } from '../../../test/fixtures/bootedLab.js';

describe('drivers', () => {
  it('binds and unbinds, with the errors of the kernel', async () => {
    const { write, uevents } = boot();
    expect(await write('bus/pci/drivers/nvme/bind', '0000:02:00.0')).toBe('ENODEV');
    expect(await write('bus/pci/drivers/nvme/unbind', '0000:02:00.0')).toBe('ENODEV');
    expect(await write('bus/pci/drivers/nvme/bind', 'nonsense')).toBe('ENODEV');
    expect(await write('bus/pci/drivers/nvme/unbind', '0000:01:00.0')).toBe('done');
    expect(await write(`${nvme}/driver/unbind`, '0000:01:00.0')).toBe('ENOENT');
    expect(await write('bus/pci/drivers/nvme/bind', '0000:01:00.0')).toBe('done');
    expect(uevents()).toEqual(['unbind 0000:01:00.0', 'bind 0000:01:00.0']);
  });

  it('drivers_probe succeeds though nothing binds', async () => {
    const { write, uevents } = boot();
    expect(await write('bus/pci/drivers_probe', '0000:40:00.0')).toBe('done');
    expect(uevents()).toEqual([]);
  });

  it('R47 binds nothing at level 0', async () => {
    const { read, write } = boot();
    await write(`${nvme}/trust`, '0');
    expect(await write('bus/pci/drivers_probe', '0000:01:00.0')).toBe('done');
    expect(await read(`${nvme}/driver`)).toBe('ENOENT');
  });

  it('R2 has no autoprobe for built-in drivers, and one per module and one for all', async () => {
    const { read, write } = boot();
    expect(await read('module/nvme/autoprobe')).toBe('1');
    expect(await read('module/pcieport/autoprobe')).toBe('ENOENT');
    expect(await write('module/usb_storage/autoprobe', '0')).toBe('done');
    expect(await read('module/usb_storage/autoprobe')).toBe('0');
    // As on a real kernel: the driver's own spelling is no folder.
    expect(await write('module/usb-storage/autoprobe', '0')).toBe('ENOENT');
    expect(await read('module/module/parameters/modules_autoprobe')).toBe('Y');
    expect(await write('module/module/parameters/modules_autoprobe', '0')).toBe('done');
    expect(await read('module/module/parameters/modules_autoprobe')).toBe('N');
  });

  it('R6 a device plugged in while its module has autoprobe=0 starts at 0, unbound', async () => {
    const { read, write } = boot();
    await write('module/nvme/autoprobe', '0');
    await write(inject, 'leave 0000:01:00.0');
    expect(await read(`${nvme}/trust`)).toBe('ENOENT');
    expect(await write(inject, 'arrive 0000:01:00.0')).toBe('done');
    expect(await read(`${nvme}/trust`)).toBe('0');
    expect(await read(`${nvme}/driver`)).toBe('ENOENT');
  });

  it('a bus that looks for no drivers leaves what arrives unbound', async () => {
    const { read, write } = boot();
    await write('bus/pci/drivers_autoprobe', '0');
    await write(inject, 'leave 0000:01:00.0');
    await write(inject, 'arrive 0000:01:00.0');
    expect(await read(`${nvme}/driver`)).toBe('ENOENT');
    expect(await write('bus/pci/drivers_probe', '0000:01:00.0')).toBe('done');
    expect(await read(`${nvme}/driver/module/initstate`)).toBe('live');
  });
});
