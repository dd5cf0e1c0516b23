import { describe, expect, it } from 'vitest';
import type { LabEvent, PredictedOutcome } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import type { Effect } from '../model/effect.js';
import { deviceAt, inferredFact, measuredFact } from '../../test/fixtures/devices.js';
import { compare } from './compare.js';
import { effectsOfWrite, formatRow, parseRow, rowsOfEffects, rowsOfEvents } from './rows.js';

const device = 'devices/a' as DevicePath;
const effects: readonly Effect[] = [
  { kind: 'tdisp', device, from: 'CONFIG_LOCKED', to: 'RUN' },
  { kind: 'dma', device, from: 'bounced', to: 'private' },
  { kind: 'level', device, from: 1, to: 4, reason: 'write', fall: false },
  { kind: 'uevent', device, action: 'change', env: { TRUST: '4', TRUST_OLD: '1' } },
];
const base = (id: number, cause: number | null) => ({
  id,
  seenAt: id,
  happenedAt: null,
  device,
  cause: cause === null ? null : { id: cause, how: 'measured' as const },
});
const change = (
  id: number,
  fact: 'tdisp' | 'dma' | 'level' | 'driver' | 'authorized',
  [from, to]: readonly [string | null, string | null],
): LabEvent => ({ ...base(id, 1), kind: 'change', fact, from, to });
const uevent: LabEvent = { ...base(5, 1), kind: 'uevent', seqnum: 7, action: 'change', env: { TRUST: '4' } };
const all: readonly LabEvent[] = [
  change(2, 'tdisp', ['CONFIG_LOCKED', 'RUN']),
  change(3, 'dma', ['bounced', 'private']),
  change(4, 'level', ['1', '4']),
  uevent,
];
const predicted: PredictedOutcome = { kind: 'succeeds', effects: rowsOfEffects(effects, device).map(formatRow) };
const done = { kind: 'done', ms: 1 } as const;
const of = (events: readonly LabEvent[], settled = true) =>
  compare({ predicted, outcome: done, observed: rowsOfEvents(events), device: null, settled });

describe('predicted against observed', () => {
  it('R14 all that was foretold was seen: as predicted', () => {
    expect(of(all)).toEqual({ kind: 'as-predicted' });
  });

  it('R14 names the one thing that differs', () => {
    expect(of(all.map((event) => (event.id === 3 ? change(3, 'dma', ['bounced', 'shared']) : event)))).toEqual({
      kind: 'differs',
      what: 'DMA is shared memory, not private memory',
    });
    expect(of([...all, change(6, 'driver', ['nvme', 'none'])])).toEqual({
      kind: 'differs',
      what: 'Driver became none',
    });
  });

  it('R38 the bus’s own word is foretold, and what is only inferred from it does not differ', () => {
    const moved: Effect = { kind: 'authorized', device, from: 0, to: 1 };
    const foretold: PredictedOutcome = { kind: 'succeeds', effects: rowsOfEffects([moved], device).map(formatRow) };
    expect(foretold).toMatchObject({ effects: ['Authorized: 0 → 1'] });
    const shown = deviceAt('devices/a', { facts: { level: inferredFact(1), authorized: measuredFact(1) } });
    const observed = rowsOfEvents([change(2, 'authorized', ['0', '1']), change(3, 'level', ['0', '1'])]);
    const seen = { predicted: foretold, outcome: done, observed, settled: true };
    expect(compare({ ...seen, device: shown })).toEqual({ kind: 'as-predicted' });
    expect(compare({ ...seen, device: null })).toEqual({ kind: 'differs', what: 'Level became 1 limited' });
  });

  it('R25 a notice may still come; when it has had its time, that it did not is the difference', () => {
    expect(of(all.slice(0, 3), false)).toEqual({ kind: 'open', awaits: 'Uevent' });
    expect(of(all.slice(0, 3))).toEqual({ kind: 'differs', what: 'no uevent' });
  });

  it('R10 a refusal that was not foretold differs, one that was does not', () => {
    const refused = { kind: 'refused', errno: 'EPERM', ms: 1 } as const;
    expect(compare({ predicted, outcome: refused, observed: [], device: null, settled: true })).toEqual({
      kind: 'differs',
      what: 'refused, EPERM',
    });
    const foretold: PredictedOutcome = { kind: 'refused', errno: 'EPERM', precondition: 'not-locked' };
    expect(compare({ predicted: foretold, outcome: refused, observed: [], device: null, settled: true })).toEqual({
      kind: 'as-predicted',
    });
    expect(compare({ predicted: foretold, outcome: done, observed: [], device: null, settled: true })).toEqual({
      kind: 'differs',
      what: 'done, not EPERM',
    });
  });

  it('R9 what could not be foretold is not called as predicted', () => {
    expect(
      compare({
        predicted: { kind: 'cannot', unknown: ['tdisp'] },
        outcome: done,
        observed: [],
        device: null,
        settled: true,
      }).kind,
    ).toBe('not-predicted');
  });
});

describe('rows', () => {
  it('R14 a driver released and bound again is one row that ends where it began', () => {
    const rows = rowsOfEffects(
      [
        { kind: 'driver_unbound', device, driver: 'nvme' },
        { kind: 'driver_bound', device, driver: 'nvme' },
      ],
      device,
    );
    expect(rows).toEqual([{ key: 'driver', from: 'nvme', to: 'nvme' }]);
  });

  it('R25 a line of the journal reads back as its row', () => {
    for (const row of rowsOfEffects(effects, device)) expect(parseRow(formatRow(row))).toEqual(row);
  });

  it('R24 follows causes of causes, and nothing else', () => {
    const events: readonly LabEvent[] = [
      { ...base(1, null), kind: 'write', path: 'p', value: '4', predicted: null },
      { ...base(2, 1), kind: 'outcome', outcome: done },
      change(3, 'level', ['1', '4']),
      { ...base(4, 2), kind: 'kmsg', priority: 6, text: 'x' },
      { ...base(5, null), kind: 'kmsg', priority: 6, text: 'y' },
    ];
    expect(effectsOfWrite(events, 1).map((event) => event.id)).toEqual([2, 3, 4]);
  });
});
