/** The devices of a snapshot as one list in tree order: built once per set of devices, so that a change of a fact costs nothing here. */
import type { Device } from '../../../shared/facts/device.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { groupOf, type Group } from './group.js';

export type Devices = Readonly<Record<DevicePath, Device>>;

export interface TreeNode {
  /** The device's path, or the heading's. */
  readonly key: DevicePath;
  /** False for a heading whose folder is no device of the snapshot. */
  readonly isDevice: boolean;
  readonly group: Group | null;
  /** 0 for headings. */
  readonly depth: number;
  /** Index of the node above in the list, -1 for headings; and its key, which need not be the device's own parent. */
  readonly parent: number;
  readonly above: DevicePath | null;
  /** How many nodes stand below it, at any depth. */
  readonly below: number;
  /** Place among its siblings, from 1, and how many they are (for ARIA). */
  readonly place: number;
  readonly siblings: number;
}

export interface Hierarchy {
  /** Every node, each before those below it. */
  readonly nodes: readonly TreeNode[];
  readonly indexOf: ReadonlyMap<DevicePath, number>;
}

const list = (devices: Devices): readonly Device[] => Object.values(devices);

/** Sorts `1-10` after `1-2`; PCI addresses are hex of fixed width and sort as they are. */
const sortKey = (device: Device): string =>
  device.bus === 'pci' ? device.id : device.id.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'));

/** A physical function by the place of its virtual ones: sysfs puts them side by side, `sriov_numvfs` tells which is which. */
const physicalFunctions = (devices: Devices): ReadonlyMap<string, readonly Device[]> => {
  const found = new Map<string, Device[]>();
  for (const device of list(devices)) {
    if (device.kind === 'virtual-function' || device.readings.sriov_numvfs === undefined) continue;
    const place = `${device.parent}`;
    const there = found.get(place);
    if (there === undefined) found.set(place, [device]);
    else there.push(device);
  }
  return found;
};

/** The last physical function whose address is lower: virtual functions come after their own (SR-IOV routing ids). */
const ownerOf = (device: Device, physical: ReadonlyMap<string, readonly Device[]>): Device | null => {
  let owner: Device | null = null;
  for (const candidate of physical.get(`${device.parent}`) ?? []) {
    if (candidate.id < device.id && (owner === null || candidate.id > owner.id)) owner = candidate;
  }
  return owner;
};

interface Known {
  readonly devices: Devices;
  readonly groupOf: ReadonlyMap<DevicePath, Group>;
  readonly physical: ReadonlyMap<string, readonly Device[]>;
}

/** The node above: the parent on the same bus, else the heading. A USB bus hangs off a PCI controller; here it has its own heading. */
const aboveOf = (device: Device, group: Group, known: Known): DevicePath => {
  if (device.kind === 'virtual-function') {
    const owner = ownerOf(device, known.physical);
    if (owner !== null) return owner.path;
  }
  const { parent } = device;
  return parent !== null && known.groupOf.get(parent)?.key === group.key ? parent : group.key;
};

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

const sorted = (siblings: readonly Device[]): readonly Device[] =>
  siblings
    .map((device) => ({ device, key: sortKey(device) }))
    .sort(byKey)
    .map((one) => one.device);

/** Builds the list. */
export const buildHierarchy = (devices: Devices): Hierarchy => {
  const groups = new Map<DevicePath, Group>(list(devices).map((device) => [device.path, groupOf(device)]));
  const known: Known = { devices, groupOf: groups, physical: physicalFunctions(devices) };
  const children = new Map<DevicePath, Device[]>();
  for (const device of list(devices)) {
    const group = groups.get(device.path);
    if (group === undefined || device.path === group.key) continue;
    const above = aboveOf(device, group, known);
    const there = children.get(above);
    if (there === undefined) children.set(above, [device]);
    else there.push(device);
  }
  const headings = new Map([...groups.values()].map((group) => [group.key, group]));
  const order = [...headings.values()].sort((a, b) => a.rank - b.rank || byKey(a, b));
  return flatten({ order, children: new Map([...children].map(([key, below]) => [key, sorted(below)])), devices });
};

interface Draft {
  readonly order: readonly Group[];
  readonly children: ReadonlyMap<DevicePath, readonly Device[]>;
  readonly devices: Devices;
}

const flatten = ({ order, children, devices }: Draft): Hierarchy => {
  const nodes: TreeNode[] = [];
  const indexOf = new Map<DevicePath, number>();
  const visit = (start: Omit<TreeNode, 'below'>): void => {
    const index = nodes.length;
    nodes.push({ ...start, below: 0 });
    indexOf.set(start.key, index);
    const below = children.get(start.key) ?? [];
    below.forEach((device, at) => {
      // A path that is its own ancestor cannot come from sysfs; it must not hang the window either.
      if (indexOf.has(device.path)) return;
      visit({
        key: device.path,
        isDevice: true,
        group: null,
        depth: start.depth + 1,
        parent: index,
        above: start.key,
        place: at + 1,
        siblings: below.length,
      });
    });
    nodes[index] = { ...start, below: nodes.length - index - 1 };
  };
  order.forEach((group, at) => {
    const isDevice = devices[group.key] !== undefined;
    visit({
      key: group.key,
      isDevice,
      group,
      depth: 0,
      parent: -1,
      above: null,
      place: at + 1,
      siblings: order.length,
    });
  });
  return { nodes, indexOf };
};

/** True when both hold the same devices in the same places, whatever their facts. */
const sameShape = (before: Devices, after: Devices): boolean => {
  const paths = Object.keys(after) as DevicePath[];
  if (Object.keys(before).length !== paths.length) return false;
  return paths.every((path) => {
    const [old, now] = [before[path], after[path]];
    if (old === now) return true;
    return (
      old !== undefined &&
      now !== undefined &&
      old.parent === now.parent &&
      old.bus === now.bus &&
      old.kind === now.kind &&
      (old.readings.sriov_numvfs === undefined) === (now.readings.sriov_numvfs === undefined)
    );
  });
};

/**
 * Keeps the list between snapshots: the very same object as long as only facts change. It compares with the snapshot
 * before, most of whose devices are the same objects, so that at ten thousand devices a frame costs little here.
 */
export const createHierarchies = (): ((devices: Devices) => Hierarchy) => {
  let kept: { readonly hierarchy: Hierarchy; readonly devices: Devices } | null = null;
  return (devices) => {
    if (kept?.devices !== devices) {
      const hierarchy = kept !== null && sameShape(kept.devices, devices) ? kept.hierarchy : buildHierarchy(devices);
      kept = { hierarchy, devices };
    }
    return kept.hierarchy;
  };
};
