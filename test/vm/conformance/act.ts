/** What a conformance run can do to a device: every action the model knows and a machine can be told, and what its TSM may say of the link unasked. */
import type { Action, WriteAction } from '../../../shared/model/action.js';
import type { DevicePath, DeviceState, LinkState } from '../../../shared/model/device.js';
import { type Addressee, writeOf } from '../../../shared/model/dialects/address.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { type Step, type StepResult, step } from '../../../shared/model/step.js';
import { formatInject, isInjected } from '../../../shared/model/world.js';

/** The TSM says that the link is secured (R46): the module's `link_ide` and `link_asserted`. To the model it is a state, not an action. */
export interface LinkSaid {
  readonly kind: 'link_said';
  readonly device: DevicePath;
  readonly link: Extract<LinkState, 'ide' | 'asserted'>;
}

export type Act = Action | LinkSaid;

/** Steps the model by an act. */
export const stepAct = (machine: MachineState, act: Act, by: Step = step): StepResult => {
  // What arrives is what left, with what its place remembers of it.
  if (act.kind === 'arrive') return by(machine, { ...act, device: machine.devices[act.device.path] ?? act.device });
  if (act.kind !== 'link_said') return by(machine, act);
  const device = machine.devices[act.device];
  if (device?.spdmSession !== true) {
    const precondition = { id: 'no-spdm-session', text: 'a TSM says nothing of a link without a session' };
    const errno = device?.present === true ? 'EINVAL' : 'ENODEV';
    return { kind: 'refused', refusal: { errno, by: 'tsm', precondition, rows: ['R46'], path: [] } };
  }
  const devices = { ...machine.devices, [act.device]: { ...device, link: act.link } };
  return { kind: 'done', state: { ...machine, devices }, effects: [] };
};

export const injectFile = 'kernel/debug/lockstep_trust/inject';

/** Path below sysfs, and the value that is written there. */
export const writeFor = (act: Act, device: Addressee): { readonly path: string; readonly value: string } => {
  if (act.kind === 'link_said') return { path: injectFile, value: `link_${act.link} ${device.id}` };
  if (isInjected(act)) return { path: injectFile, value: formatInject(act, device.id) };
  return writeOf(act, device);
};

/** One short line for a trace. */
export const actText = (act: Act): string => {
  if (act.kind === 'arrive') return 'arrive';
  const { kind, device: _device, ...rest } = act as Exclude<Act, { kind: 'arrive' }> & { device?: DevicePath };
  return [kind, ...Object.values(rest).map((value) => JSON.stringify(value))].join(' ').slice(0, 80);
};

type Valued = Extract<WriteAction, { readonly device: DevicePath; readonly value: string }>['kind'];

/** Values per kind of write. */
const values: Partial<Readonly<Record<Valued, readonly string[]>>> = {
  trust: ['0', '1', '2', '3', '4', '5'],
  lock: ['tsm0', 'tsm7', 'yes'],
  unlock: ['tsm0', 'tsm7'],
  accept: ['1', '0'],
  connect: ['tsm0', 'tsm7', 'yes'],
  disconnect: ['tsm0', 'tsm7'],
};

/** Texts that no state gives a meaning, and odd ways to write a number. */
const oddValues: Partial<Readonly<Record<Valued, readonly string[]>>> = {
  trust: ['0x2', '03', '+1', '', 'two', '-1', '4.0', ' 1', '4294967296'],
  lock: ['tsm', 'tsm0x', 'TSM0', ''],
  unlock: ['yes', ''],
  accept: ['?', 'on', ''],
  driver_override: ['x'.repeat(5000)],
};

const written = (device: DevicePath, table: typeof values): readonly Act[] =>
  (Object.entries(table) as [Valued, readonly string[]][]).flatMap(([kind, all]) =>
    all.map((value): Act => ({ kind, device, value })),
  );

/** Writes of {@link oddValues} to `device`. */
export const oddActsOn = (device: DeviceState): readonly Act[] => written(device.path, oddValues);

const faults = [
  'leave',
  'reset',
  'spdm_loss',
  'ide_loss',
  'tdisp_error',
  'bus_master_cleared',
  'firmware_updated',
  'drop_and_relock',
] as const;

/** Every act on `device`, which binds `driver` when it may; `other` is a driver that never does. */
export const actsOn = (
  device: DeviceState,
  { driver, other }: { readonly driver: string; readonly other: string },
): readonly Act[] => {
  const { path } = device;
  return [
    ...written(path, values),
    ...['', driver].map((value): Act => ({ kind: 'driver_override', device: path, value })),
    ...[driver, other].flatMap((name): Act[] => [
      { kind: 'bind', device: path, driver: name },
      { kind: 'unbind', device: path, driver: name },
    ]),
    { kind: 'drivers_probe', device: path },
    { kind: 'arrive', device },
    ...faults.map((kind): Act => ({ kind, device: path })),
    { kind: 'tsm_fails', device: path, errno: 'EIO' },
    { kind: 'tsm_fails', device: path, errno: null },
    { kind: 'link_said', device: path, link: 'ide' },
    { kind: 'link_said', device: path, link: 'asserted' },
  ];
};
