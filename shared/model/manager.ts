/** Functions whose security manager (DSM) is another function: their link is as good as that one's (R46). */
import type { DevicePath, DeviceState, LinkState } from './device.js';
import type { MachineState } from './machine.js';

/** The functions that `path` speaks for, as they are now. */
export const managedBy = (machine: MachineState, path: DevicePath): readonly DeviceState[] =>
  Object.values(machine.devices).filter((device) => device.manager === path && device.present);

/** The function that speaks for the device; null when it speaks for itself, or nobody knows which one does. */
export const managerOf = (machine: MachineState, device: DeviceState): DeviceState | null =>
  device.manager === null || device.manager === 'unknown' ? null : (machine.devices[device.manager] ?? null);

/**
 * How a connected manager secures the link of a function it speaks for. On the same port its IDE stream carries both;
 * behind a switch the TSM asserts that what is below the stream is safe. Ours: the proposal says only that it may (R46).
 */
export const managedLink = (manager: DeviceState, device: Pick<DeviceState, 'parent'>): LinkState => {
  if (manager.connected === null || manager.link !== 'ide' || !manager.spdmSession) return 'open';
  return manager.parent === device.parent ? 'ide' : 'asserted';
};
