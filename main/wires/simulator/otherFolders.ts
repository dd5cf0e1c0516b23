/** The attributes of what is not PCI: Thunderbolt domains and routers, USB devices and their interfaces, host bridges, TSMs. */
import type { BridgeNode, DomainNode, InterfaceNode, RouterNode, TsmNode, UsbNode } from './nodes.js';
import { link, readOnly, readWrite, type Contents, type Entry } from './sysfs.js';
import { stateOf, trustOf, type World } from './world.js';

const fixed = (text: string): Entry => readOnly(() => text);
const awake: Contents = { 'power/runtime_status': fixed('active'), 'power/control': fixed('on') };

/** `/sys/bus/thunderbolt/devices/domainN` (Documentation/ABI/testing/sysfs-bus-thunderbolt). */
export const domainFiles = ({ domain }: DomainNode): Contents => ({
  security: fixed(domain.security),
  deauthorization: fixed(domain.deauthorization ? '1' : '0'),
  iommu_dma_protection: fixed(domain.iommuDmaProtection ? '1' : '0'),
  boot_acl: fixed(','.repeat(15)),
  ...awake,
});

/** A router; the host's own takes no authorization, so it has neither `authorized` nor `trust`. */
export const routerFiles = (world: World, node: RouterNode): Contents => {
  const { router, domain } = node;
  const uuid = world.serial(`router ${router.id}`, 32);
  const get = () => stateOf(world, node);
  const common: Contents = {
    device: fixed(`0x${world.serial(`device ${router.name}`, 4)}`),
    device_name: fixed(router.name),
    vendor: fixed(`0x${world.serial(`vendor ${router.vendor}`, 4)}`),
    vendor_name: fixed(router.vendor),
    unique_id: fixed(uuid.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
    generation: fixed(String(router.generation)),
    nvm_version: fixed('36.2'),
    ...awake,
  };
  if (router.boot === null) return common;
  const secure: Contents =
    domain.security === 'secure'
      ? { key: readWrite(() => (get()?.thunderbolt?.key === 'none' ? '' : world.serial(`key ${router.id}`, 64))) }
      : {};
  return {
    ...common,
    ...secure,
    authorized: readWrite(() => String(get()?.thunderbolt?.authorized ?? 0)),
    trust: readWrite(() => trustOf(world, node)),
    boot: fixed(router.boot ? '1' : '0'),
    rx_speed: fixed('20.0 Gb/s'),
    tx_speed: fixed('20.0 Gb/s'),
    rx_lanes: fixed('2'),
    tx_lanes: fixed('2'),
  };
};

export const usbFiles = (world: World, node: UsbNode): Contents => {
  const { usb } = node;
  const get = () => stateOf(world, node);
  const hub: Contents = node.hub ? { authorized_default: fixed('1'), interface_authorized_default: fixed('1') } : {};
  return {
    idVendor: fixed(usb.vendor),
    idProduct: fixed(usb.product),
    bcdDevice: fixed(node.hub ? '0703' : '0100'),
    bDeviceClass: fixed(usb.deviceClass),
    manufacturer: fixed(usb.manufacturer),
    product: fixed(usb.name),
    serial: fixed(world.serial(`usb ${usb.id}`, 20)),
    speed: fixed(String(usb.speed)),
    version: fixed(usb.speed >= 5000 ? ' 3.20' : ' 2.00'),
    removable: fixed(node.hub ? 'unknown' : 'removable'),
    authorized: readWrite(() => (get()?.usbAuthorized === true ? '1' : '0')),
    trust: readWrite(() => trustOf(world, node)),
    ...hub,
    ...awake,
  };
};

/** `modalias` of a USB interface. */
export const usbModalias = ({ usb }: InterfaceNode): string => {
  const ids = `v${usb.vendor.toUpperCase()}p${usb.product.toUpperCase()}d0100`;
  return `usb:${ids}dc${usb.deviceClass}dsc00dp00ic${usb.interfaceClass}isc06ip50in00`;
};

export const interfaceFiles = (node: InterfaceNode): Contents => ({
  bInterfaceNumber: fixed('00'),
  bInterfaceClass: fixed(node.usb.interfaceClass),
  bInterfaceSubClass: fixed(node.usb.interfaceClass === '08' ? '06' : '00'),
  bInterfaceProtocol: fixed(node.usb.interfaceClass === '08' ? '50' : '00'),
  authorized: fixed('1'),
  modalias: fixed(usbModalias(node)),
});

/** Streams left, and a link per stream in use; both hidden where the bridge has none. */
export const bridgeFiles = (
  world: World,
  { id, bridge }: BridgeNode,
): { readonly files: Contents; readonly more: { get(name: string): Entry | null; names(): readonly string[] } } => {
  const mine = () => world.streams().filter((stream) => stream.bridge === id);
  return {
    files: {
      ...awake,
      available_secure_streams: () => (bridge.streams === null ? null : fixed(String(bridge.streams - mine().length))),
    },
    more: {
      get: (name) => {
        const found = mine().find((stream) => stream.name === name);
        return found === undefined ? null : link(found.device);
      },
      names: () => mine().map((stream) => stream.name),
    },
  };
};

export const tsmFiles = (node: TsmNode): Contents => ({ pci_mode: fixed(node.pciMode) });
