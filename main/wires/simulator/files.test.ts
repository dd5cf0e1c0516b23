/** The virtual sysfs: paths, formats and error numbers as the kernel has them. */
import { describe, expect, it } from 'vitest';
import { boot, nvme } from '../../../test/fixtures/bootedLab.js';

describe('files', () => {
  it('reads through every link that leads to a device', async () => {
    const { read } = boot();
    for (const path of [
      nvme,
      'bus/pci/drivers/nvme/0000:01:00.0',
      'kernel/iommu_groups/1/devices/0000:01:00.0',
      'devices/pci0000:00/0000:00:01.1/0000:01:00.0',
    ]) {
      expect(await read(`${path}/vendor`)).toBe('0x144d');
    }
    expect(await read(`${nvme}/driver/module/initstate`)).toBe('live');
  });

  it('answers wrong paths with the kernel’s errors', async () => {
    const { read, write } = boot();
    expect(await read(`${nvme}/nothing`)).toBe('ENOENT');
    expect(await read(`${nvme}/class/deeper`)).toBe('ENOTDIR');
    expect(await read(nvme)).toBe('EISDIR');
    expect(await read(`${nvme}/../0000:02:00.0/class`)).toBe('ENOENT');
    expect(await read('')).toBe('ENOENT');
    expect(await write(nvme, '1')).toBe('EISDIR');
  });

  it('gives EACCES for the side a file does not have, root or not', async () => {
    const { read, write } = boot();
    expect(await read(`${nvme}/tsm/disconnect`)).toBe('EACCES');
    expect(await read('bus/pci/drivers/nvme/bind')).toBe('EACCES');
    expect(await write(`${nvme}/vendor`, '0x1234')).toBe('EACCES');
    expect(await write(`${nvme}/tsm/tdisp`, 'RUN')).toBe('EACCES');
  });

  it('reads (null) for no override, and takes one', async () => {
    const { read, write } = boot();
    expect(await read(`${nvme}/driver_override`)).toBe('(null)');
    expect(await write(`${nvme}/driver_override`, 'vfio-pci')).toBe('done');
    expect(await read(`${nvme}/driver_override`)).toBe('vfio-pci');
  });

  it('shows tsm/ only where a TSM can serve, and the files of the role', async () => {
    const host = boot();
    expect(await host.read(`${nvme}/tsm/connect`)).toBe('');
    expect(await host.read(`${nvme}/tsm/lock`)).toBe('ENOENT');
    expect(await host.read('bus/pci/devices/0000:03:00.0/tsm')).toBe('ENOENT');
    expect(await host.read('bus/pci/devices/0000:03:00.0/doe_features/0001:01')).toBe('0001:01');
    const guest = boot({ name: 'guest' });
    expect(await guest.read(`${nvme}/tsm/lock`)).toBe('');
    expect(await guest.read(`${nvme}/tsm/connect`)).toBe('ENOENT');
    expect(await guest.read('class/tsm/tsm0/pci_mode')).toBe('devsec');
  });

  it('names the security manager of what is below a switch', async () => {
    const { read } = boot();
    expect(await read('bus/pci/devices/0000:44:00.0/tsm/dsm')).toBe('0000:42:00.0');
    expect(await read('bus/pci/devices/0000:44:00.0/tsm/connect')).toBe('ENOENT');
    expect(await read('bus/pci/devices/0000:41:00.2/tsm/dsm')).toBe('');
    expect(await read('bus/pci/devices/0000:41:00.2/physfn/device')).toBe('0x1021');
  });

  it('R48 shows ATS going on and off in configuration space', async () => {
    const { read, write } = boot();
    const before = await read(`${nvme}/config`);
    expect(before).toHaveLength(8192);
    await write(`${nvme}/trust`, '2');
    const after = await read(`${nvme}/config`);
    expect(after).not.toBe(before);
    await write(`${nvme}/trust`, '1');
    expect(await read(`${nvme}/config`)).toBe(before);
    expect(await read('bus/pci/devices/0000:40:00.0/config')).toHaveLength(512);
  });

  it('leaves the configuration space of a sleeping device alone in a sweep', async () => {
    const { sweep } = boot();
    const asleep = (await sweep()).find(({ path }) => path.endsWith('0000:09:00.0'));
    expect(asleep?.attrs['power/runtime_status']).toMatchObject({ value: 'suspended' });
    expect(asleep?.attrs.config).toBeUndefined();
  });

  it('R4 blocks a device at 0 in the IOMMU too', async () => {
    const { read, write } = boot();
    expect(await read('kernel/iommu_groups/1/type')).toBe('DMA');
    await write(`${nvme}/trust`, '0');
    expect(await read('kernel/iommu_groups/1/type')).toBe('blocked');
  });

  it('is the same machine for the same seed, and another for another', async () => {
    const serial = (seed: number) => boot({ name: 'lab', seed }).read('bus/usb/devices/2-1/serial');
    expect(await serial(3)).toBe(await serial(3));
    expect(await serial(3)).not.toBe(await serial(4));
  });
});
