import { expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { historyOf } from './history.js';

const nic = 'devices/pci0000:00/0000:00:04.0' as DevicePath;

const stamp = (id: number, cause: number | null = null) => ({
  id,
  seenAt: id,
  happenedAt: null,
  device: null,
  cause: cause === null ? null : { id: cause, how: 'measured' as const },
});

const typed: readonly LabEvent[] = [
  { ...stamp(1), kind: 'write', path: 'kernel/iommu_groups/8/type', value: 'DMA', predicted: null },
  { ...stamp(2, 1), kind: 'outcome', outcome: { kind: 'done', ms: 1 } },
  { ...stamp(3), kind: 'write', path: 'module/module/parameters/modules_autoprobe', value: '0', predicted: null },
  { ...stamp(4, 3), kind: 'outcome', outcome: { kind: 'done', ms: 2 } },
];

it('R4 the type of its IOMMU group is the last write of a device in it', () => {
  expect(historyOf(typed, nic, '8').last).toEqual({ write: typed[0], outcome: { kind: 'done', ms: 1 } });
  expect(historyOf(typed, nic, '9').last).toBeNull();
  expect(historyOf(typed, nic).last).toBeNull();
});
