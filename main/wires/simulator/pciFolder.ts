/** The attributes of a PCI device, as 7.3 and the March dialect show them. */
import type { DeviceState } from '../../../shared/model/device.js';
import { configHex, type PortType } from './config.js';
import { resourceOfBars } from '../../../shared/evidence/tdisp/resource.js';
import { barsOf } from './bars.js';
import type { Node, PciNode } from './nodes.js';
import { hasMailbox } from './parts.js';
import { readOnly, readWrite, writeOnly, type Contents, type Entry } from './sysfs.js';
import { stateOf, trustOf, type World } from './world.js';

const speeds = {
  1: '2.5 GT/s PCIe',
  2: '5.0 GT/s PCIe',
  3: '8.0 GT/s PCIe',
  4: '16.0 GT/s PCIe',
  5: '32.0 GT/s PCIe',
} as const;

const upper = (digits: string): string => digits.toUpperCase();

/** `modalias` of a PCI device (file2alias: `pci:v…d…sv…sd…bc…sc…i…`). */
export const pciModalias = ({ part }: PciNode): string => {
  const { vendor, device, subsystemVendor, subsystemDevice, classCode } = part;
  const ids = `v0000${upper(vendor)}d0000${upper(device)}sv0000${upper(subsystemVendor)}sd0000${upper(subsystemDevice)}`;
  return `pci:${ids}bc${upper(classCode.slice(0, 2))}sc${upper(classCode.slice(2, 4))}i${upper(classCode.slice(4, 6))}`;
};

const busNumber = (id: string): number => Number.parseInt(id.slice(5, 7), 16);

/** Secondary and subordinate bus of a bridge: the lowest and highest bus below it, whether a tunnel is open or not. */
const busesBelow = (world: World, node: PciNode): readonly [number, number] => {
  const buses = world.nodes.flatMap((one) =>
    one.kind === 'pci' && one.path.startsWith(`${node.path}/`) ? [busNumber(one.id)] : [],
  );
  return buses.length === 0 ? [0, 0] : [Math.min(...buses), Math.max(...buses)];
};

const portTypeOf = (world: World, node: PciNode): PortType => {
  const onRoot = node.path.split('/').length === 3;
  if (node.part.classCode !== '060400') return onRoot ? 'rootComplexEndpoint' : 'endpoint';
  if (onRoot) return 'rootPort';
  const above = world.byPath.get(node.path.slice(0, node.path.lastIndexOf('/')));
  return above?.kind === 'pci' && portTypeOf(world, above) === 'upstream' ? 'downstream' : 'upstream';
};

/** Configuration space, made again only when a bit of it can have changed. */
const configFile = (world: World, node: PciNode): (() => string) => {
  const place = {
    id: node.id,
    bus: busNumber(node.id),
    below: busesBelow(world, node),
    virtual: node.slot.physical !== undefined,
    functions: world.nodes.filter((one) => one.kind === 'pci' && one.slot.physical === node.id).length,
    port: portTypeOf(world, node),
  };
  let made: { state: DeviceState; hex: string } | null = null;
  return () => {
    const state = stateOf(world, node) ?? node.state;
    if (made === null || made.state.atsEnabled !== state.atsEnabled || made.state.busMaster !== state.busMaster) {
      made = { state, hex: configHex(node.part, state, place) };
    }
    return made.hex;
  };
};

/** The security manager's address, or '' while it is not connected: its own, or the one that answers for it. */
const managerText = (world: World, node: PciNode): string => {
  const id = node.slot.manager ?? node.id;
  const manager: Node | undefined = world.nodes.find((one) => one.id === id);
  return manager !== undefined && stateOf(world, manager)?.connected != null ? id : '';
};

