/** Two small machines, one per role, on which rows are checked: a device of each sort, named, in its state at boot. */
import type { Action, WriteAction } from '../action.js';
import type { DevicePath, DeviceState } from '../device.js';
import { designs } from '../designs/index.js';
import type { Design } from '../designs/design.js';
import type { Errno } from '../errno.js';
import type { MachineState, Role } from '../machine.js';
import type { Step, StepResult } from '../step.js';

const at = (id: string): DevicePath => `devices/${id}` as DevicePath;

/** Where each sample device is. */
export const places = {
  drive: at('pci0000:00/0000:01:00.0'),
  gpu: at('pci0000:00/0000:02:00.0'),
  plain: at('pci0000:00/0000:03:00.0'),
  spdm: at('pci0000:00/0000:04:00.0'),
  dock: at('domain0/0-1'),
  eject: at('domain0/0-1/0-301'),
  fixed: at('domain1/1-1'),
  stick: at('usb1/1-2'),
} as const;

export type Place = keyof typeof places;

const none = { tee: false, ide: false, spdm: false, ats: false };

const base: DeviceState = {
  path: at(''),
  id: '',
  bus: 'pci',
  parent: null,
  present: true,
  level: 1,
  driver: null,
  match: null,
  override: null,
  capabilities: none,
  provider: 'none',
  connected: null,
  locked: null,
  tdisp: 'CONFIG_UNLOCKED',
  link: 'open',
  spdmSession: false,
  atsEnabled: false,
  dma: 'bounced',
  busMaster: true,
  manager: null,
  evidenceGeneration: 0,
  lockGeneration: 0,
  usbAuthorized: null,
  thunderbolt: null,
  tsmFails: null,
};

const lastPart = (path: DevicePath): string => path.slice(path.lastIndexOf('/') + 1);

const device = (place: Place, change: Partial<DeviceState>): DeviceState => ({
  ...base,
  path: places[place],
  id: lastPart(places[place]),
  ...change,
});

const thunderbolt = {
  bus: 'thunderbolt',
  level: 0,
  dma: 'blocked',
  busMaster: false,
  thunderbolt: { security: 'secure', deauthorization: true, key: 'good', authorized: 0 },
} as const;

/** The drive has IDE, the GPU has not (so the TSM asserts its link); the plain one knows nothing, the SPDM one only SPDM. */
const devicesFor = (role: Role): readonly DeviceState[] => {
  const provider = role === 'host' ? 'link-tsm' : 'devsec-tsm';
  return [
    device('drive', {
      driver: 'nvme',
      match: 'nvme',
      provider,
      capabilities: { tee: true, ide: true, spdm: true, ats: true },
    }),
    device('gpu', {
      driver: 'nouveau',
      match: 'nouveau',
      provider,
      capabilities: { tee: true, ide: false, spdm: true, ats: true },
    }),
    device('plain', { driver: 'e1000e', match: 'e1000e' }),
    device('spdm', { driver: 'nvme', match: 'nvme', provider: 'native-spdm', capabilities: { ...none, spdm: true } }),
    device('dock', thunderbolt),
    device('eject', { ...thunderbolt, parent: places.dock }),
    device('fixed', {
      ...thunderbolt,
      level: 1,
      dma: 'bounced',
      thunderbolt: { security: 'user', deauthorization: false, key: 'none', authorized: 1 },
    }),
    device('stick', { bus: 'usb', driver: 'usb-storage', match: 'usb-storage', usbAuthorized: true }),
  ];
};

/** The sample machine of a role, under a design. */
export const sample = (role: Role, design: Design = designs.march): MachineState => ({
  role,
  design,
  tsms: [{ name: 'tsm0', pciMode: role === 'host' ? 'link' : 'devsec' }],
  modulesAutoprobe: true,
  drivers: {
    nvme: { autoprobe: true, builtIn: false },
    nouveau: { autoprobe: true, builtIn: false },
    e1000e: { autoprobe: true, builtIn: true },
    'usb-storage': { autoprobe: true, builtIn: false },
  },
  devices: Object.fromEntries(devicesFor(role).map((one) => [one.path, one])),
});

/** A row does not hold: said by a check, never thrown by the model itself. */
export class RowBroken extends Error {
  override readonly name = 'RowBroken';
}

export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new RowBroken(what);
}

type Value<K> = Extract<WriteAction, { readonly value: string; readonly device: DevicePath }>['kind'] & K;

/** A write of `value` to an attribute of a sample device. */
export const write = <K extends string>(place: Place, kind: Value<K>, value: string): Action => ({
  kind,
  device: places[place],
  value,
});

/** A sample device in a machine. */
export const of = (machine: MachineState, place: Place): DeviceState => {
  const found = machine.devices[places[place]];
  if (found === undefined) throw new RowBroken(`${place} is gone`);
  return found;
};

/** Does the action, which must not be refused. */
export const done = (result: StepResult): Extract<StepResult, { kind: 'done' }> => {
  if (result.kind === 'done') return result;
  const { errno, precondition } = result.refusal;
  throw new RowBroken(`refused with ${errno}: ${precondition.text}`);
};

/** Does one action after the other, none of which may be refused; the machine after the last. */
export const walk = (step: Step, machine: MachineState, ...actions: readonly Action[]): MachineState =>
  actions.reduce((state, action) => done(step(state, action)).state, machine);

/** Does the action, which must be refused with this error for this precondition. */
export const refused = (result: StepResult, errno: Errno, id: string): void => {
  must(result.kind === 'refused', `not refused (${errno} ${id} was due)`);
  must(result.refusal.errno === errno, `refused with ${result.refusal.errno}, not ${errno}`);
  must(result.refusal.precondition.id === id, `refused for ${result.refusal.precondition.id}, not ${id}`);
};

/** The drive of the guest, locked; its driver is unbound before. */
export const locked = (step: Step, design: Design = designs.march): MachineState =>
  walk(step, sample('guest', design), unbind('drive', 'nvme'), write('drive', 'lock', 'tsm0'));

/** The drive of the guest in RUN at the TCB level. */
export const trusted = (step: Step): MachineState => walk(step, locked(step), write('drive', 'trust', '4'));

export const unbind = (place: Place, driver: string): Action => ({ kind: 'unbind', device: places[place], driver });
