/** Which heading a device stands under: its host bridge, Thunderbolt domain or USB bus, as its path says. */
import type { Device } from '../../../shared/facts/device.js';
import type { DevicePath } from '../../../shared/model/device.js';

export interface Group {
  /** The path of the folder that is the heading, whether or not it is in the snapshot as a device. */
  readonly key: DevicePath;
  readonly title: string;
  /** Headings keep this order: what the discussion is about first. */
  readonly rank: number;
}

interface Rule {
  readonly buses: readonly string[];
  readonly folder: RegExp;
  readonly title: (name: string) => string;
}

/** A host bridge is on no bus: '' (pci-sysfs). The last match counts: a VMD makes a second host bridge below the first. */
const rules: readonly Rule[] = [
  { buses: ['pci', ''], folder: /^pci([0-9a-f]{4,}:[0-9a-f]{2})$/, title: (name) => `PCI host bridge ${name}` },
  { buses: ['thunderbolt'], folder: /^domain(\d+)$/, title: (name) => `Thunderbolt domain ${name}` },
  { buses: ['usb'], folder: /^usb(\d+)$/, title: (name) => `USB bus ${name}` },
];

/** The one place where a folder above a device is named as if it were one. */
const headPath = (path: string): DevicePath => path as DevicePath;

/** The heading of `device`; devices of other buses share one heading per bus. */
export const groupOf = (device: Pick<Device, 'path' | 'bus'>): Group => {
  const rank = rules.findIndex((rule) => rule.buses.includes(device.bus));
  const rule = rules[rank];
  const parts = device.path.split('/');
  for (let index = parts.length - 1; rule !== undefined && index >= 0; index -= 1) {
    const name = rule.folder.exec(parts[index] ?? '')?.[1];
    if (name !== undefined)
      return { key: headPath(parts.slice(0, index + 1).join('/')), title: rule.title(name), rank };
  }
  const other = device.bus === '' ? 'Other devices' : `Other devices, ${device.bus}`;
  return { key: headPath(`bus/${device.bus}`), title: other, rank: rules.length };
};

/** What is worth knowing of the whole group, from the heading's own attributes; '' when it has none. */
export const groupNote = (head: Device | null): string => {
  if (head === null) return '';
  const text = (file: string): string | null => {
    const reading = head.readings[file];
    return reading !== undefined && 'value' in reading && reading.value !== '' ? reading.value : null;
  };
  const notes: string[] = [];
  const streams = text('available_secure_streams');
  if (streams !== null) notes.push(`${streams} secure ${streams === '1' ? 'stream' : 'streams'} free`);
  const security = text('security');
  if (security !== null) notes.push(`security ${security}`);
  const protection = text('iommu_dma_protection');
  if (protection !== null) notes.push(protection === '1' ? 'IOMMU protects' : 'IOMMU does not protect');
  const authorized = text('authorized_default');
  if (authorized !== null) notes.push(`authorized_default ${authorized}`);
  return notes.join(', ');
};
