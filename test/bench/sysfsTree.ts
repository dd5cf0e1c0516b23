/** A sysfs of plain files in memory, as large as asked for: PCI functions below root ports, each with 16 attributes a sweep reads and 3 links, laid out so that lspci reads it as well. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** What a sweep reads of each device; `config` is bytes, and made apart. */
const attributes: Readonly<Record<string, string>> = {
  class: '0x010802',
  vendor: '0x144d',
  device: '0xa826',
  subsystem_vendor: '0x144d',
  subsystem_device: '0xaa8b',
  revision: '0x01',
  irq: '42',
  numa_node: '0',
  enable: '1',
  msi_bus: '1',
  power_state: 'D0',
  current_link_speed: '16.0 GT/s PCIe',
  current_link_width: '4',
  driver_override: '(null)',
  modalias: 'pci:v0000144Dd0000A826sv0000144Dsd0000AA8Bbc01sc08i02',
};

/** All that is read of each device, by name. */
export const attributeNames: readonly string[] = [...Object.keys(attributes), 'config'];
export const linkNames: readonly string[] = ['driver', 'subsystem', 'iommu_group'];

/** `f_type` of a tmpfs (statfs(2)). */
const tmpfs = 0x01021994;

/** A folder in memory: where a disk would be read, the disk's own speed would be measured. Throws where there is none. */
const inMemory = (): string => {
  const found = [tmpdir(), '/dev/shm'].find((folder) => existsSync(folder) && statfsSync(folder).type === tmpfs);
  if (found === undefined)
    throw new Error('The bench needs a tmpfs: neither the folder for temporary files nor /dev/shm is one.');
  return found;
};

/** 256 bytes of configuration space: the header that the attributes speak of, power management, MSI and PCI Express. */
const config = (): Buffer => {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt16LE(0x144d, 0x00);
  bytes.writeUInt16LE(0xa826, 0x02);
  // Memory and bus master on; there is a capability list.
  bytes.writeUInt16LE(0x0006, 0x04);
  bytes.writeUInt16LE(0x0010, 0x06);
  bytes.writeUInt32LE(0x01080201, 0x08);
  bytes.writeUInt32LE(0xfe000004, 0x10);
  bytes.writeUInt16LE(0x144d, 0x2c);
  bytes.writeUInt16LE(0xaa8b, 0x2e);
  bytes.writeUInt8(0x40, 0x34);
  bytes.writeUInt8(0x01, 0x3d);
  bytes.writeUInt32LE(0x00035001, 0x40);
  bytes.writeUInt32LE(0x008a7005, 0x50);
  bytes.writeUInt32LE(0x00020010, 0x70);
  bytes.writeUInt32LE(0x10008fe2, 0x74);
  bytes.writeUInt32LE(0x00437044, 0x7c);
  bytes.writeUInt16LE(0x1044, 0x82);
  return bytes;
};

/** What `resource` reads: a 64-bit BAR of 16 KB, and nothing else. Only lspci asks for it. */
const resource = [
  '0x00000000fe000000 0x00000000fe003fff 0x0000000000140204',
  ...Array.from({ length: 12 }, () => '0x0000000000000000 0x0000000000000000 0x0000000000000000'),
].join('\n');

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');

/** Where the nth function lies: 8 functions a device, 32 devices a bus, 128 buses a domain. */
const placeOf = (index: number): { readonly id: string; readonly path: string } => {
  const bus = index >> 8;
  const id = `${hex(bus >> 7, 4)}:${hex(bus & 127, 2)}:${hex((index >> 3) & 31, 2)}.${index & 7}`;
  return { id, path: `devices/pci${hex(bus >> 7, 4)}:00/${id}` };
};

const make = (root: string, devices: number): void => {
  const link = (path: string, target: string): void => symlinkSync(relative(dirname(path), target), join(root, path));
  for (const folder of ['bus/pci/devices', 'bus/pci/drivers/nvme', 'bus/pci/slots', 'kernel/iommu_groups'])
    mkdirSync(join(root, folder), { recursive: true });
  const bytes = config();
  for (let index = 0; index < devices; index += 1) {
    const { id, path } = placeOf(index);
    const folder = join(root, path);
    mkdirSync(folder, { recursive: true });
    for (const [name, value] of Object.entries(attributes)) writeFileSync(join(folder, name), `${value}\n`);
    writeFileSync(join(folder, 'config'), bytes);
    writeFileSync(join(folder, 'resource'), `${resource}\n`);
    mkdirSync(join(root, 'kernel/iommu_groups', String(index)));
    link(`${path}/driver`, 'bus/pci/drivers/nvme');
    link(`${path}/subsystem`, 'bus/pci');
    link(`${path}/iommu_group`, `kernel/iommu_groups/${index}`);
    link(`bus/pci/devices/${id}`, path);
  }
};

/** A tree of so many devices for the time of `use`, which gets the folder that plays `/sys`. */
export const withSysfsTree = async <T>(devices: number, use: (root: string) => Promise<T>): Promise<T> => {
  const top = mkdtempSync(join(inMemory(), 'lockstep-tree-'));
  try {
    const root = join(top, 'sys');
    make(root, devices);
    return await use(root);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
};
