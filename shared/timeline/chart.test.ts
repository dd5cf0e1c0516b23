import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { createChart, faultBehind, growChart, indexOfId, laneOrder, quietActors, within } from './chart.js';
import { shapeOf } from './mark.js';
import { reaching } from './reach.js';
import { segments } from './steps.js';

const nvme = 'devices/pci0000:00/0000:02:00.0' as DevicePath;
const gpu = 'devices/pci0000:00/0000:01:00.0' as DevicePath;

const base = (
  id: number,
  seenAt: number,
  { device = null, cause = null }: { device?: DevicePath | null; cause?: number | null } = {},
) => ({
  id,
  seenAt,
  happenedAt: null,
  device,
  cause: cause === null ? null : { id: cause, how: 'measured' as const },
});

const walk: LabEvent[] = [
  { ...base(1, 100), kind: 'opened', text: 'sim:' },
  {
    ...base(2, 200, { device: nvme }),
    kind: 'write',
    path: 'bus/pci/devices/0000:02:00.0/tsm/lock',
    value: 'tsm0',
    predicted: null,
  },
  { ...base(3, 238, { device: nvme, cause: 2 }), kind: 'outcome', outcome: { kind: 'done', ms: 38 } },
  { ...base(4, 239, { device: nvme, cause: 2 }), kind: 'change', fact: 'locked', from: '', to: 'tsm0' },
  { ...base(5, 300, { device: gpu }), kind: 'fault', fault: 'ide_loss', text: 'the link went down' },
  {
    ...base(6, 908, { device: gpu, cause: 5 }),
    kind: 'uevent',
    seqnum: 9,
    action: 'change',
    env: { TRUST: '0', TRUST_OLD: '4', TRUST_REASON: 'ide_loss', TDISP: 'ERROR' },
  },
  { ...base(7, 908, { device: gpu, cause: 6 }), kind: 'fall', from: 4, to: 0, reason: 'ide_loss' },
  { ...base(8, 909, { device: gpu, cause: 7 }), kind: 'change', fact: 'level', from: '4', to: '0' },
];

const shapesOf = (track: { size: number; codes: Uint8Array }) => [...track.codes.subarray(0, track.size)].map(shapeOf);

describe('the index of the timeline', () => {
  it('R14 puts a write into the lane of the person and, as a span with its end, into that of the TSM', () => {
    const chart = createChart();
    growChart(chart, walk);
    expect(shapesOf(chart.actors.you)).toEqual(['tick', 'write']);
    expect(shapesOf(chart.actors.tsm)).toEqual(['span', 'detected']);
    expect(chart.ends[1]).toBe(238);
    expect([200, 238, 239].map((time) => reaching(chart.reach, time, walk.length))).toEqual([[1], [1], []]);
  });

  it('tells the actors of whom nothing was seen, until something is', () => {
    const chart = createChart();
    growChart(chart, walk.slice(0, 1));
    expect(quietActors(chart)).toEqual(['kernel', 'tsm', 'verifier']);
    growChart(chart, walk);
    expect(quietActors(chart)).toEqual(['verifier']);
  });

  it('R24 keeps cause and detection apart, and finds the fault behind a fall', () => {
    const chart = createChart();
    growChart(chart, walk);
    expect(shapesOf(chart.devices.get(gpu)?.track ?? { size: 0, codes: new Uint8Array() })).toEqual([
      'cause',
      'fall',
      'change',
    ]);
    expect(faultBehind(walk, walk[6] as LabEvent)?.id).toBe(5);
    expect(chart.counts.faults).toBe(1);
  });

  it('R21 draws the level down at the fall', () => {
    const chart = createChart();
    growChart(chart, walk);
    const level = chart.devices.get(gpu)?.steps.level;
    expect(level && segments(level, { from: 0, to: 1000 }, null)).toEqual([
      { from: 0, to: 909, value: '4' },
      { from: 909, to: 1000, value: '0' },
    ]);
  });

  it('grows by what came since and gives the same as in one go', () => {
    const whole = createChart();
    growChart(whole, walk);
    const parts = createChart();
    for (let size = 1; size <= walk.length; size += 1) growChart(parts, walk.slice(0, size));
    expect(parts).toEqual(whole);
  });

  it('takes holes in the journal ids for what the window lost, and gaps for what the kernel did not tell', () => {
    const chart = createChart();
    growChart(chart, [
      { ...base(1, 10), kind: 'opened', text: '' },
      { ...base(9, 20), kind: 'gap', first: 4, last: 6 },
    ]);
    expect(chart.losses).toEqual([
      { from: 10, to: 20, count: 7, of: 'window' },
      { from: 10, to: 20, count: 3, of: 'kernel' },
    ]);
  });

  it('finds events by id across holes', () => {
    const events = [1, 2, 7, 9].map((id): LabEvent => ({ ...base(id, id), kind: 'console', text: '' }));
    expect([1, 2, 3, 7, 9, 10].map((id) => indexOfId(events, id))).toEqual([0, 1, -1, 2, 3, -1]);
  });

  it('keeps a device where its child went, and only then lets it go', () => {
    const gone = (id: number, path: string): LabEvent => ({
      ...base(id, id, { device: gpu }),
      kind: 'uevent',
      seqnum: id,
      action: 'remove',
      env: { DEVPATH: path },
    });
    const chart = createChart();
    growChart(chart, [gone(1, `/${gpu}/virtio4`)]);
    expect(chart.devices.get(gpu)?.presence.size ?? 0).toBe(0);
    growChart(chart, [gone(1, `/${gpu}/virtio4`), gone(2, `/${gpu}`)]);
    expect(chart.devices.get(gpu)?.presence.size).toBe(1);
  });

  it('orders lanes: the chosen device, then those with events', () => {
    const chart = createChart();
    growChart(chart, walk);
    expect(laneOrder(chart, gpu)).toEqual([gpu, nvme]);
    expect(laneOrder(chart, null)).toEqual([nvme, gpu]);
  });

  it('takes a hundred thousand events in one go', () => {
    const events = Array.from(
      { length: 100_000 },
      (_, index): LabEvent => ({
        ...base(index + 1, index, { device: index % 2 === 0 ? nvme : gpu }),
        kind: 'uevent',
        seqnum: index,
        action: 'change',
        env: {},
      }),
    );
    const chart = createChart();
    growChart(chart, events);
    expect(within(chart.actors.kernel, 500, 1500)).toEqual([500, 1500]);
  });
});
