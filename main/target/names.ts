/** Names for people: PCI classes in words, what kind of thing each is, and a few products (public PCI id list). Small on purpose: an unknown device gets its class and its ids. */
import type { DeviceKind } from '../../shared/facts/device.js';

interface ClassName {
  readonly kind: DeviceKind;
  readonly name: string;
}

/** By base class and sub-class; the programming interface is looked at only where it matters. */
const classes: Readonly<Record<string, ClassName>> = {
  '0100': { kind: 'drive', name: 'SCSI controller' },
  '0101': { kind: 'drive', name: 'IDE controller' },
  '0104': { kind: 'drive', name: 'RAID controller' },
  '0106': { kind: 'drive', name: 'SATA controller' },
  '0107': { kind: 'drive', name: 'SAS controller' },
  '0108': { kind: 'drive', name: 'NVMe drive' },
  '0180': { kind: 'drive', name: 'Mass storage controller' },
  '0200': { kind: 'network', name: 'Ethernet controller' },
  '0207': { kind: 'network', name: 'InfiniBand controller' },
  '0280': { kind: 'network', name: 'Network controller' },
  '0300': { kind: 'gpu', name: 'Graphics controller' },
  '0302': { kind: 'gpu', name: '3D controller' },
  '0380': { kind: 'gpu', name: 'Display controller' },
  '0401': { kind: 'other', name: 'Audio controller' },
  '0403': { kind: 'other', name: 'Audio device' },
  '0500': { kind: 'other', name: 'Memory controller' },
  // The host bridge is the folder above; this is its function on the bus.
  '0600': { kind: 'other', name: 'Root complex' },
  '0601': { kind: 'other', name: 'ISA bridge' },
  '0604': { kind: 'switch-port', name: 'PCI bridge' },
  '0700': { kind: 'other', name: 'Serial controller' },
  '0780': { kind: 'other', name: 'Communication controller' },
  '0806': { kind: 'other', name: 'IOMMU' },
  '0880': { kind: 'other', name: 'System peripheral' },
  '0c03': { kind: 'usb-controller', name: 'USB controller' },
  '0c05': { kind: 'other', name: 'SMBus controller' },
  '1080': { kind: 'other', name: 'Encryption controller' },
  '1200': { kind: 'other', name: 'Processing accelerator' },
};

/** Kind and name by a `class` attribute (`0x010802`); unknown classes say their number. */
export const classOf = (text: string | null): ClassName => {
  if (text === '0x0c0340') return { kind: 'thunderbolt', name: 'USB4 host interface' };
  const code = /^0x([0-9a-f]{4})[0-9a-f]{2}$/.exec(text ?? '')?.[1];
  if (code === undefined) return { kind: 'other', name: 'Device of no readable class' };
  return classes[code] ?? { kind: 'other', name: `Device of class ${code}` };
};

/** Product names by `vendor:device`. */
export const products: Readonly<Record<string, string>> = {
  '1000:c030': 'PEX890xx switch',
  '1002:744c': 'Radeon RX 7900 XTX',
  '1022:1486': 'AMD secure processor',
  '1022:149c': 'USB 3 controller',
  '1022:14b5': 'AMD root complex',
  '1022:14b6': 'AMD IOMMU',
  '1022:14b9': 'AMD internal port',
  '1022:14ba': 'AMD root port',
  '10de:2331': 'H100 PCIe GPU',
  '144d:a808': 'PM981 NVMe drive',
  '144d:a826': 'PM174X NVMe drive',
  '15b3:1021': 'ConnectX-7',
  '15b3:101e': 'ConnectX-7 virtual function',
  '1af4:1041': 'Virtio network device',
  '1af4:1042': 'Virtio block device',
  '1b36:000c': 'QEMU root port',
  '1b36:000d': 'QEMU USB controller',
  '1b36:0010': 'QEMU NVMe drive',
  '1e0f:0013': 'CM7 NVMe drive',
  '8086:0b26': 'Thunderbolt 4 bridge, Goshen Ridge',
  '8086:0b27': 'Thunderbolt 4 USB controller, Goshen Ridge',
  '8086:1136': 'Thunderbolt 4 bridge, Maple Ridge',
  '8086:1137': 'Thunderbolt 4 host interface, Maple Ridge',
  '8086:1138': 'Thunderbolt 4 USB controller, Maple Ridge',
  '8086:15ef': 'Thunderbolt 3 bridge, Titan Ridge',
  '8086:2918': 'ICH9 LPC bridge',
  '8086:29c0': 'Q35 root complex',
};
