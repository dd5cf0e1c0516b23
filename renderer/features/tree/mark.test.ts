import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../../shared/facts/event.js';
import { createLog, pathOf } from '../../../test/fixtures/devices.js';
import { marksAfter, noMark, type Mark } from './mark.js';

const device = pathOf('devices/pci0000:00/0000:02:00.0');
const other = pathOf('devices/pci0000:00/0000:01:00.0');
const markOf = (events: readonly LabEvent[]): Mark => marksAfter(new Map(), events).get(device) ?? noMark;

const accepted = () => {
  const log = createLog();
  log.add({ kind: 'gathered', items: [] }, device);
  log.add({ kind: 'verdict', verdict: 'accept', author: 'Ada', reason: 'known good' }, device);
  return log;
};

describe('marks', () => {
  it('R13 evidence is only gathered until a person gives a verdict, and the verdict is shown as that person’s', () => {
    const { events } = accepted();
    expect(markOf(events.slice(0, 1))).toMatchObject({ verdict: { kind: 'gathered', at: 1000 }, stale: false });
    expect(markOf(events).verdict).toEqual({ kind: 'accept', at: 2000, author: 'Ada', reason: 'known good' });
  });

  it('R21 a fall makes the verdict stale and marks the device, until it is raised again', () => {
    const { events, add } = accepted();
    add({ kind: 'fall', from: 4, to: 0, reason: 'ide_loss' }, device);
    expect(markOf(events)).toMatchObject({ stale: true, fell: { from: 4, to: 0, reason: 'ide_loss' } });
    add({ kind: 'change', fact: 'level', from: '0', to: '1' }, device);
    expect(markOf(events)).toMatchObject({ stale: true, fell: null });
  });

  it('R31 an unlock and a relock make it stale, new evidence does not stay stale', () => {
    const { events, add } = accepted();
    add({ kind: 'change', fact: 'locked', from: 'tsm0', to: '' }, device);
    expect(markOf(events).stale).toBe(true);
    add({ kind: 'gathered', items: [] }, device);
    expect(markOf(events)).toMatchObject({ verdict: { kind: 'gathered' }, stale: false });
  });

  it('R34 a relock by the host makes it stale though the lock reads the same', () => {
    const { events, add } = accepted();
    add({ kind: 'uevent', seqnum: 9, action: 'change', env: { TRUST_REASON: 'relock' } }, device);
    expect(markOf(events).stale).toBe(true);
  });

  it('a device that arrives is new, and nothing said of its forerunner holds', () => {
    const { events, add } = accepted();
    add({ kind: 'uevent', seqnum: 9, action: 'add', env: {} }, device);
    expect(markOf(events)).toEqual({ ...noMark, arrivedAt: 3000 });
  });

  it('keeps the marks of other devices as they are', () => {
    const { events, add } = createLog();
    add({ kind: 'change', fact: 'driver', from: 'nvme', to: null }, other);
    const marks = marksAfter(new Map(), events);
    add({ kind: 'change', fact: 'driver', from: 'nvme', to: null }, device);
    const more = marksAfter(marks, events.slice(1));
    expect(more.get(other)).toBe(marks.get(other));
    expect(marksAfter(more, [{ ...events[0], kind: 'console', text: 'x' } as LabEvent])).toBe(more);
  });
});
