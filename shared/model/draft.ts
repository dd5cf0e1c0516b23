/** The scratch pad of one step: copies only the devices that move, and keeps the effects in the order they happen. */
import type { DevicePath, DeviceState } from './device.js';
import type { Effect } from './effect.js';
import type { MachineState } from './machine.js';

export interface Draft {
  /** The machine as it is so far in this step. */
  readonly machine: MachineState;
  readonly effects: readonly Effect[];
  /** The device as it is so far. Throws when there is none: rules look only at devices that are there. */
  device(path: DevicePath): DeviceState;
  patch(path: DevicePath, change: Partial<DeviceState>): void;
  put(device: DeviceState): void;
  patchMachine(change: Partial<Omit<MachineState, 'devices'>>): void;
  emit(effect: Effect): void;
}

/** A draft of `before`, which itself never changes. */
export const draftOf = (before: MachineState): Draft => {
  let machine = before;
  let devices: Record<DevicePath, DeviceState> | null = null;
  const effects: Effect[] = [];
  const put = (device: DeviceState): void => {
    if (devices === null) {
      devices = { ...machine.devices };
      machine = { ...machine, devices };
    }
    devices[device.path] = device;
  };
  const device = (path: DevicePath): DeviceState => {
    const found = machine.devices[path];
    if (found === undefined) throw new Error(`no device ${path} in this machine`);
    return found;
  };
  return {
    get machine() {
      return machine;
    },
    effects,
    device,
    put,
    patch: (path, change) => put({ ...device(path), ...change }),
    patchMachine: (change) => {
      machine = { ...machine, ...change };
    },
    emit: (effect) => {
      effects.push(effect);
    },
  };
};
