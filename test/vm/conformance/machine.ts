/** A test VM as a conformance run uses it: made fresh for every run, the module loaded by its design, with a player and the model's machine of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawDevice } from '../../../main/wires/wire.js';
import { say } from '../../../scripts/setup/say.mjs';
import type { Design } from '../../../shared/model/designs/design.js';
import type { DeviceState } from '../../../shared/model/device.js';
import type { MachineState, Role } from '../../../shared/model/machine.js';
import { machineOf } from '../../../shared/predict/machineOf.js';
import { bootVm, type Vm } from '../boot.js';
import { buildModules, moduleFolders } from '../rig/modules.mjs';
import { buildPrograms } from '../rig/programs.mjs';
import { ensureRoot } from '../rig/root.mjs';
import { freshScript } from './fresh.js';
import { complaintsIn } from './complaints.js';
import { sweepAll } from './observe.js';
import { type Player, playerOf } from './player.js';

/** A kernel that is wrong on purpose; '' is the right one. */
export type Mutant = '' | 'MISSING_FALL' | 'SECOND_TRUST' | 'LOWER_IN_RUN';

export interface Load {
  readonly role: Role;
  readonly design: Design;
  readonly mutant?: Mutant;
  /** Parameters beyond those the design gives. */
  readonly params?: readonly string[];
  /** The drives have a driver that binds in no time, so that a walk through every state is quick. */
  readonly stub?: boolean;
}

/** The module loaded: the machine as the model has it, and the player to act on it. */
export interface Loaded {
  readonly player: Player;
  readonly machine: MachineState;
  readonly first: ReadonlyMap<string, RawDevice>;
  device(id: string): DeviceState;
}

export interface Lab extends AsyncDisposable {
  /** Makes the machine fresh and loads the module. */
  load(load: Load): Promise<Loaded>;
  /** Runs a script there; its output. Rejects when it fails. */
  text(script: string): Promise<string>;
  /** What the kernel has complained of by now, in every machine there was. */
  complaints(): Promise<readonly string[]>;
}

/** Its devices, each with the driver it has. */
type Drivers = ReadonlyMap<string, string | null>;

const driversOf = (machine: MachineState): Drivers =>
  new Map(Object.values(machine.devices).flatMap(({ bus, id, driver }) => (bus === 'pci' ? [[id, driver]] : [])));

/** What a fresh machine lacks of what it had at first: devices, or drivers of them. */
const lacking = (now: Drivers, before: Drivers): readonly string[] =>
  [...before].flatMap(([id, driver]) => {
    if (!now.has(id)) return [`device ${id}`];
    return driver !== null && now.get(id) === null ? [`a driver for ${id}`] : [];
  });

/** A VM that is up, with a player in it. */
interface Rig {
  readonly vm: Vm;
  readonly player: Player;
  /** Addresses of the PCI devices that were there at first. */
  readonly ids: readonly string[];
  /** The kernel whose module lies ready there; null for none yet. */
  mutant: Mutant | null;
}

const rigOf = async (play: Buffer): Promise<Rig> => {
  const vm = await bootVm({ flavour: 'proposal' });
  await vm.put('/run/play', play);
  const ids = (await vm.text('ls /sys/bus/pci/devices')).trim().split('\n');
  return { vm, player: playerOf(vm.words('/run/play')), ids, mutant: null };
};

const deviceBy = (machine: MachineState, id: string): DeviceState => {
  const found = Object.values(machine.devices).find((one) => one.id === id);
  if (found === undefined) throw new Error(`the machine has no ${id}`);
  return found;
};

/** Boots a VM, which ends with the lab. */
export const labOf = async (): Promise<Lab> => {
  const root = await ensureRoot();
  const play = readFileSync(join(await buildPrograms(root), 'play'));
  const complained: string[] = [];
  let before: Drivers | null = null;
  let rig = await rigOf(play);

  const put = async (mutant: Mutant): Promise<void> => {
    if (rig.mutant === mutant) return;
    const built = await buildModules(root, moduleFolders.proposal, mutant);
    await rig.vm.put('/run/lockstep_trust.ko', readFileSync(join(built, 'lockstep_trust.ko')));
    rig.mutant = mutant;
  };

  const loadOnce = async (wanted: Load): Promise<Loaded> => {
    await put(wanted.mutant ?? '');
    complained.push(...complaintsIn(await rig.vm.text(freshScript(wanted, rig.ids))));
    const { player, ids } = rig;
    const { snapshot, raw } = await sweepAll(player, { ids, tsms: ['tsm0'] });
    const machine: MachineState = { ...machineOf(snapshot), design: wanted.design };
    before ??= driversOf(machine);
    const lacks = lacking(driversOf(machine), before);
    if (lacks.length > 0) throw new Error(`it lacks ${lacks.join(', ')}`);
    return {
      player,
      machine,
      first: new Map(raw.map((one) => [one.path, one])),
      device: (id) => deviceBy(machine, id),
    };
  };

  /** Only a machine that cannot be made fresh is booted anew, and that is told: it is a fault of the run before. */
  const load = async (wanted: Load): Promise<Loaded> => {
    try {
      return await loadOnce(wanted);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      say(`conformance: the VM is booted anew: ${why}`);
      complained.push(`the VM could not be made fresh: ${why}`);
      await rig.vm.dispose();
      rig = await rigOf(play);
      return loadOnce(wanted);
    }
  };

  return {
    load,
    text: (script) => rig.vm.text(script),
    complaints: async () => [...complained, ...complaintsIn(await rig.vm.text('dmesg -rc'))],
    [Symbol.asyncDispose]: async () => {
      rig.player[Symbol.dispose]();
      await rig.vm.dispose();
    },
  };
};
