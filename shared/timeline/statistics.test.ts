import { expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { createChart, growChart } from './chart.js';
import { actors } from './mark.js';
import { statistics } from './statistics.js';

const drive = 'devices/pci0000:00/0000:01:00.0' as DevicePath;
const base = (id: number, seenAt: number, cause: number | null = null) => ({
  id,
  seenAt,
  happenedAt: null,
  device: drive,
  cause: cause === null ? null : { id: cause, how: 'measured' as const },
});
const events: readonly LabEvent[] = [
  { ...base(1, 100), kind: 'write', path: 'bus/pci/devices/0000:01:00.0/trust', value: '4', predicted: null },
  { ...base(2, 104, 1), kind: 'outcome', outcome: { kind: 'done', ms: 4 } },
  { ...base(3, 200), kind: 'fault', fault: 'ide_loss', text: '' },
  {
    ...base(4, 450, 3),
    kind: 'uevent',
    seqnum: 1,
    action: 'change',
    env: { TRUST: '0', TRUST_OLD: '4', TRUST_REASON: 'ide_loss' },
  },
  { ...base(5, 451, 4), kind: 'fall', from: 4, to: 0, reason: 'ide_loss' },
  { ...base(6, 452), device: null, kind: 'netlink', family: 'lockstep-trust', attrs: {} },
];
const chart = createChart();
growChart(chart, events);
const lanes = [...actors, drive];

it('R24 a box over everything counts as the chips do', () => {
  const { counts, events: all } = statistics(chart, events, { from: 0, to: 1000, lanes });
  expect(counts).toEqual(chart.counts);
  expect(counts.faults).toBe(1);
  expect(all).toBe(6);
});

it('R24 a fall whose fault lies outside the box is counted in it', () => {
  expect(statistics(chart, events, { from: 300, to: 1000, lanes }).counts.faults).toBe(1);
  expect(statistics(chart, events, { from: 0, to: 1000, lanes: ['tsm'] }).counts).toMatchObject({
    writes: 1,
    faults: 1,
  });
});
