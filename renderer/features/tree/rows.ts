/** Which rows are on show: what is not folded away, or what the filter keeps; or devices without a hierarchy. */
import type { Device } from '../../../shared/facts/device.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Hierarchy, TreeNode } from './hierarchy.js';

export interface Row {
  /** A pinned device has two rows: this tells them apart. */
  readonly id: string;
  /** `tree`: below what it hangs off. `flat` and `pin`: with a hint of where that is. */
  readonly stands: 'tree' | 'flat' | 'pin';
  readonly node: TreeNode;
  /** Null when nothing stands below it. */
  readonly expanded: boolean | null;
  /** False for a node that is on show only because something below it matches. */
  readonly matches: boolean;
}

const inTree = (node: TreeNode) => ({ id: node.key, stands: 'tree', node }) as const;

/** Every row on show with nothing filtered, in order. */
export const openRows = (hierarchy: Hierarchy, collapsed: ReadonlySet<DevicePath>): readonly Row[] => {
  const rows: Row[] = [];
  const { nodes } = hierarchy;
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node === undefined) break;
    const folded = node.below > 0 && collapsed.has(node.key);
    rows.push({ ...inTree(node), expanded: node.below === 0 ? null : !folded, matches: true });
    if (folded) index += node.below;
  }
  return rows;
};

/** What matches and everything above it, folded or not: a match is never hidden. */
export const matchingRows = (hierarchy: Hierarchy, keeps: (key: DevicePath) => boolean): readonly Row[] => {
  const { nodes } = hierarchy;
  const kept = new Uint8Array(nodes.length);
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node === undefined) continue;
    if (node.isDevice && keeps(node.key)) kept[index] = 2;
    if (kept[index] !== 0 && node.parent >= 0 && kept[node.parent] === 0) kept[node.parent] = 1;
  }
  const rows: Row[] = [];
  nodes.forEach((node, index) => {
    if (kept[index] === 0) return;
    const next = nodes[index + 1];
    const open = next !== undefined && next.parent === index && anyKept(kept, index, node.below);
    rows.push({ ...inTree(node), expanded: node.below === 0 ? null : open, matches: kept[index] === 2 });
  });
  return rows;
};

const anyKept = (kept: Uint8Array, index: number, below: number): boolean => {
  for (let at = index + 1; at <= index + below; at += 1) if (kept[at] !== 0) return true;
  return false;
};

interface Lone {
  readonly stands: 'flat' | 'pin';
  readonly depth: number;
  readonly above: DevicePath | null;
}

const loneRows = (devices: readonly Device[], { stands, depth, above }: Lone): readonly Row[] =>
  devices.map((device, at) => ({
    id: stands === 'pin' ? `pin ${device.path}` : device.path,
    stands,
    node: {
      key: device.path,
      isDevice: true,
      group: null,
      depth,
      parent: -1,
      above: above ?? device.parent,
      below: 0,
      place: at + 1,
      siblings: devices.length,
    },
    expanded: null,
    matches: true,
  }));

/** Devices in the order they are given, without a hierarchy. */
export const flatRows = (devices: readonly Device[]): readonly Row[] =>
  loneRows(devices, { stands: 'flat', depth: 0, above: null });

/** The heading of the pinned devices; no device has this path. */
export const pinsKey = 'pinned' as DevicePath;

/** The pinned devices under their heading; none without any. */
export const pinRows = (devices: readonly Device[], collapsed: ReadonlySet<DevicePath>): readonly Row[] => {
  if (devices.length === 0) return [];
  const folded = collapsed.has(pinsKey);
  const heading: Row = {
    id: pinsKey,
    stands: 'pin',
    node: {
      key: pinsKey,
      isDevice: false,
      group: { key: pinsKey, title: 'Pinned', rank: -1 },
      depth: 0,
      parent: -1,
      above: null,
      below: devices.length,
      place: 1,
      siblings: 1,
    },
    expanded: !folded,
    matches: true,
  };
  return [heading, ...(folded ? [] : loneRows(devices, { stands: 'pin', depth: 1, above: pinsKey }))];
};
