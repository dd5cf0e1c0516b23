import { expect, it } from 'vitest';
import { deviceAt, unknownFact } from '../../test/fixtures/devices.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { SnapshotUpdate } from './frame.js';
import { type LeftDevices, leftAfter } from './left.js';
import { updated } from './updated.js';

const drive = deviceAt('devices/pci0000:00/0000:01:00.0');
const snapshot: Snapshot = {
  target: 'sim:',
  title: '',
  at: 1,
  dialect: unknownFact,
  role: unknownFact,
  tsms: [],
  devices: { [drive.path]: drive },
  readings: {},
};
const delta = { kind: 'delta', devices: [], removed: [], readings: {} } as const;

/** What is there and what has left after these updates, one after the other. */
const after = (...updates: readonly SnapshotUpdate[]): readonly [Snapshot | null, LeftDevices] =>
  updates.reduce<readonly [Snapshot | null, LeftDevices]>(
    ([before, left], update) => [updated(before, update), leftAfter(left, before, update)],
    [null, {}],
  );

it('R1 a device that leaves is kept as it was last known, and anew when it leaves again', () => {
  const whole = { kind: 'full', snapshot } as const;
  const leaves = { ...delta, at: 2, removed: [drive.path] };
  expect(after(whole, leaves)).toEqual([
    { ...snapshot, at: 2, devices: {} },
    { [drive.path]: { device: drive, at: 2 } },
  ]);
  const back = { ...drive, name: 'another drive' };
  // After a broken line the snapshot comes whole.
  const without = { kind: 'full', snapshot: { ...snapshot, at: 4, devices: {} } } as const;
  const [, left] = after(whole, leaves, { ...delta, at: 3, devices: [back] }, without);
  expect(left).toEqual({ [drive.path]: { device: back, at: 4 } });
});

it('nothing left, nothing new', () => {
  const left: LeftDevices = {};
  expect(leftAfter(left, snapshot, { ...delta, at: 2 })).toBe(left);
  expect(leftAfter(left, snapshot, null)).toBe(left);
  expect(leftAfter(left, null, { kind: 'full', snapshot })).toBe(left);
});
