/** The driver core's own writes: bind, unbind, probe, override, and module autoprobe (R2, R47). */
import { attach, bind, candidate, release } from '../move.js';
import { parseBool } from '../parse.js';
import { driverBound } from './gates.js';
import { moduleKey, moduleOf } from './module.js';
import type { ActionOf, Ask, DeviceAsk, Rule } from './rule.js';

type Bind = DeviceAsk<ActionOf<'bind'>>;
type Unbind = DeviceAsk<ActionOf<'unbind'>>;
type Probe = DeviceAsk<ActionOf<'drivers_probe'>>;
type Override = DeviceAsk<ActionOf<'driver_override'>>;
type Autoprobe = Ask<ActionOf<'autoprobe'>>;
type ModulesAutoprobe = Ask<ActionOf<'modules_autoprobe'>>;

/** An explicit bind does not ask autoprobe; it does ask the level (R47). */
export const bindRule: Rule<Bind> = {
  gates: [
    {
      id: 'no-match',
      by: 'core',
      rows: [],
      when: ({ device, action }) => candidate(device) !== action.driver,
      text: ({ device, action }) => `driver ${action.driver} does not match ${device.id}`,
    },
    {
      ...driverBound<Bind>([]),
      by: 'core',
      reached: ({ device, action }) => device.driver === action.driver,
    },
    {
      id: 'disconnected',
      by: 'core',
      rows: ['R47', 'R5'],
      when: ({ device }) => device.level === 0,
      text: () => 'the device is at level 0, where no driver attaches',
      remedy: ({ device }) => ({ kind: 'trust', device: device.path, value: '1' }),
    },
  ],
  does: (draft, { device, action }) => bind(draft, device.path, action.driver),
};

export const unbindRule: Rule<Unbind> = {
  gates: [
    {
      id: 'not-bound',
      by: 'core',
      rows: [],
      when: ({ device, action }) => device.driver !== action.driver,
      text: ({ device, action }) =>
        device.driver === null ? 'no driver is bound' : `driver ${device.driver} is bound, not ${action.driver}`,
    },
  ],
  does: (draft, { device }) => release(draft, device.path),
};

/** Succeeds even when nothing binds, as the kernel's does. */
export const probeRule: Rule<Probe> = {
  gates: [],
  does: (draft, { device }) => attach(draft, device.path),
};

/** The kernel takes less than a page. */
const overrideLimit = 4094;

/** Takes effect at the next bind or probe. An empty line clears it. */
export const overrideRule: Rule<Override> = {
  gates: [
    {
      id: 'too-long',
      by: 'core',
      rows: [],
      when: ({ action }) => action.value.length > overrideLimit,
      text: () => 'the name is longer than a page',
    },
  ],
  does: (draft, { device, action }) =>
    draft.patch(device.path, { override: action.value === '' ? null : action.value }),
};

const notBool = <Q extends Ask<ActionOf<'autoprobe' | 'modules_autoprobe'>>>() => ({
  id: 'not-a-truth-value',
  by: 'core' as const,
  rows: ['R2'],
  when: ({ action }: Q) => parseBool(action.value) === null,
  text: ({ action }: Q) => `"${action.value}" is neither 0 nor 1`,
});

/** Asked only when a device first arrives (R2). Ours: readable and writable per loaded module. */
export const autoprobeRule: Rule<Autoprobe> = {
  gates: [
    {
      id: 'no-such-module',
      by: 'core',
      rows: ['R2'],
      when: ({ machine, action }) => moduleOf(machine, action.driver) === undefined,
      text: ({ action }) => `no module ${action.driver} is loaded`,
    },
    {
      id: 'built-in',
      by: 'core',
      rows: ['R2'],
      when: ({ machine, action }) => moduleOf(machine, action.driver)?.builtIn === true,
      text: ({ action }) => `${action.driver} is built in, and so exempt`,
    },
    notBool(),
  ],
  does: (draft, { machine, action }) => {
    const key = moduleKey(machine, action.driver) ?? action.driver;
    const autoprobe = parseBool(action.value) === true;
    draft.patchMachine({ drivers: { ...machine.drivers, [key]: { autoprobe, builtIn: false } } });
  },
};

/** The default of modules loaded from now on (R2). */
export const modulesAutoprobeRule: Rule<ModulesAutoprobe> = {
  gates: [notBool()],
  does: (draft, { action }) => draft.patchMachine({ modulesAutoprobe: parseBool(action.value) === true }),
};
