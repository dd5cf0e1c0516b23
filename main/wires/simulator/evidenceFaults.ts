/** What is wrong with what the devices of a simulated machine sign: by device, as a person or a scenario wrote it. */
import { type Fault, parseEvidenceFault } from '../../../shared/evidence/responder/faults.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { Node, PciNode } from './nodes.js';
import { hasMailbox } from './parts.js';

export interface EvidenceFaults {
  of(path: DevicePath): readonly Fault[];
  /** `FAULT ADDRESS`, for each. */
  lines(): readonly string[];
  write(line: string): Errno | null;
}

/** Firmware that is not what was measured, and is not told of with the next answer only. */
const moving: Fault = 'changing-evidence';

export interface Behind {
  /** Told of a device whose evidence is of another generation now. */
  readonly moved: (node: PciNode) => void;
  /** Gives a device its maker's firmware back; false when it has that. */
  readonly restored: (node: PciNode) => boolean;
}

export const evidenceFaultsOf = (nodes: readonly Node[], { moved, restored }: Behind): EvidenceFaults => {
  const wrong = new Map<Node, readonly Fault[]>();
  return {
    of: (path) => [...wrong].find(([node]) => node.path === path)?.[1] ?? [],
    lines: () => [...wrong].flatMap(([{ id }, faults]) => faults.map((fault) => `${fault} ${id}`)),
    write(line) {
      const parsed = parseEvidenceFault(line);
      if (parsed === null) return 'EINVAL';
      const { id, fault } = parsed;
      const node = nodes.find((one): one is PciNode => one.kind === 'pci' && one.id === id && hasMailbox(one.part));
      if (node === undefined) return 'ENODEV';
      const before = wrong.get(node) ?? [];
      const after = fault === null ? [] : [...new Set([...before, fault])].toSorted();
      if (after.length === 0) wrong.delete(node);
      else wrong.set(node, after);
      const delivered = fault === null && restored(node);
      if (delivered || before.includes(moving) !== after.includes(moving)) moved(node);
      return null;
    },
  };
};
