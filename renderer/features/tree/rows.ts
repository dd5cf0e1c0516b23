/** Which nodes of the hierarchy are on show: what is not folded away, or what the filter keeps. */
import type { DevicePath } from '../../../shared/model/device.js';
import type { Hierarchy, TreeNode } from './hierarchy.js';

export interface Row {
  readonly node: TreeNode;
  /** Null when nothing stands below it. */
  readonly expanded: boolean | null;
  /** False for a node that is on show only because something below it matches. */
  readonly matches: boolean;
}

/** Every row on show with nothing filtered, in order. */
export const openRows = (hierarchy: Hierarchy, collapsed: ReadonlySet<DevicePath>): readonly Row[] => {
  const rows: Row[] = [];
  const { nodes } = hierarchy;
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node === undefined) break;
    const folded = node.below > 0 && collapsed.has(node.key);
    rows.push({ node, expanded: node.below === 0 ? null : !folded, matches: true });
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
    rows.push({ node, expanded: node.below === 0 ? null : open, matches: kept[index] === 2 });
  });
  return rows;
};

const anyKept = (kept: Uint8Array, index: number, below: number): boolean => {
  for (let at = index + 1; at <= index + below; at += 1) if (kept[at] !== 0) return true;
  return false;
};
