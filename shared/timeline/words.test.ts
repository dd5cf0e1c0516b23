import { describe, expect, it } from 'vitest';
import { marksOf } from './mark.js';
import { follow, followFrom, pan, reveal, startSize, zoom } from './span.js';
import { layoutOf, laneAt } from './layout.js';
import { percentile } from './statistics.js';
import { isTsmCall, verbOf } from './verb.js';
import { duration, labelOf, levelText, titleOf } from './words.js';
import type { DevicePath } from '../model/device.js';

describe('words on the timeline', () => {
  it('R13 R14 name a write by what it asks for', () => {
    expect(verbOf('bus/pci/devices/0000:02:00.0/tsm/lock', 'tsm0')).toBe('lock');
    expect(verbOf('bus/pci/drivers/nvme/unbind', '0000:02:00.0')).toBe('unbind');
    expect(verbOf('bus/pci/devices/0000:02:00.0/trust', '4')).toBe('trust 4');
    expect(verbOf('kernel/debug/lockstep_trust/inject', 'ide_loss 0000:01:00.0')).toBe('inject ide_loss');
    expect(isTsmCall('bus/pci/devices/0000:02:00.0/trust', '4')).toBe(true);
    expect(isTsmCall('bus/pci/devices/0000:02:00.0/trust', '1')).toBe(false);
  });

  it('say durations and levels with their units', () => {
    expect([0.05, 0.4, 38, 2100, 200_000].map(duration)).toEqual(['50 µs', '0.4 ms', '38 ms', '2.1 s', '3 min 20 s']);
    expect([levelText('4'), levelText(null)]).toEqual(['4 TCB', '?']);
  });

  it('R21 mark a uevent that tells of a loss, and not one that was asked for', () => {
    const uevent = (env: Record<string, string>) =>
      ({
        id: 1,
        seenAt: 0,
        happenedAt: null,
        device: null,
        cause: null,
        kind: 'uevent',
        seqnum: 1,
        action: 'change',
        env,
      }) as const;
    expect(marksOf(uevent({ TRUST: '0', TRUST_OLD: '4', TRUST_REASON: 'ide_loss' }))[0]?.shape).toBe('alarm');
    expect(marksOf(uevent({ TRUST: '0', TRUST_OLD: '4', TRUST_REASON: 'write' }))[0]?.shape).toBe('uevent');
    expect(labelOf(uevent({ TRUST: '0' }))).toBe('TRUST=0');
  });
});

it('R24 a cause is named by its title, not by a gloss that every effect would repeat', () => {
  const base = { id: 1, seenAt: 0, happenedAt: null, device: null, cause: null };
  const gloss = 'The encrypted stream on the link fails its integrity check and stops.';
  expect([
    titleOf({ ...base, kind: 'fault', fault: 'ide_loss', text: gloss }),
    titleOf({ ...base, kind: 'write', path: 'bus/pci/devices/0000:02:00.0/trust', value: '4', predicted: null }),
    titleOf({ ...base, kind: 'uevent', seqnum: 1, action: 'change', env: { TRUST: '0', TRUST_REASON: 'ide_loss' } }),
    titleOf({ ...base, kind: 'opened', text: 'sim:' }),
  ]).toEqual(['link lost', 'trust 4', 'uevent TRUST=0', 'sim:']);
});

describe('the view of the timeline', () => {
  it('zooms about a moment that stays where it is', () => {
    const next = zoom({ from: 0, to: 100 }, 25, 0.5);
    expect(next).toEqual({ from: 12.5, to: 62.5 });
    expect(pan(next, 0.1)).toEqual({ from: 17.5, to: 67.5 });
    expect(zoom({ from: 0, to: 100 }, 50, 1e-9).to - zoom({ from: 0, to: 100 }, 50, 1e-9).from).toBeCloseTo(0.1);
  });

  it('follows now with room for what is predicted, and moves no more than needed otherwise', () => {
    const span = follow(100, 1000);
    expect(span.to).toBeGreaterThan(1000);
    expect(startSize(Number.POSITIVE_INFINITY, 0)).toBeCloseTo(12_000 / 0.825);
    expect(followFrom(990, 1000, 100).from).toBeCloseTo(987);
    expect(followFrom(0, 1000, 100)).toEqual(span);
    expect(reveal(span, 950)).toBe(span);
    expect(reveal(span, 0)).toEqual({ from: -50, to: 50 });
  });

  it('never squeezes a device lane flat: more of them scroll', () => {
    const devices = ['a', 'b', 'c', 'd', 'e'] as DevicePath[];
    const layout = layoutOf({ height: 254, devices, quiet: [], open: false, scroll: 1000, text: 1 });
    expect(layout.lanes.every((lane) => lane.kind === 'actor' || lane.height >= 41)).toBe(true);
    expect(layout.overflow).toBeGreaterThan(0);
    // What has no place in view is not laid out, but counted.
    expect(layout.lanes.map((lane) => lane.id)).not.toContain('a');
    expect(layout.before + layout.after).toBeGreaterThan(0);
    const last = layout.lanes.at(-1);
    expect(last && last.top + last.height).toBeLessThanOrEqual(254);
    expect(laneAt(layout, 30)?.id).toBe('you');
    expect(laneAt(layout, 5)).toBeNull();
  });

  it('folds actors of whom nothing was seen into one thin line, and gives their room to the devices', () => {
    const room = { height: 180, devices: ['a'] as DevicePath[], scroll: 0, text: 1 };
    const whole = layoutOf({ ...room, quiet: [], open: false });
    expect(whole.fold).toBeNull();
    const folded = layoutOf({ ...room, quiet: ['tsm', 'verifier'], open: false });
    expect(folded.lanes.map((lane) => lane.id)).toEqual(['you', 'kernel', 'a']);
    const [, kernel] = folded.lanes;
    expect(folded.fold).toMatchObject({ actors: ['tsm', 'verifier'], open: false, lane: { height: 16 } });
    // It is the line below the last actor, and no lane that could be pointed at.
    expect(folded.fold?.lane.top).toBe((kernel?.top ?? 0) + (kernel?.height ?? 0));
    expect(laneAt(folded, (folded.fold?.lane.top ?? 0) + 2)).toBeNull();
    expect(folded.devicesTop).toBe(whole.devicesTop - 2 * 22 + 16);
    expect(folded.lanes.at(-1)?.height).toBeGreaterThan(whole.lanes.at(-1)?.height ?? 0);
    // Open, each has its lane again; the line stays, to fold them.
    const open = layoutOf({ ...room, quiet: ['tsm', 'verifier'], open: true });
    expect(open.lanes.map((lane) => lane.id)).toEqual(['you', 'kernel', 'tsm', 'verifier', 'a']);
    expect(open.devicesTop).toBe(whole.devicesTop + 16);
  });

  it('takes percentiles by nearest rank', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentile([7], 0.95)).toBe(7);
  });
});
