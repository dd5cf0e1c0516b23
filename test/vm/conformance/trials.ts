/** What is tried on a machine in one role: a walk through every state, random sequences, single courses; and how much of it there was. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { type Act, actsOn, oddActsOn, stepAct } from './act.js';
import type { Lab, Load, Loaded } from './machine.js';
import { namesToObserve, observeLine, runsOf } from './observe.js';
import { type Parting, partInFacts, partingText, runActs, type Tally, tallyOf } from './run.js';
import { wholeWalk } from './walk.js';

/** Where things are in the VM: see test/vm/machine/topology.mjs. The first network card carries the connection, and is left alone. */
export const places = { drive: '0000:02:00.0', card: '0000:03:00.0', disk: '0000:07:00.0', controller: '0000:08:00.0' };

export interface Trials {
  readonly tally: Tally;
  /** A line for each walk: how many pairs it had. */
  readonly walks: readonly string[];
  /** Does every act in every state of the device. */
  walk(load: Load, id: string): Promise<void>;
  /** A part of that walk, without failing TSMs and overrides: where machine and model part; null when they never do. */
  parting(load: Load, id: string): Promise<Parting | null>;
  /** Does about as many random acts as it is told, on four devices. */
  wander(load: Load, settings: Settings): Promise<void>;
  /** Does what `course` says of a machine just loaded. */
  follow(load: Load, course: (loaded: Loaded) => readonly Act[]): Promise<void>;
  /** Writes policies, as far as `course` says, and what they bear on; they are looked at on the device `id`. */
  rule(load: Load, id: string, course: (device: DeviceState, group: string) => readonly Act[]): Promise<void>;
}

interface Settings {
  readonly seed: number;
  readonly acts: number;
}

/** A driver whose device lost bus mastering waits a minute for it when it leaves: that fault has a test of its own. */
const menuOf = (device: DeviceState): readonly Act[] => {
  const driver = device.match ?? 'none';
  const acts = actsOn(device, { driver, other: driver === 'e1000e' ? 'nvme' : 'e1000e' });
  return driver === 'pci-stub' ? acts : acts.filter(({ kind }) => kind !== 'bus_master_cleared');
};

/** One step of a random sequence: a device, an act of its menu, and whether to go the nearest way when it is refused. */
const pick = fc.record({
  place: fc.constantFrom('drive', 'card', 'disk', 'controller' as const),
  index: fc.nat(10_000),
  follow: fc.boolean(),
});

type Pick = { readonly place: keyof typeof places; readonly index: number; readonly follow: boolean };

/** The acts that picks come to from `start` on. */
const actsFor = (start: MachineState, device: (id: string) => DeviceState, picks: readonly Pick[]): readonly Act[] => {
  const acts: Act[] = [];
  let machine = start;
  const go = (act: Act): void => {
    acts.push(act);
    const result = stepAct(machine, act);
    if (result.kind === 'done') machine = result.state;
  };
  for (const { place, index, follow } of picks) {
    const one = device(places[place]);
    const menu = [...menuOf(one), ...oddActsOn(one)];
    const act = menu[index % menu.length];
    if (act === undefined) continue;
    const result = stepAct(machine, act);
    go(act);
    if (result.kind !== 'refused' || !follow) continue;
    const way = result.refusal.errno === 'ENODEV' ? [{ kind: 'arrive', device: one } as const] : result.refusal.path;
    for (const next of way) go(next);
  }
  return acts;
};

/** Throws unless every device that nothing was done to is as it was. */
const untouched = async ({ player, machine, first }: Loaded): Promise<void> => {
  const acted: readonly string[] = Object.values(places);
  const still = Object.values(machine.devices).filter(({ id }) => !acted.includes(id));
  const answers = await player.play([...namesToObserve(false), ...still.map(({ id }) => observeLine('pci', id))]);
  const runs = runsOf(answers);
  expect(runs).toHaveLength(still.length);
  for (const [index, { path }] of still.entries())
    expect(partInFacts(runs[index] ?? [], machine, { path, first })).toBeNull();
};

/** Trials in a lab. Each makes the machine fresh, so what one finds spoils no other. */
export const trialsOf = (lab: () => Lab): Trials => {
  const tally = tallyOf();
  const walks: string[] = [];

  const begin = async (load: Load): Promise<Loaded> => {
    const loaded = await lab().load(load);
    tally.last = 0;
    return loaded;
  };

  const run = async (
    { player, machine, first }: Loaded,
    acts: readonly Act[],
    { counted = tally, about }: { readonly counted?: Tally; readonly about?: DevicePath | undefined } = {},
  ) => {
    const end = await runActs(player, machine, { acts, first, tally: counted, about });
    return 'parting' in end ? end.parting : null;
  };

  const agreed = async (loaded: Loaded, acts: readonly Act[], about?: DevicePath): Promise<void> => {
    const parting = await run(loaded, acts, { about });
    if (parting !== null) throw new Error(partingText(parting));
  };

  return {
    tally,
    walks,
    walk: async (load, id) => {
      const loaded = await begin(load);
      const device = loaded.device(id);
      const menu = { acts: menuOf(device), odd: oddActsOn(device) };
      const { acts, pairs, states } = wholeWalk(loaded.machine, device.path, menu);
      walks.push(
        `${load.role}, ${load.design.id}, ${id}: ${pairs} pairs of ${states} states and their acts, in ${acts.length} acts`,
      );
      await agreed(loaded, acts);
    },
    parting: async (load, id) => {
      const loaded = await begin(load);
      const device = loaded.device(id);
      const acts = menuOf(device).filter(({ kind }) => kind !== 'tsm_fails' && kind !== 'driver_override');
      return run(loaded, wholeWalk(loaded.machine, device.path, { acts, odd: [] }).acts, { counted: tallyOf() });
    },
    wander: async (load, { seed, acts }) => {
      const loaded = await begin(load);
      const [picks = []] = fc.sample(fc.array(pick, { minLength: acts, maxLength: acts }), {
        seed,
        numRuns: 1,
        unbiased: true,
      });
      await agreed(loaded, actsFor(loaded.machine, loaded.device, picks));
      await untouched(loaded);
    },
    follow: async (load, course) => {
      const loaded = await begin(load);
      await agreed(loaded, course(loaded));
    },
    rule: async (load, id, course) => {
      const loaded = await begin(load);
      const device = loaded.device(id);
      const link = await lab().text(`readlink /sys/bus/pci/devices/${id}/iommu_group`);
      const group = link.trim().split('/').at(-1) ?? '';
      const type = (await lab().text(`cat /sys/kernel/iommu_groups/${group}/type`)).trim();
      const iommuGroups = { [group]: { type, devices: [device.path] } };
      const machine = { ...loaded.machine, iommuGroups, busAutoprobe: { pci: true } };
      await agreed({ ...loaded, machine }, course(device, group), device.path);
    },
  };
};
