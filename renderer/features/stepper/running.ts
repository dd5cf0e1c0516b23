/** Whose the running write is: the card's own, or one that keeps the card waiting. */
import type { Snapshot } from '../../../shared/facts/snapshot.js';

/** A sysfs write: path below sysfs, value without newline. */
export interface SysfsWrite {
  readonly path: string;
  readonly value: string;
}

export const isSameWrite = (left: SysfsWrite | null, right: SysfsWrite | null): boolean =>
  left !== null && right !== null && left.path === right.path && left.value === right.value;

/** Why another write has to wait: `a write to PM174X NVMe drive is running`; by its file when it names no device. */
export const runningBecause = (snapshot: Snapshot | null, running: SysfsWrite): string => {
  // The device is a folder of the path, or a word of what is written to a driver's file; the deepest is meant.
  const names = [...running.path.split('/'), ...running.value.split(' ')];
  const devices = Object.values(snapshot?.devices ?? {}).filter((device) => names.includes(device.id));
  const device = devices.sort((left, right) => names.indexOf(right.id) - names.indexOf(left.id))[0];
  return `a write to ${device?.name ?? running.path.split('/').at(-1) ?? running.path} is running`;
};
