import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Frame, SessionStatus } from '../../shared/ipc/frame.js';
import type { Device } from '../../shared/facts/device.js';
import type { DevicePath } from '../../shared/model/device.js';
import { handClock } from '../../test/fixtures/handClock.js';
import { createOutbox } from './outbox.js';

const path = (name: string): DevicePath => name as DevicePath;
const status: SessionStatus = {
  state: 'live',
  lostAt: null,
  lostWhy: null,
  writes: 'harmless',
  journal: '',
  journalTrouble: null,
  journalNote: null,
  events: 0,
};
const snapshot: Snapshot = {
  target: 'sim:',
  title: 'lab',
  at: 7,
  dialect: { kind: 'unknown', why: 'not asked' },
  role: { kind: 'unknown', why: 'not asked' },
  tsms: [],
  devices: {},
  readings: {},
};
const event = (id: number): LabEvent => ({
  id,
  kind: 'console',
  text: '',
  seenAt: id,
  happenedAt: null,
  device: null,
  cause: null,
});
/** Only its path and a mark count for the outbox. */
const device = (name: string, mark: string): Device => ({ path: path(name), name: mark }) as Device;

const outbox = (most?: number, seen = () => snapshot) => {
  const frames: Frame[] = [];
  const clock = handClock();
  const box = createOutbox({
    session: 'a',
    clock,
    snapshot: seen,
    status: () => status,
    send: (frame) => frames.push(frame),
    ...(most === undefined ? {} : { most }),
  });
  return { box, frames, clock };
};

describe('createOutbox', () => {
  it('promises the frame that will carry what waits, and sends it later', () => {
    const { box, frames } = outbox();
    expect(box.promise()).toBe(0);
    box.full();
    box.event(event(1));
    expect(box.promise()).toBe(1);
    expect(frames).toHaveLength(0);
    expect(box.flush()).toBe(1);
    box.event(event(2));
    expect(box.promise()).toBe(2);
    box.ack(1, null);
    expect(frames.map(({ seq, events }) => [seq, events.map(({ id }) => id)])).toEqual([
      [1, [1]],
      [2, [2]],
    ]);
  });

  it('keeps one frame on its way until it is acknowledged, and merges what comes meanwhile', () => {
    const { box, frames } = outbox();
    box.full();
    box.event(event(1));
    expect(box.flush()).toBe(1);
    box.event(event(2));
    box.delta({ devices: [device('a', 'old'), device('b', 'b')], removed: [], readings: { r: { value: '1', at: 1 } } });
    box.event(event(3));
    box.delta({ devices: [device('a', 'new')], removed: [path('b')], readings: {} });
    expect(box.flush()).toBe(2);
    expect(frames).toHaveLength(1);
    box.ack(1, null);
    expect(frames).toHaveLength(2);
    expect(frames[0]?.snapshot).toEqual({ kind: 'full', snapshot });
    expect(frames[1]).toMatchObject({
      seq: 2,
      events: [{ id: 2 }, { id: 3 }],
      snapshot: {
        kind: 'delta',
        at: 7,
        devices: [{ path: 'a', name: 'new' }],
        removed: ['b'],
        readings: { r: { value: '1' } },
      },
    });
  });

  it('gathers what is not urgent for a few milliseconds', () => {
    const { box, frames, clock } = outbox();
    box.event(event(1));
    clock.advance(11);
    box.event(event(2));
    expect(frames).toHaveLength(0);
    clock.advance(1);
    expect(frames.map(({ events }) => events.length)).toEqual([2]);
  });

  it('drops the oldest events over the bound and counts them', () => {
    const { box, frames } = outbox(3);
    box.event(event(1));
    box.flush();
    for (let id = 2; id <= 8; id++) box.event(event(id));
    box.ack(1, null);
    expect(frames[1]?.events.map(({ id }) => id)).toEqual([6, 7, 8]);
    expect(frames[1]?.dropped).toBe(4);
  });

  it('sends nothing when there is nothing to say', () => {
    const { box, frames } = outbox();
    expect(box.flush()).toBe(0);
    box.status();
    expect(box.flush()).toBe(1);
    box.ack(1, null);
    expect(box.flush()).toBe(1);
    expect(frames).toHaveLength(1);
    expect(frames[0]?.snapshot).toBeNull();
  });

  it('comes again whole when the window was away', () => {
    const { box, frames } = outbox();
    box.event(event(1));
    box.flush();
    box.ack(1, null);
    box.event(event(2));
    box.flush();
    box.event(event(3));
    box.ack(1, null);
    expect(frames[2]).toMatchObject({ seq: 3, snapshot: { kind: 'full' }, events: [{ id: 2 }, { id: 3 }] });
    box.ack(0, [event(1), event(2), event(3)]);
    expect(frames[3]?.events.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('tells a big machine in parts, in the order of the snapshot, with what changes meanwhile', () => {
    const names = Array.from({ length: 700 }, (_, index) => `d${index}`);
    const first = Object.fromEntries(names.map((name) => [name, device(name, 'first')]));
    let seen: Snapshot = { ...snapshot, devices: first };
    const { box, frames } = outbox(undefined, () => seen);
    box.full();
    // A first one that is soon there, and two of three hundred; what changes meanwhile takes one more.
    expect(box.flush()).toBe(3);
    const later = [device('d5', 'later'), device('d650', 'later'), device('new', 'new')];
    const { d400: _, ...left } = first;
    seen = { ...seen, devices: { ...left, ...Object.fromEntries(later.map((one) => [one.path, one])) } };
    box.delta({ devices: later, removed: [path('d400')], readings: {} });
    for (let seq = 1; seq <= 4; seq++) box.ack(seq, null);
    const told = frames.flatMap(({ snapshot: update }) =>
      update?.kind === 'full' ? Object.values(update.snapshot.devices) : (update?.devices ?? []),
    );
    expect(frames.map(({ snapshot: update }) => update?.kind)).toEqual(['full', 'delta', 'delta', 'delta']);
    // What was told before it changed, and what was not there, comes after all the others, as it is by then.
    const changed = ['d5', 'd650', 'new'];
    expect(told.map((one) => one.path)).toEqual([...names.filter((name) => name !== 'd400'), ...changed]);
    expect(told.findLast((one) => one.path === 'd5')?.name).toBe('later');
    expect(told.filter((one) => one.path === 'd650').map(({ name }) => name)).toEqual(['later', 'later']);
    expect(frames[1]).toMatchObject({ snapshot: { removed: ['d400'] } });
  });

  it('sends the frames it promised, also when what they were for has left meanwhile', () => {
    const names = Array.from({ length: 500 }, (_, index) => `d${index}`);
    let seen: Snapshot = {
      ...snapshot,
      devices: Object.fromEntries(names.map((name) => [name, device(name, 'first')])),
    };
    const { box, frames } = outbox(undefined, () => seen);
    box.full();
    expect(box.flush()).toBe(3);
    const [, ...gone] = names;
    seen = { ...seen, devices: { [path('d0')]: device('d0', 'first') } };
    box.delta({ devices: [], removed: gone.map(path), readings: {} });
    for (let seq = 1; seq <= 3; seq++) box.ack(seq, null);
    expect(frames.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    // And then no more.
    box.ack(3, null);
    expect(frames).toHaveLength(3);
  });

  it('takes an acknowledgement twice, or of a frame never sent, without harm', () => {
    const { box, frames } = outbox();
    box.event(event(1));
    box.flush();
    box.ack(9, null);
    box.ack(1, null);
    box.ack(1, null);
    expect(frames).toHaveLength(1);
  });
});
