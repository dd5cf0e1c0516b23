/** A device that another function speaks for: what is connected for it is that one, the device security manager (DSM). */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import type { Snapshot } from '../facts/snapshot.js';

/** `device` null: another function speaks for it, but it is not known which one, or it is not there. */
export interface Manager {
  readonly id: string | null;
  readonly device: Device | null;
}

/** Who speaks for the device; null when it speaks for itself. */
export const managerOf = (snapshot: Snapshot, device: Device): Manager | null => {
  const id = known(device.facts.manager);
  if (id === null || (id === undefined && known(device.facts.provider) !== 'link-tsm')) return null;
  const found = Object.values(snapshot.devices).find((one) => one.bus === device.bus && one.id === id);
  return { id: id ?? null, device: found ?? null };
};

/** The TSM that is connected for the device: to itself, or to the function that speaks for it; null when none is. */
export const connectedFor = (snapshot: Snapshot, device: Device): string | null => {
  const manager = managerOf(snapshot, device);
  return known((manager === null ? device : manager.device)?.facts.connected ?? { kind: 'unknown', why: '' }) ?? null;
};
