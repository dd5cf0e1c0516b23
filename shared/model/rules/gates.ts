/** Preconditions that several writes share. */
import type { Action } from '../action.js';
import type { MachineState } from '../machine.js';
import { isTsmName } from '../parse.js';
import type { DeviceAsk, Gate } from './rule.js';

/** EBUSY while a driver is bound: unbind it first. */
export const driverBound = <Q extends DeviceAsk>(rows: readonly string[]): Gate<Q> => ({
  id: 'driver-bound',
  by: 'bus',
  rows,
  when: ({ device }) => device.driver !== null,
  text: ({ device }) => `driver ${device.driver ?? ''} is still bound`,
  remedy: ({ device }) =>
    device.driver === null ? null : { kind: 'unbind', device: device.path, driver: device.driver },
});

/** The TSM's own error, passed through. Only the person or the world takes it away: no path leads past it. */
export const tsmError = <Q extends DeviceAsk>(rows: readonly string[]): Gate<Q> => ({
  id: 'tsm-error',
  by: 'tsm',
  rows,
  when: ({ device }) => device.tsmFails !== null,
  text: ({ device }) => `the TSM's call for the device fails with ${device.tsmFails ?? 'an error'}`,
  errno: ({ device }) => device.tsmFails,
});

/** An attribute that this device does not have. */
export const missing = <Q extends DeviceAsk>(file: string, absent: (ask: Q) => string | null): Gate<Q> => ({
  id: 'no-attribute',
  by: 'core',
  rows: [],
  when: (ask) => absent(ask) !== null,
  text: (ask) => `there is no ${file} here: ${absent(ask) ?? ''}`,
});

type Named = DeviceAsk<Action & { readonly value: string }>;

/** EINVAL for what is no TSM name. */
export const notTsmName = <Q extends Named>(): Gate<Q> => ({
  id: 'not-a-tsm-name',
  by: 'bus',
  rows: ['S8'],
  when: ({ action }) => !isTsmName(action.value),
  text: ({ action }) => `"${action.value}" is no TSM name (tsm and a number)`,
});

/** ENXIO for a TSM that is not there, or does the other role's work. */
export const wrongTsm = <Q extends Named>(mode: 'link' | 'devsec'): Gate<Q> => ({
  id: 'unknown-tsm',
  by: 'bus',
  rows: ['S8'],
  when: ({ machine, action }) => !hasTsm(machine, action.value, mode),
  text: ({ action }) => `${action.value} is no ${mode} TSM of this machine`,
});

const hasTsm = (machine: MachineState, name: string, mode: 'link' | 'devsec'): boolean =>
  machine.tsms.some((tsm) => tsm.name === name && tsm.pciMode === mode);
