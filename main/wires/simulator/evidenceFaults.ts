/** What is wrong with what the devices of a simulated machine sign: by device, as a person or a scenario wrote it. */
import { type Fault, parseEvidenceFault } from '../../../shared/evidence/responder/faults.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { Node } from './nodes.js';
import { hasMailbox } from './parts.js';

export interface EvidenceFaults {
  of(path: DevicePath): readonly Fault[];
  /** `FAULT ADDRESS`, for each. */
  lines(): readonly string[];
  write(line: string): Errno | null;
}

export const evidenceFaultsOf = (nodes: readonly Node[]): EvidenceFaults => {
  const wrong = new Map<Node, readonly Fault[]>();
  return {
    of: (path) => [...wrong].find(([node]) => node.path === path)?.[1] ?? [],
    lines: () => [...wrong].flatMap(([{ id }, faults]) => faults.map((fault) => `${fault} ${id}`)),
    write(line) {
      const parsed = parseEvidenceFault(line);
      if (parsed === null) return 'EINVAL';
      const { id, fault } = parsed;
      const node = nodes.find((one) => one.kind === 'pci' && one.id === id && hasMailbox(one.part));
      if (node === undefined) return 'ENODEV';
      if (fault === null) wrong.delete(node);
      else wrong.set(node, [...new Set([...(wrong.get(node) ?? []), fault])].toSorted());
      return null;
    },
  };
};
