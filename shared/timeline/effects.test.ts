import { describe, expect, it } from 'vitest';
import type { FactName } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { effectsOf, factsTouched } from './effects.js';

const drive = 'devices/pci0000:00/0000:01:00.0' as DevicePath;
const other = 'devices/pci0000:00/0000:02:00.0' as DevicePath;

const base = (id: number, device: DevicePath | null, cause: number | null) => ({
  id,
  seenAt: id * 10,
  happenedAt: null,
  device,
  cause: cause === null ? null : ({ id: cause, how: 'measured' } as const),
});
const change = (id: number, fact: FactName, { device = drive, cause = 1 } = {}): LabEvent => ({
  ...base(id, device, cause),
  kind: 'change',
  fact,
  from: null,
  to: 'x',
});

const events: readonly LabEvent[] = [
  { ...base(1, drive, null), kind: 'write', path: 'bus/pci/devices/0000:01:00.0/trust', value: '4', predicted: null },
  { ...base(2, drive, 1), kind: 'outcome', outcome: { kind: 'done', ms: 4 } },
  change(3, 'level'),
  change(4, 'tdisp'),
  change(5, 'level', { device: other, cause: 1 }),
  { ...base(6, drive, null), kind: 'read', path: 'devices', result: 'ok' },
];

describe('what an event led to', () => {
  it('R24 is found by the cause that events name', () => {
    expect(effectsOf(events, 0).map((event) => event.id)).toEqual([2, 3, 4, 5]);
    expect(effectsOf(events, 5)).toEqual([]);
    expect(effectsOf(events, 99)).toEqual([]);
  });

  it('R24 are the facts of one device: a write, its outcome and the change itself touch the same', () => {
    expect([...factsTouched(events, 1, drive)]).toEqual(['level', 'tdisp']);
    expect([...factsTouched(events, 2, drive)]).toEqual(['level', 'tdisp']);
    expect([...factsTouched(events, 3, drive)]).toEqual(['level']);
    expect([...factsTouched(events, 1, other)]).toEqual(['level']);
    expect(factsTouched(events, 6, drive).size).toBe(0);
    expect(factsTouched(events, null, drive).size).toBe(0);
  });
});
