/** Cuts a snapshot of a big machine into rows of bounded size: one string of 100,000 devices is more than a string can hold. */
import type { Device } from '../../shared/facts/device.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';

/** Devices in one row: some 300 KB of JSON, a thirteenth of it packed. */
const devicesInPart = 100;
/** Readings of the whole machine in one row: less than that. */
const readingsInPart = 2_000;

/** Rows written in one transaction, so that it stays within some five milliseconds. */
export const partsAtOnce = 1;

/** Makes one part when its turn comes: who records a big snapshot waits for none of them. */
export type MakePart = () => SnapshotUpdate;

const slices = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / size)) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

const picked = (from: Snapshot['readings'], paths: readonly string[]): Snapshot['readings'] =>
  Object.fromEntries(
    paths.flatMap((path) => {
      const reading = from[path];
      return reading === undefined ? [] : [[path, reading]];
    }),
  );

/** The same update with this share of it. */
const withShare = (
  update: SnapshotUpdate,
  devices: readonly Device[],
  readings: Snapshot['readings'],
): SnapshotUpdate => {
  if (update.kind === 'delta') return { ...update, devices, readings };
  const byPath = Object.fromEntries(devices.map((device) => [device.path, device]));
  return { kind: 'full', snapshot: { ...update.snapshot, devices: byPath, readings } };
};

/** The first part keeps the kind and everything but what is past its share; each later one is a delta with the rest. */
export const partsOf = (update: SnapshotUpdate): readonly MakePart[] => {
  const { at, readings } = update.kind === 'full' ? update.snapshot : update;
  const devices = update.kind === 'full' ? Object.values(update.snapshot.devices) : update.devices;
  const paths = Object.keys(readings);
  if (devices.length <= devicesInPart && paths.length <= readingsInPart) return [() => update];
  const [first = [], ...moreDevices] = slices(devices, devicesInPart);
  const [read = [], ...moreReadings] = slices(paths, readingsInPart);
  const rest = { kind: 'delta', at, removed: [] } as const;
  return [
    () => withShare(update, first, picked(readings, read)),
    ...moreReadings.map((some) => () => ({ ...rest, devices: [], readings: picked(readings, some) })),
    ...moreDevices.map((some) => () => ({ ...rest, devices: some, readings: {} })),
  ];
};
