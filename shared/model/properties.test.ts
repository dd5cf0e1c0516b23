/** What must hold after any sequence of actions, on machines of both roles; and that the sequences reach the whole March table. */
import { tell } from '../../test/fixtures/tell.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, WriteAction } from './action.js';
import { ceilingOf } from './ceiling.js';
import type { DevicePath, DeviceState } from './device.js';
import type { Effect } from './effect.js';
import { linkSecured } from './fall.js';
import type { MachineState, Role } from './machine.js';
import { of, type Place, places, sample } from './rows/sample.js';
import { step } from './step.js';

type Valued = Extract<WriteAction, { readonly device: DevicePath; readonly value: string }>['kind'];

const values: Readonly<Record<Valued, readonly string[]>> = {
  trust: ['0', '1', '2', '3', '4', '5', '2', '3', '4', '2'],
  lock: ['tsm0', 'tsm0', 'tsm7', 'yes'],
  unlock: ['tsm0', 'tsm7'],
  accept: ['1'],
  connect: ['tsm0', 'tsm0', 'tsm0', 'tsm7', 'yes'],
  disconnect: ['tsm0', 'tsm7'],
  authorized: ['0', '1', '2', '3'],
  key: ['', 'ab'.repeat(32), '0'.repeat(64), 'short'],
  driver_override: ['', 'nvme', 'vfio-pci'],
};

const drivers = ['nvme', 'vfio-pci'];

/** Every action the table knows, for one device of the machine. */
const actionsFor = (machine: MachineState, place: Place): readonly Action[] => {
  const device = places[place];
  const state = of(machine, place);
  const own = state.driver ?? state.match ?? 'nvme';
  return [
    ...(Object.entries(values) as [Valued, readonly string[]][]).flatMap(([kind, all]) =>
      all.map((value): Action => ({ kind, device, value })),
    ),
    ...[own, ...drivers].flatMap((driver): Action[] => [
      { kind: 'bind', device, driver },
      { kind: 'unbind', device, driver },
    ]),
    { kind: 'drivers_probe', device },
    ...['0', '1', '?'].flatMap((value): Action[] => [
      { kind: 'autoprobe', driver: own, value },
      { kind: 'modules_autoprobe', value },
    ]),
    { kind: 'arrive', device: state },
    ...(
      [
        'leave',
        'reset',
        'spdm_loss',
        'ide_loss',
        'tdisp_error',
        'bus_master_cleared',
        'firmware_updated',
        'drop_and_relock',
      ] as const
    ).map((kind): Action => ({ kind, device })),
    { kind: 'tsm_fails', device, errno: 'EIO' },
    { kind: 'tsm_fails', device, errno: null },
    { kind: 'tsm_fails', device, errno: null },
  ];
};

/** What sort of state a device is in, as the table tells them apart. */
const classOf = (machine: MachineState, device: DeviceState): string => {
  if (!device.present) return 'absent';
  if (device.bus !== 'pci') return `${device.bus} level ${device.level}`;
  return `${machine.role} pci level ${device.level} ${machine.role === 'guest' ? device.tdisp : device.link}`;
};

/** The classes there are: what the table can lead to. Guest levels 0 to 3 in every interface state but RUN, and 4 in RUN alone. */
const classes: readonly string[] = [
  ...['CONFIG_UNLOCKED', 'CONFIG_LOCKED', 'ERROR'].flatMap((tdisp) =>
    [0, 1, 2, 3].map((level) => `guest pci level ${level} ${tdisp}`),
  ),
  'guest pci level 4 RUN',
  ...['open', 'ide', 'lost'].flatMap((link) => [0, 1, 2].map((level) => `host pci level ${level} ${link}`)),
  'host pci level 3 ide',
  ...[0, 1, 2].map((level) => `thunderbolt level ${level}`),
  ...[0, 1].map((level) => `usb level ${level}`),
  'absent',
];

/** The kind, and for a write of a level the level: the columns of the table. */
const columnOf = (action: Action): string => (action.kind === 'trust' ? `trust ${action.value}` : action.kind);

const freeze = (machine: MachineState): MachineState => {
  for (const device of Object.values(machine.devices)) {
    Object.freeze(device);
    if (device.thunderbolt !== null) Object.freeze(device.thunderbolt);
  }
  Object.freeze(machine.devices);
  return Object.freeze(machine);
};

const tellsOf = (effects: readonly Effect[], level: Extract<Effect, { kind: 'level' }>): readonly string[] =>
  effects
    .slice(effects.indexOf(level))
    .flatMap((effect) =>
      effect.device === level.device && (effect.kind === 'uevent' || effect.kind === 'netlink') ? [effect.kind] : [],
    );

const agrees = (device: DeviceState): boolean => {
  const { thunderbolt, usbAuthorized, level } = device;
  if (usbAuthorized !== null) return usbAuthorized === level > 0;
  if (thunderbolt === null) return true;
  return thunderbolt.authorized > 0 === level > 0 && (thunderbolt.authorized !== 2 || level === 2);
};

/** Everything that must hold of a device, whatever happened. */
const holds = (device: DeviceState): void => {
  const shown = JSON.stringify(device);
  expect(device.tdisp === 'RUN', `T=1 and level 4 go together: ${shown}`).toBe(device.level === 4);
  expect(device.dma === 'private', `private DMA and RUN go together: ${shown}`).toBe(device.tdisp === 'RUN');
  if (device.level === 0) expect([device.driver, device.dma], `at 0: ${shown}`).toEqual([null, 'blocked']);
  if (device.level === 3) expect(linkSecured(device), `at 3: ${shown}`).toBe(true);
  expect(device.level, `ceiling: ${shown}`).toBeLessThanOrEqual(ceilingOf(device));
  expect(agrees(device), `trust and authorized: ${shown}`).toBe(true);
  expect(device.tdisp === 'CONFIG_UNLOCKED' || device.locked !== null, `a lock has a TSM: ${shown}`).toBe(true);
};

