import { describe, expect, it } from 'vitest';
import { stock } from '../model/dialects/stock.js';
import { journeyOf } from './journey.js';
import { deviceOf, fact, snapshotOf } from './testScene.js';

const walk = (driver: string | null, type: string | null) => {
  const over = { driver: fact(driver), match: fact<string | null>('nvme'), iommuGroup: fact<string | null>('7') };
  const scene = { facts: { ...over, provider: fact('none' as const) } };
  const readings = type === null ? {} : { 'kernel/iommu_groups/7/type': { value: type, at: 0 } };
  const snapshot = { ...snapshotOf(scene), readings };
  return journeyOf({ snapshot, device: deviceOf(scene), dialect: stock, events: [] });
};
const told = (journey: ReturnType<typeof walk>): string =>
  journey.steps.map(({ id, state }) => `${id}:${state}`).join(' ');

describe('the path on a kernel without a level', () => {
  it('R1 is walked while a driver is bound; unbind is the way back', () => {
    const journey = walk('nvme', 'DMA');
    expect(journey.kind).toBe('driver');
    expect(told(journey)).toBe('bind:done');
    expect(journey.waysBack).toMatchObject([{ title: 'Unbind nvme', action: { kind: 'unbind', driver: 'nvme' } }]);
  });

  it('R4 confines the device by its IOMMU group before a driver is bound, where that is not so already', () => {
    expect(told(walk(null, 'identity'))).toBe('confine:next bind:later');
    expect(walk(null, 'identity').next?.action).toEqual({ kind: 'iommu_type', group: '7', value: 'DMA' });
    expect(told(walk(null, 'DMA-FQ'))).toBe('confine:done bind:next');
    expect(told(walk(null, null))).toBe('bind:next');
  });
});
