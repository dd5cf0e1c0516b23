/** One whole look at a target: its devices, and the machine-wide readings that policy rests on. */
import type { Reading } from '../../shared/facts/reading.js';
import type { RawDevice, Wire } from '../wires/wire.js';
import { faultFiles } from '../../shared/model/world.js';
import { moduleFolder } from '../../shared/model/rules/module.js';
import { busOf, idOf } from './raw.js';

/** Machine-wide paths worth reading for these devices: module policy (R2) globally, and of every driver seen bound; autoprobe per bus; what IOMMU groups read (R4); whether faults can be injected. */
export const watchedReadings = (raw: readonly RawDevice[]): readonly string[] => {
  const drivers = new Set<string>();
  const buses = new Set<string>();
  const groups = new Set<string>();
  for (const device of raw) {
    const driver = device.links.driver;
    if (driver !== undefined) drivers.add(idOf(driver));
    if (busOf(device) !== '') buses.add(busOf(device));
    const group = device.links.iommu_group;
    if (group !== undefined) groups.add(group);
  }
  return [
    'module/module/parameters/modules_autoprobe',
    'module/module/parameters/require_trust',
    faultFiles.latency,
    // A module's folder spells `-` as `_`, whatever the driver is called.
    ...[...drivers].sort().map((driver) => `module/${moduleFolder(driver)}/autoprobe`),
    ...[...buses].sort().map((bus) => `bus/${bus}/drivers_autoprobe`),
    ...[...groups].map((group) => `${group}/type`),
  ];
};

/** Sweeps all devices and reads what belongs to them, telling `progress` how many were read so far. Throws WireLost when the machine is gone. */
export const sweepAll = async (
  wire: Wire,
  signal: AbortSignal,
  progress?: (devices: number) => void,
): Promise<{
  readonly raw: readonly RawDevice[];
  readonly readings: Readonly<Record<string, Reading>>;
  readonly at: number;
}> => {
  const at = wire.now();
  const raw = await wire.sweep(null, signal, progress);
  const readings = await wire.read(watchedReadings(raw), signal);
  return { raw, readings, at };
};