interface Counts {
  readonly pairs: Set<string>;
  done: number;
  refused: number;
  paths: number;
}

const counts: Counts = { pairs: new Set(), done: 0, refused: 0, paths: 0 };

/** Walks a path the model claims, which must lead to where it says. */
const walkPath = (machine: MachineState, path: readonly Action[]): void => {
  let state = machine;
  for (const action of path) {
    const result = step(state, action);
    if (result.kind === 'refused') expect.fail(`a path breaks at ${action.kind}: ${result.refusal.precondition.text}`);
    state = result.state;
  }
};

const check = (machine: MachineState, action: Action): MachineState => {
  const result = step(machine, action);
  if (result.kind === 'refused') {
    counts.refused += 1;
    if (result.refusal.path.length > 0) {
      counts.paths += 1;
      walkPath(machine, result.refusal.path);
    }
    return machine;
  }
  counts.done += 1;
  for (const effect of result.effects) {
    if (effect.kind !== 'level' || !effect.fall) continue;
    expect(effect.to, 'a fall reaches 0').toBe(0);
    expect(tellsOf(result.effects, effect)).toEqual(expect.arrayContaining(['uevent', 'netlink']));
  }
  for (const device of Object.values(result.state.devices)) if (device !== machine.devices[device.path]) holds(device);
  return freeze(result.state);
};

/** The richest rows of the table are theirs, so they are picked more often. */
const devicesWithTsm: readonly Place[] = ['drive', 'gpu'];

/** One pick of the sequence: a device, an action of its menu, and whether to follow the nearest path when it is refused. */
const pick = fc.record({
  place: fc.constantFrom(...(Object.keys(places) as Place[]), ...devicesWithTsm, ...devicesWithTsm, ...devicesWithTsm),
  index: fc.nat(10_000),
  follow: fc.boolean(),
});

/** Machines of a role that differ in what their devices can do, in module policy and in Thunderbolt's security. */
const machines = (role: Role): fc.Arbitrary<MachineState> =>
  fc
    .record({
      ide: fc.tuple(fc.boolean(), fc.boolean()),
      ats: fc.boolean(),
      autoprobe: fc.boolean(),
      modulesAutoprobe: fc.boolean(),
      deauthorization: fc.boolean(),
      security: fc.constantFrom('none', 'user', 'secure'),
      key: fc.constantFrom('none', 'good', 'bad'),
    })
    .map(({ ide, ats, autoprobe, modulesAutoprobe, deauthorization, security, key }) => {
      const machine = sample(role);
      const { drive, gpu, dock } = { drive: of(machine, 'drive'), gpu: of(machine, 'gpu'), dock: of(machine, 'dock') };
      const capable = (device: DeviceState, has: boolean): DeviceState => ({
        ...device,
        capabilities: { ...device.capabilities, ide: has, ats },
      });
      const thunderbolt = dock.thunderbolt === null ? null : { ...dock.thunderbolt, deauthorization, security, key };
      return {
        ...machine,
        modulesAutoprobe,
        drivers: { ...machine.drivers, nvme: { autoprobe, builtIn: false } },
        devices: {
          ...machine.devices,
          [drive.path]: capable(drive, ide[0]),
          [gpu.path]: capable(gpu, ide[1]),
          [dock.path]: { ...dock, thunderbolt },
        },
      };
    });

const play = (start: MachineState, picks: readonly { place: Place; index: number; follow: boolean }[]): void => {
  let machine = freeze(start);
  const act = (action: Action, place: Place): void => {
    counts.pairs.add(`${classOf(machine, of(machine, place))} | ${columnOf(action)}`);
    machine = check(machine, action);
  };
  for (const { place, index, follow } of picks) {
    const menu = actionsFor(machine, place);
    const action = menu[index % menu.length];
    if (action === undefined) continue;
    const result = step(machine, action);
    act(action, place);
    if (result.kind === 'refused' && follow) {
      const back: Action = { kind: 'arrive', device: of(machine, place) };
      for (const next of result.refusal.errno === 'ENODEV' ? [back] : result.refusal.path) act(next, place);
    }
  }
};

describe('any sequence of actions', () => {
  // One seed, so that coverage is the same in every run; other seeds are for looking around.
  const settings = { seed: 20_260_313, numRuns: 160 };

  for (const role of ['guest', 'host'] as const) {
    it(`keeps what must hold, in the ${role} role`, () => {
      fc.assert(fc.property(machines(role), fc.array(pick, { minLength: 250, maxLength: 250 }), play), settings);
    });
  }

  it('reaches every state and action of the table, and at least 30 % of the actions succeed', () => {
    const columns = [...new Set(actionsFor(sample('guest'), 'drive').map(columnOf))];
    const table = classes.flatMap((each) => columns.map((column) => `${each} | ${column}`));
    const missed = table.filter((pair) => !counts.pairs.has(pair));
    const share = counts.done / (counts.done + counts.refused);
    tell(
      `model: ${table.length - missed.length} of ${table.length} (state, action) pairs, ${counts.done} done, ` +
        `${counts.refused} refused (${Math.round(share * 100)} % succeed), ${counts.paths} nearest paths walked`,
    );
    expect(missed).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.3);
  });

  it('a refusal that the nearest path cannot mend has none', () => {
    const result = step(sample('host'), { kind: 'trust', device: places.plain, value: '4' });
    expect(result.kind === 'refused' && result.refusal.path).toEqual([]);
  });
});
