/** The catalogue of parts the simulated labs are built from: ids, classes and capabilities as the public PCI id list and data sheets have them. */
import type { DeviceCapabilities } from '../../../shared/model/device.js';

export interface PciPart {
  /** Four hex digits each. */
  readonly vendor: string;
  readonly device: string;
  readonly subsystemVendor: string;
  readonly subsystemDevice: string;
  /** Six hex digits: base class, sub-class, interface. */
  readonly classCode: string;
  readonly revision: string;
  /** The driver that matches, or null. */
  readonly driver: string | null;
  readonly capabilities: DeviceCapabilities;
  /** Link of the part: generation 1–6 and lanes, or null for what sits inside the root complex. */
  readonly link: { readonly generation: 1 | 2 | 3 | 4 | 5; readonly lanes: number } | null;
  /** False for a conventional PCI function: no PCI Express capability, 256 bytes of configuration space. */
  readonly express: boolean;
}

const nothing: DeviceCapabilities = { tee: false, ide: false, spdm: false, ats: false };

const part = (ids: string, classCode: string, rest: Partial<PciPart> = {}): PciPart => {
  const [vendor = '', device = '', subsystemVendor = vendor, subsystemDevice = '0000'] = ids.split(':');
  return {
    vendor,
    device,
    subsystemVendor,
    subsystemDevice,
    classCode,
    revision: '01',
    driver: null,
    capabilities: nothing,
    link: null,
    express: true,
    ...rest,
  };
};

const bridge = (ids: string, link: PciPart['link'], capabilities: Partial<DeviceCapabilities> = {}): PciPart =>
  part(ids, '060400', { driver: 'pcieport', link, capabilities: { ...nothing, ...capabilities } });

/** Every part by a short name. */
export const parts = {
  rootComplex: part('1022:14b5:1022:14b5', '060000', { express: false }),
  iommu: part('1022:14b6:1022:14b6', '080600', { express: false }),
  rootPort: bridge('1022:14ba:1022:1453', { generation: 5, lanes: 16 }, { ide: true }),
  internalPort: bridge('1022:14b9:1022:1484', { generation: 4, lanes: 16 }),
  secureProcessor: part('1022:1486:1022:1486', '108000', { driver: 'ccp', link: { generation: 4, lanes: 16 } }),
  usbController: part('1022:149c:1022:1486', '0c0330', { driver: 'xhci_hcd', link: { generation: 4, lanes: 16 } }),
  nvme: part('144d:a826:1028:2251', '010802', {
    driver: 'nvme',
    link: { generation: 5, lanes: 4 },
    capabilities: { tee: true, ide: true, spdm: true, ats: true },
  }),
  gpu: part('10de:2331:10de:1626', '030200', {
    driver: 'nvidia',
    revision: 'a1',
    link: { generation: 5, lanes: 16 },
    capabilities: { tee: true, ide: true, spdm: true, ats: true },
  }),
  spdmNvme: part('1e0f:0013:1e0f:0001', '010802', {
    driver: 'nvme',
    link: { generation: 4, lanes: 4 },
    capabilities: { ...nothing, spdm: true },
  }),
  nic: part('15b3:1021:15b3:0023', '020000', {
    driver: 'mlx5_core',
    revision: '00',
    link: { generation: 5, lanes: 16 },
    capabilities: { tee: true, ide: true, spdm: true, ats: true },
  }),
  nicFunction: part('15b3:101e:15b3:0023', '020000', {
    driver: 'mlx5_core',
    revision: '00',
    link: { generation: 5, lanes: 16 },
    capabilities: { tee: true, ide: false, spdm: true, ats: true },
  }),
  switchUp: bridge('1000:c030:1000:1005', { generation: 5, lanes: 16 }, { tee: true, ide: true, spdm: true }),
  switchDown: bridge('1000:c030:1000:1005', { generation: 5, lanes: 8 }),
  // Below the switch its security manager answers for them: an interface to lock, no mailbox and no IDE of their own.
  switchNvme: part('144d:a826:1028:2217', '010802', {
    driver: 'nvme',
    link: { generation: 5, lanes: 4 },
    capabilities: { tee: true, ide: false, spdm: true, ats: true },
  }),
  switchGpu: part('10de:2331:10de:1626', '030200', {
    driver: 'nvidia',
    revision: 'a1',
    link: { generation: 5, lanes: 8 },
    capabilities: { tee: true, ide: false, spdm: true, ats: true },
  }),
  thunderboltBridge: bridge('8086:1136:2222:1111', { generation: 3, lanes: 4 }),
  thunderboltHost: part('8086:1137:2222:1111', '0c0340', { driver: 'thunderbolt', link: { generation: 3, lanes: 4 } }),
  thunderboltUsb: part('8086:1138:2222:1111', '0c0330', { driver: 'xhci_hcd', link: { generation: 3, lanes: 4 } }),
  dockBridge: bridge('8086:0b26:8086:0000', { generation: 3, lanes: 4 }),
  dockUsb: part('8086:0b27:8086:0000', '0c0330', {
    driver: 'xhci_hcd',
    revision: '03',
    link: { generation: 3, lanes: 4 },
  }),
  externalBridge: bridge('8086:15ef:8086:0000', { generation: 3, lanes: 4 }),
  externalGpu: part('1002:744c:1da2:e471', '030000', {
    driver: 'amdgpu',
    revision: 'c8',
    link: { generation: 3, lanes: 4 },
    capabilities: { ...nothing, ats: true },
  }),
  externalNvme: part('144d:a808:144d:a801', '010802', {
    driver: 'nvme',
    revision: '00',
    link: { generation: 3, lanes: 4 },
  }),
  q35: part('8086:29c0:1af4:1100', '060000', { express: false }),
  q35Lpc: part('8086:2918:1af4:1100', '060100', { driver: 'lpc_ich', revision: '02', express: false }),
  virtualPort: bridge('1b36:000c:1b36:0000', { generation: 4, lanes: 16 }),
  virtioNet: part('1af4:1041:1af4:1100', '020000', {
    driver: 'virtio-pci',
    capabilities: { ...nothing, ats: true },
    link: { generation: 4, lanes: 1 },
  }),
  virtioBlk: part('1af4:1042:1af4:1100', '010000', {
    driver: 'virtio-pci',
    capabilities: { ...nothing, ats: true },
    link: { generation: 4, lanes: 1 },
  }),
  // Passed through. The VM sees the drive's IDE capability; the GPU's the host keeps, so there only the TSM can vouch for the link (R46).
  guestNvme: part('144d:a826:1028:2251', '010802', {
    driver: 'nvme',
    link: { generation: 5, lanes: 4 },
    capabilities: { tee: true, ide: true, spdm: true, ats: true },
  }),
  guestGpu: part('10de:2331:10de:1626', '030200', {
    driver: 'nvidia',
    revision: 'a1',
    link: { generation: 5, lanes: 16 },
    capabilities: { tee: true, ide: false, spdm: true, ats: true },
  }),
} satisfies Readonly<Record<string, PciPart>>;

export type PartName = keyof typeof parts;

/** A DOE mailbox with SPDM, where the function has one of its own: a managed or virtual one is spoken for by its security manager. */
export const hasMailbox = ({ capabilities: { spdm, ide, tee } }: PciPart): boolean => spdm && (ide || !tee);

/** Drivers that are part of the kernel image: exempt from module policy (R2), and without a folder below `module/`. */
export const builtInDrivers: ReadonlySet<string> = new Set(['pcieport', 'virtio-pci', 'usb', 'hub']);
