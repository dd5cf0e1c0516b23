/** A plan laid out: every device with its path below sysfs and its state at boot. */
import type { DeviceState, DevicePath, ModelBus, Provider } from '../../../shared/model/device.js';
import { managedLink } from '../../../shared/model/manager.js';
import { settings } from '../../../shared/model/privileges.js';
import { builtInDrivers, parts, type PciPart } from './parts.js';
import type { BridgePlan, DomainPlan, HubPlan, LabPlan, PciSlot, RouterPlan, UsbPlan } from './plan.js';

interface Base {
  readonly path: DevicePath;
  readonly id: string;
  /** State at boot, or null for what the model does not step. */
  readonly state: DeviceState | null;
}

export interface PciNode extends Base {
  readonly kind: 'pci';
  readonly slot: PciSlot;
  readonly part: PciPart;
  readonly bridge: BridgePlan;
  readonly state: DeviceState;
}
export interface BridgeNode extends Base {
  readonly kind: 'bridge';
  readonly bridge: BridgePlan;
}
export interface DomainNode extends Base {
  readonly kind: 'domain';
  readonly domain: DomainPlan;
}
export interface RouterNode extends Base {
  readonly kind: 'router';
  /** `authorized` null: the host's own router. */
  readonly router: Pick<RouterPlan, 'id' | 'vendor' | 'name' | 'generation'> & { readonly boot: boolean | null };
  readonly domain: DomainPlan;
}
export interface UsbNode extends Base {
  readonly kind: 'usb';
  readonly usb: UsbPlan;
  readonly hub: boolean;
}
export interface InterfaceNode extends Base {
  readonly kind: 'interface';
  readonly usb: UsbPlan;
  /** The device it belongs to. */
  readonly owner: DevicePath;
}
export interface TsmNode extends Base {
  readonly kind: 'tsm';
  readonly pciMode: string;
}
export type Node = PciNode | BridgeNode | DomainNode | RouterNode | UsbNode | InterfaceNode | TsmNode;

/** The one place of the simulator where a path becomes a device's. */
const pathOf = (text: string): DevicePath => text as DevicePath;

const noCapabilities = { tee: false, ide: false, spdm: false, ats: false };

const blank = (device: {
  path: DevicePath;
  id: string;
  bus: ModelBus;
  parent: string | null;
  match: string | null;
}): DeviceState => ({
  ...device,
  parent: device.parent === null ? null : pathOf(device.parent),
  present: true,
  // What is there at boot starts at 1 (O8).
  level: 1,
  driver: device.match,
  override: null,
  capabilities: noCapabilities,
  provider: 'none',
  manager: null,
  connected: null,
  locked: null,
  tdisp: 'CONFIG_UNLOCKED',
  link: 'open',
  spdmSession: false,
  atsEnabled: false,
  dma: settings[1].dma,
  busMaster: device.match !== null,
  evidenceGeneration: 0,
  lockGeneration: 0,
  usbAuthorized: null,
  thunderbolt: null,
  tsmFails: null,
});

/** Ports of the root complex and functions without a security manager have no `tsm/` folder: no TSM serves them. */
const providerOf = (lab: LabPlan, slot: PciSlot, depth: number): Provider => {
  const part: PciPart = parts[slot.part];
  const { tee, ide, spdm } = part.capabilities;
  const port = part.classCode === '060400' && depth === 0;
  if (lab.role === 'guest') return tee ? 'devsec-tsm' : 'none';
  if (!port && (tee || ide || slot.manager !== undefined)) return 'link-tsm';
  return spdm ? 'native-spdm' : 'none';
};

const pciState = (lab: LabPlan, slot: PciSlot, place: { path: string; parent: string; depth: number }): DeviceState => {
  const part: PciPart = parts[slot.part];
  const state = blank({ path: pathOf(place.path), id: slot.at, bus: 'pci', parent: place.parent, match: part.driver });
  return {
    ...state,
    capabilities: part.capabilities,
    provider: providerOf(lab, slot, place.depth),
    ...(slot.connected === true
      ? { connected: lab.tsm.name, link: 'ide' as const, spdmSession: true, evidenceGeneration: 1 }
      : {}),
  };
};

const routers = (domain: DomainPlan, list: readonly RouterPlan[], above: string): Node[] =>
  list.flatMap((router): Node[] => {
    const path = pathOf(`${above}/${router.id}`);
    const open = router.authorized > 0;
    const state: DeviceState = {
      ...blank({ path, id: router.id, bus: 'thunderbolt', parent: above, match: null }),
      level: open ? 1 : 0,
      dma: settings[open ? 1 : 0].dma,
      thunderbolt: {
        security: domain.security,
        deauthorization: domain.deauthorization,
        key: router.key,
        authorized: router.authorized,
      },
    };
    return [
      { kind: 'router', path, id: router.id, router, domain, state },
      ...routers(domain, router.below ?? [], path),
    ];
  });

