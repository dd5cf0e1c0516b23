/** Which events the palette finds. */
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../../shared/facts/event.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { eventsFor, mostSearched } from './events.js';

const trust = 'devices/drive/trust';
const base = { device: 'devices/drive' as DevicePath, seenAt: 0, happenedAt: null, cause: null };
const write = (id: number): LabEvent => ({ ...base, id, kind: 'write', path: trust, value: '4', predicted: null });
const refused = (id: number): LabEvent => ({
  ...base,
  id,
  kind: 'outcome',
  outcome: { kind: 'refused', errno: 'EBUSY', ms: 1 },
});
const read = (id: number): LabEvent => ({ ...base, id, kind: 'read', path: trust, result: 'EBUSY' });
const nameOf = (): string => 'Samsung drive';
const ids = (query: string, events: readonly LabEvent[]): readonly number[] =>
  eventsFor(query, events, nameOf).map(({ event }) => event.id);

describe('events in the palette', () => {
  it('are found by error, by what was written and by device, newest first, and reads are not', () => {
    const events = [write(1), refused(2), read(3), write(4), refused(5)];
    expect(ids('ebusy', events)).toEqual([5, 2]);
    expect(ids('write trust', events)).toEqual([4, 1]);
    expect(ids('samsung refused', events)).toEqual([5, 2]);
    expect(eventsFor('trust', events, nameOf)[0]).toMatchObject({
      device: 'Samsung drive',
      found: { parts: [[25, 30]] },
    });
  });
  it('are not for one letter, are few, and are sought among the newest alone', () => {
    expect(ids('e', [refused(1)])).toEqual([]);
    expect(
      ids(
        'ebusy',
        Array.from({ length: 50 }, (_, at) => refused(at)),
      ),
    ).toHaveLength(8);
    expect(ids('ebusy', [refused(0), ...Array.from({ length: mostSearched }, (_, at) => write(at + 1))])).toEqual([]);
  });
});
