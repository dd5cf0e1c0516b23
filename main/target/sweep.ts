/** One whole look at a target: its devices, and the machine-wide readings that policy rests on. */
import type { Reading } from '../../shared/facts/reading.js';
import type { RawDevice, Wire } from '../wires/wire.js';
import { faultFiles } from '../../shared/model/world.js';
import { moduleFolder } from '../../shared/model/rules/module.js';
import { busOf, idOf } from './raw.js';
import { inSlices, type Steps } from './steps.js';

/** Files of the whole machine that belong to its devices. */
export interface Watched {
  /** Module policy (R2) globally, and of every driver seen bound; autoprobe per bus; whether faults can be injected. */
  readonly policy: readonly string[];
  /** Folders of IOMMU groups, whose type is read (R4). */
  readonly groups: readonly string[];
}

/** What of the machine is worth reading for these devices, in steps of a device. */
export function* watchedSteps(raw: Iterable<RawDevice>): Steps<Watched> {
  const drivers = new Set<string>();
  const buses = new Set<string>();
  const groups = new Set<string>();
  for (const device of raw) {
    yield;
    const { driver, iommu_group: group } = device.links;
    if (driver !== undefined) drivers.add(idOf(driver));
    if (busOf(device) !== '') buses.add(busOf(device));
    if (group !== undefined) groups.add(group);
  }
  const policy = [
    'module/module/parameters/modules_autoprobe',
    'module/module/parameters/require_trust',
    faultFiles.latency,
    faultFiles.evidence,
    // A module's folder spells `-` as `_`, whatever the driver is called.
    ...[...drivers].sort().map((driver) => `module/${moduleFolder(driver)}/autoprobe`),
    ...[...buses].sort().map((bus) => `bus/${bus}/drivers_autoprobe`),
  ];
  return { policy, groups: [...groups] };
}

export const watchedPaths = ({ policy, groups }: Watched): readonly string[] => [
  ...policy,
  ...groups.map((group) => `${group}/type`),
];

/** Sweeps all devices and reads what belongs to them, telling `progress` how many were read so far; `first`: nobody has looked yet. Throws WireLost when the machine is gone. */
export const sweepAll = async (
  wire: Wire,
  signal: AbortSignal,
  how: { readonly progress?: ((devices: number) => void) | undefined; readonly first?: boolean } = {},
): Promise<{
  readonly raw: readonly RawDevice[];
  readonly watched: Watched;
  readonly readings: Readonly<Record<string, Reading>>;
  readonly at: number;
}> => {
  const at = wire.now();
  const raw = await (how.first === true && wire.firstSweep !== undefined
    ? wire.firstSweep(signal)
    : wire.sweep(null, signal, how.progress));
  const watched = await inSlices(watchedSteps(raw));
  const readings = await wire.read(watchedPaths(watched), signal);
  return { raw, watched, readings, at };
};