const domainNodes = (domain: DomainPlan, above: string): Node[] => {
  const path = pathOf(`${above}/${domain.id}`);
  const host = pathOf(`${path}/${domain.host.id}`);
  return [
    { kind: 'domain', path, id: domain.id, domain, state: null },
    { kind: 'router', path: host, id: domain.host.id, router: { ...domain.host, boot: null }, domain, state: null },
    ...routers(domain, domain.host.below, host),
  ];
};

const usbNodes = (usb: UsbPlan, above: string, hub: boolean): Node[] => {
  const path = pathOf(`${above}/${usb.id}`);
  const state = { ...blank({ path, id: usb.id, bus: 'usb', parent: above, match: 'usb' }), usbAuthorized: true };
  const name = hub ? `${usb.id.slice(3)}-0:1.0` : `${usb.id}:1.0`;
  return [
    { kind: 'usb', path, id: usb.id, usb, hub, state },
    { kind: 'interface', path: pathOf(`${path}/${name}`), id: name, usb, owner: path, state: null },
  ];
};

const hubNodes = (hub: HubPlan, above: string): Node[] => [
  ...usbNodes(hub, above, true),
  ...hub.below.flatMap((usb) => usbNodes(usb, `${above}/${hub.id}`, false)),
];

/** What a slot hangs in. `depth` 0 is the root complex itself. */
interface Above {
  readonly lab: LabPlan;
  readonly bridge: BridgePlan;
  readonly path: string;
  readonly depth: number;
}

const slotNodes = (slot: PciSlot, above: Above): Node[] => {
  const { lab, bridge } = above;
  const path = `${above.path}/${slot.at}`;
  const own: PciNode = {
    kind: 'pci',
    path: pathOf(path),
    id: slot.at,
    slot,
    part: parts[slot.part],
    bridge,
    state: pciState(lab, slot, { path, parent: above.path, depth: above.depth }),
  };
  return [
    own,
    ...(slot.tsm === undefined ? [] : [tsmNode(lab, `${path}/tsm/${slot.tsm}`)]),
    ...(slot.thunderbolt === undefined ? [] : domainNodes(slot.thunderbolt, path)),
    ...(slot.usb ?? []).flatMap((hub) => hubNodes(hub, path)),
    ...(slot.below ?? []).flatMap((below) => slotNodes(below, { lab, bridge, path, depth: above.depth + 1 })),
  ];
};

const tsmNode = (lab: LabPlan, path: string): Node => ({
  kind: 'tsm',
  path: pathOf(path),
  id: lab.tsm.name,
  pciMode: lab.tsm.pciMode,
  state: null,
});

/** Far ends of tunnels whose router is not authorized are not there at boot. */
const closeTunnels = (nodes: readonly Node[]): Node[] => {
  const open = new Set(
    nodes.flatMap((node) =>
      node.kind === 'router' && (node.state?.thunderbolt?.authorized ?? 0) > 0 ? [node.id] : [],
    ),
  );
  return nodes.map((node) =>
    node.kind === 'pci' && node.slot.tunnel !== undefined && !open.has(node.slot.tunnel)
      ? { ...node, state: { ...node.state, present: false } }
      : node,
  );
};

/** Functions that another speaks for know it, and one that is connected at boot has secured their link from the start (R46). */
const withManagers = (nodes: readonly Node[]): Node[] => {
  const states = new Map(nodes.flatMap((node) => (node.kind === 'pci' ? [[node.id, node.state] as const] : [])));
  return nodes.map((node) => {
    const manager = node.kind === 'pci' ? states.get(node.slot.manager ?? '') : undefined;
    if (node.kind !== 'pci' || manager === undefined) return node;
    const { path, spdmSession } = manager;
    return {
      ...node,
      state: { ...node.state, manager: path, link: managedLink(manager, node.state), spdmSession },
    };
  });
};

/** Every node of the lab, parents before what is below them. */
export const nodesOf = (lab: LabPlan): readonly Node[] => {
  const nodes = lab.bridges.flatMap((bridge): Node[] => {
    const path = `devices/${bridge.id}`;
    return [
      { kind: 'bridge', path: pathOf(path), id: bridge.id, bridge, state: null },
      ...bridge.slots.flatMap((slot) => slotNodes(slot, { lab, bridge, path, depth: 0 })),
    ];
  });
  const virtual = nodes.some((node) => node.kind === 'tsm')
    ? []
    : [tsmNode(lab, `devices/virtual/tsm/${lab.tsm.name}`)];
  return withManagers(closeTunnels([...nodes, ...virtual]));
};

/** Drivers of the lab with their module policy at boot (R2). */
export const driversOf = (nodes: readonly Node[]): Record<string, { autoprobe: boolean; builtIn: boolean }> => {
  // There on every machine, and bound only by an override.
  const names = new Set(['vfio-pci']);
  for (const node of nodes) {
    if (node.state !== null && node.state.match !== null) names.add(node.state.match);
    if (node.kind === 'interface') names.add(node.usb.interfaceDriver);
  }
  return Object.fromEntries(
    [...names].sort().map((name) => [name, { autoprobe: true, builtIn: builtInDrivers.has(name) }]),
  );
};
