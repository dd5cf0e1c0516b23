/** What the folders of the virtual sysfs read from: the running machine, its nodes, and what belongs to the simulator alone. */
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { trustText } from '../../../shared/model/rules/trust.js';
import type { EvidenceFaults } from './evidenceFaults.js';
import type { Node } from './nodes.js';
import type { OwnWrite } from './sysfs.js';

/** An IDE stream that is set up: the host bridge's, the root port's and the endpoint's number of it. */
export interface Stream {
  readonly bridge: string;
  readonly name: string;
  readonly device: DevicePath;
}

export interface World {
  readonly nodes: readonly Node[];
  readonly byPath: ReadonlyMap<string, Node>;
  /** Deterministic text of `digits` hex digits for a name: serial numbers and the like. */
  readonly serial: (name: string, digits: number) => string;
  readonly machine: () => MachineState;
  readonly streams: () => readonly Stream[];
  readonly seqnum: () => number;
  /** Per bus: does the core look for drivers at all when a device arrives? */
  readonly busAutoprobe: (bus: string) => boolean;
  readonly setBusAutoprobe: (bus: string, on: boolean) => void;
  readonly latency: () => number;
  readonly setLatency: (ms: number) => void;
  /** Milliseconds from a fault to its detection (R24). */
  readonly detection: () => number;
  readonly setDetection: (ms: number) => void;
  readonly inject: OwnWrite;
  readonly evidenceFaults: EvidenceFaults;
  /** A write to a device's `uevent`: the kernel sends the event again, marked as synthetic. */
  readonly synthesize: (path: DevicePath, action: string) => void;
  readonly reset: (path: DevicePath) => void;
}

/** The device's state, or null when the model does not step it. */
export const stateOf = (world: World, node: Node): DeviceState | null => world.machine().devices[node.path] ?? null;

/** What `trust` reads, in the scale of the design in force. */
export const trustOf = (world: World, node: Node): string => {
  const state = stateOf(world, node);
  return state === null ? '' : trustText(world.machine(), state);
};

/** The nearest node above in the folders. */
const above = (world: World, node: Node): Node | null => {
  for (let end = node.path.lastIndexOf('/'); end > 0; end = node.path.lastIndexOf('/', end - 1)) {
    const found = world.byPath.get(node.path.slice(0, end));
    if (found !== undefined) return found;
  }
  return null;
};

/** True while the node is there itself, and all it hangs on. A USB interface is there while its device is configured. */
export const isThere = (world: World, node: Node): boolean => {
  const itself =
    node.kind === 'interface'
      ? (world.machine().devices[node.owner]?.driver ?? null) !== null
      : (stateOf(world, node)?.present ?? true);
  const parent = itself ? above(world, node) : null;
  return itself && (parent === null || isThere(world, parent));
};

/** Bus of a node as sysfs names it, or null for what is on none. */
export const busOf = (node: Node): 'pci' | 'usb' | 'thunderbolt' | null => {
  if (node.kind === 'pci') return 'pci';
  if (node.kind === 'usb' || node.kind === 'interface') return 'usb';
  return node.kind === 'domain' || node.kind === 'router' ? 'thunderbolt' : null;
};

/** The bound driver, whoever keeps track of it. */
export const driverOf = (world: World, node: Node): string | null => {
  if (node.kind === 'interface') return isThere(world, node) ? node.usb.interfaceDriver : null;
  return stateOf(world, node)?.driver ?? null;
};
