/** The values an unmeasured fact may have: what a prediction tries out, one after the other. */
import type { WriteAction } from '../model/action.js';
import type { DevicePath, DeviceState, ThunderboltState } from '../model/device.js';
import { levels } from '../model/level.js';
import type { MachineState } from '../model/machine.js';
import { tdispStates } from '../model/tdisp.js';
import type { AskedFact } from './machineOf.js';

/** One fact and the machines it may mean. */
export interface Axis {
  readonly fact: AskedFact;
  readonly changes: readonly ((machine: MachineState) => MachineState)[];
}

/** The question whose answer may turn on a fact. */
export interface Question {
  readonly machine: MachineState;
  readonly device: DeviceState;
  readonly action: WriteAction;
}

type Change = (device: DeviceState) => Partial<DeviceState>;

const onDevice =
  (path: DevicePath, change: Change) =>
  (machine: MachineState): MachineState => {
    const device = machine.devices[path];
    if (device === undefined) return machine;
    return { ...machine, devices: { ...machine.devices, [path]: { ...device, ...change(device) } } };
  };

const axis = (fact: AskedFact, path: DevicePath, changes: readonly Change[]): Axis => ({
  fact,
  changes: changes.map((change) => onDevice(path, change)),
});

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

const flags = [false, true] as const;

const driversOf = ({ device, action }: Question): readonly (string | null)[] => {
  const named = action.kind === 'bind' || action.kind === 'unbind' ? [action.driver] : [];
  return distinct([null, ...named, device.match ?? device.driver ?? 'some-driver']);
};

const namesOf = ({ machine, action }: Question): readonly (string | null)[] => {
  const written = 'value' in action && /^tsm\d+$/.test(action.value) ? [action.value] : [];
  return distinct([null, ...machine.tsms.map((tsm) => tsm.name), ...written]);
};

const bridge = (change: Partial<ThunderboltState>): Change => {
  return ({ thunderbolt }) => (thunderbolt === null ? {} : { thunderbolt: { ...thunderbolt, ...change } });
};

const authorizations = (device: DeviceState): readonly Change[] =>
  device.usbAuthorized === null
    ? ([0, 1, 2] as const).map((authorized) => bridge({ authorized }))
    : flags.map((usbAuthorized) => () => ({ usbAuthorized }));

const changesOf = (fact: AskedFact, question: Question): readonly Change[] => {
  const set = <K extends keyof DeviceState>(key: K, values: readonly DeviceState[K][]): readonly Change[] =>
    values.map((value) => () => ({ [key]: value }));
  switch (fact) {
    case 'level':
      return set('level', levels);
    case 'driver':
    case 'override':
    case 'match':
      return set(fact, driversOf(question));
    case 'connected':
    case 'locked':
      return set(fact, namesOf(question));
    case 'tdisp':
      return set('tdisp', tdispStates);
    case 'link':
      return set('link', ['open', 'ide', 'asserted', 'lost']);
    case 'provider':
      return set('provider', ['none', 'native-spdm', 'link-tsm', 'devsec-tsm']);
    case 'capabilities':
      return flags.flatMap((ide) =>
        flags.map(
          (ats): Change =>
            ({ capabilities }) => ({ capabilities: { ...capabilities, ide, ats } }),
        ),
      );
    case 'authorized':
      return authorizations(question.device);
  }
};

/** Every machine the fact may mean, for the device asked about. */
export const axisOf = (fact: AskedFact, question: Question): Axis =>
  axis(fact, question.device.path, changesOf(fact, question));

/** What of a Thunderbolt domain's policy was not read. */
export interface PolicyGaps {
  readonly security: boolean;
  readonly deauthorization: boolean;
  readonly key: boolean;
}

/** The machines an unread policy may mean; all of it is said under the fact `authorized`, which it decides. */
export const policyAxes = ({ device }: Question, gaps: PolicyGaps): readonly Axis[] => {
  if (device.thunderbolt === null) return [];
  const of = (changes: readonly Change[]): Axis => axis('authorized', device.path, changes);
  return [
    ...(gaps.security ? [of((['user', 'secure', 'nopcie'] as const).map((security) => bridge({ security })))] : []),
    ...(gaps.deauthorization ? [of(flags.map((deauthorization) => bridge({ deauthorization })))] : []),
    ...(gaps.key ? [of((['good', 'bad'] as const).map((key) => bridge({ key })))] : []),
  ];
};

/** Whether the device before it is authorized, when that was not read. */
export const parentAxis = (parent: DevicePath): Axis =>
  axis(
    'authorized',
    parent,
    ([0, 1] as const).map((authorized) => bridge({ authorized })),
  );
