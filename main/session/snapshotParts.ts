/** Cuts a snapshot of a big machine into rows of bounded size: one string of 100,000 devices is more than a string can hold. */
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';

/** Devices in one row: some 400 KB of JSON. */
const devicesInPart = 150;

/** Rows written in one transaction, so that it stays within some five milliseconds. */
export const partsAtOnce = 1;

/** The first part keeps the kind and everything but the devices past its share; each later one is a delta with the rest. */
export const partsOf = (update: SnapshotUpdate): readonly SnapshotUpdate[] => {
  const devices = update.kind === 'full' ? Object.values(update.snapshot.devices) : update.devices;
  if (devices.length <= devicesInPart) return [update];
  const first = devices.slice(0, devicesInPart);
  const at = update.kind === 'full' ? update.snapshot.at : update.at;
  const head: SnapshotUpdate =
    update.kind === 'full'
      ? {
          kind: 'full',
          snapshot: { ...update.snapshot, devices: Object.fromEntries(first.map((device) => [device.path, device])) },
        }
      : { ...update, devices: first };
  const rest: SnapshotUpdate[] = [];
  for (let start = devicesInPart; start < devices.length; start += devicesInPart)
    rest.push({ kind: 'delta', at, devices: devices.slice(start, start + devicesInPart), removed: [], readings: {} });
  return [head, ...rest];
};