/** The `tsm/` files: which of them there are depends on the role, and on whether the function is managed by another. */
const tsmFiles = (world: World, node: PciNode): Contents => {
  const get = (): DeviceState => stateOf(world, node) ?? node.state;
  const { provider, capabilities } = node.state;
  if (provider !== 'link-tsm' && provider !== 'devsec-tsm') return {};
  const managed = node.slot.manager !== undefined;
  const host = provider === 'link-tsm';
  const shared: Contents = {
    'tsm/tdisp': readOnly(() => get().tdisp),
    'tsm/link': readOnly(() => get().link),
    'tsm/spdm': readOnly(() => (get().spdmSession ? '1' : '0')),
    'tsm/evidence_generation': readOnly(() => String(get().evidenceGeneration)),
  };
  if (!host) return { ...shared, 'tsm/lock': readWrite(() => get().locked ?? ''), 'tsm/unlock': writeOnly() };
  const bound: Contents = capabilities.tee ? { 'tsm/bound': readOnly(() => '') } : {};
  const dsm: Contents = { ...bound, 'tsm/dsm': readOnly(() => managerText(world, node)) };
  if (managed) return { ...shared, ...dsm };
  const connected = (): string => get().connected ?? '';
  return {
    ...shared,
    ...dsm,
    'tsm/connect': readWrite(connected),
    'tsm/disconnect': writeOnly(),
    authenticated: readOnly(connected),
  };
};

/** DOE features: discovery, and CMA with and without a secured session, where the function has a mailbox of its own. */
const doeFiles = ({ part }: PciNode): Contents => {
  if (!hasMailbox(part)) return {};
  return {
    'doe_features/doe_discovery': readOnly(() => '0001:00'),
    'doe_features/0001:01': readOnly(() => '0001:01'),
    'doe_features/0001:02': readOnly(() => '0001:02'),
  };
};

const linkFiles = ({ part }: PciNode): Contents => {
  const { link } = part;
  if (link === null) return {};
  const speed = readOnly(() => speeds[link.generation]);
  const width = readOnly(() => String(link.lanes));
  return { current_link_speed: speed, current_link_width: width, max_link_speed: speed, max_link_width: width };
};

/** Every attribute of the device, by name below its folder. */
export const pciFiles = (world: World, node: PciNode): Contents => {
  const { part, slot, bridge } = node;
  const get = (): DeviceState => stateOf(world, node) ?? node.state;
  const asleep = slot.asleep === true;
  const fixed = (text: string): Entry => readOnly(() => text);
  const functions = world.nodes.filter((one) => one.kind === 'pci' && one.slot.physical === node.id).length;
  return {
    trust: readWrite(() => trustOf(world, node)),
    class: fixed(`0x${part.classCode}`),
    vendor: fixed(`0x${part.vendor}`),
    device: fixed(`0x${part.device}`),
    subsystem_vendor: fixed(`0x${part.subsystemVendor}`),
    subsystem_device: fixed(`0x${part.subsystemDevice}`),
    revision: fixed(`0x${part.revision}`),
    modalias: fixed(pciModalias(node)),
    numa_node: fixed(String(bridge.numaNode)),
    local_cpulist: fixed(bridge.numaNode <= 0 ? '0-31' : '32-63'),
    enable: readOnly(() => (get().driver === null ? '0' : '1')),
    power_state: fixed(asleep ? 'D3cold' : 'D0'),
    'power/runtime_status': fixed(asleep ? 'suspended' : 'active'),
    'power/control': fixed(asleep ? 'auto' : 'on'),
    d3cold_allowed: fixed('1'),
    broken_parity_status: fixed('0'),
    msi_bus: fixed('1'),
    ari_enabled: fixed('0'),
    driver_override: readWrite(() => get().override ?? '(null)'),
    config: readOnly(configFile(world, node)),
    resource: readOnly(() => resourceOfBars(barsOf(node))),
    reset: writeOnly((value) => {
      if (value !== '1') return 'EINVAL';
      world.reset(node.path);
      return null;
    }),
    ...(slot.removable === true ? { removable: fixed('removable') } : { removable: fixed('fixed') }),
    ...(functions > 0 ? { sriov_numvfs: fixed(String(functions)), sriov_totalvfs: fixed(String(functions)) } : {}),
    ...linkFiles(node),
    ...doeFiles(node),
    ...tsmFiles(world, node),
  };
};
