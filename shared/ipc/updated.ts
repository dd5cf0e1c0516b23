/** What a frame makes of the snapshot before it: the same for the window and for a terminal. */
import type { Snapshot } from '../facts/snapshot.js';
import type { SnapshotUpdate } from './frame.js';

/** The snapshot after an update; a delta with nothing to stand on gives null (a whole one is on its way then). */
export const updated = (before: Snapshot | null, update: SnapshotUpdate | null): Snapshot | null => {
  if (update === null) return before;
  if (update.kind === 'full') return update.snapshot;
  if (before === null) return null;
  const devices = { ...before.devices };
  for (const device of update.devices) devices[device.path] = device;
  for (const path of update.removed) delete devices[path];
  return { ...before, at: update.at, devices, readings: { ...before.readings, ...update.readings } };
};
