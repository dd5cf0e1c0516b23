/** Devices that were seen and are there no more: a snapshot has only what is there, and what was known of the others must not go with them. */
import type { Device } from '../facts/device.js';
import type { Millis } from '../facts/reading.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';
import type { SnapshotUpdate } from './frame.js';

export interface LeftDevice {
  /** As it was last seen. */
  readonly device: Device;
  /** When the first snapshot without it was taken; its uevent, where there is one, tells it better. */
  readonly at: Millis;
}

/** By path. One that came back stays in it until it leaves again: whoever asks looks at the snapshot first. */
export type LeftDevices = Readonly<Record<DevicePath, LeftDevice>>;

/** What has left once `update` has been applied to the snapshot `before`; the same object when nothing did. */
export const leftAfter = (left: LeftDevices, before: Snapshot | null, update: SnapshotUpdate | null): LeftDevices => {
  if (before === null || update === null) return left;
  const at = update.kind === 'full' ? update.snapshot.at : update.at;
  const gone =
    update.kind === 'delta'
      ? update.removed.flatMap((path) => before.devices[path] ?? [])
      : Object.values(before.devices).filter(({ path }) => update.snapshot.devices[path] === undefined);
  return gone.length === 0
    ? left
    : { ...left, ...Object.fromEntries(gone.map((device) => [device.path, { device, at }])) };
};
