/** A test VM as a conformance run uses it: booted once, the module loaded anew for every design, each time with a player and the model's machine of it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawDevice } from '../../../main/wires/wire.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import type { Design } from '../../../shared/model/designs/design.js';
import type { DeviceState } from '../../../shared/model/device.js';
import type { MachineState, Role } from '../../../shared/model/machine.js';
import { machineOf } from '../../../shared/predict/machineOf.js';
import { down } from '../machine/down.mjs';
import type { Record as Machine } from '../machine/state.mjs';
import { up } from '../machine/up.mjs';
import { buildModules, moduleFolders } from '../rig/modules.mjs';
import { buildPrograms } from '../rig/programs.mjs';
import { ensureRoot } from '../rig/root.mjs';
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
}

/** The module loaded: the machine as the model has it, and the player to act on it. */
export interface Loaded extends Disposable {
  readonly player: Player;
  readonly snapshot: Snapshot;
  readonly machine: MachineState;
  readonly first: ReadonlyMap<string, RawDevice>;
  device(id: string): DeviceState;
}

export interface Lab extends AsyncDisposable {
  /** Runs a command there; its output. Rejects when it fails. */
  run(command: string, input?: Buffer): Promise<string>;
  load(load: Load): Promise<Loaded>;
}

const parametersOf = ({ role, design, params = [] }: Load): string =>
  [
    `role=${role}`,
    `levels=${design.scale === 'five' ? 5 : 4}`,
    `commit=${design.commit}`,
    `bound=${design.bound}`,
    `fall=${design.fall}`,
    `default_level=${design.defaultLevel}`,
    ...params,
  ].join(' ');

const debug = '/sys/kernel/debug/lockstep_trust';

/** Every device gets the driver that is meant for it: a run before may have left it without. */
const probeAll = 'for id in $(ls /sys/bus/pci/devices); do echo $id > /sys/bus/pci/drivers_probe; done';

/** Boots a VM, which ends with the lab, or when there is none after all. */
export const labOf = async (purpose: string): Promise<Lab> => {
  const name = `${purpose}-${process.pid}`;
  const record = await up({ name, flavour: 'stock' });
  return prepared(record).catch(async (error: unknown) => {
    await down(name);
    throw error;
  });
};

const prepared = async (record: Machine): Promise<Lab> => {
  const root = await ensureRoot();
  const programs = await buildPrograms(root);
  const argv = ['ssh', '-F', join(record.folder, 'ssh_config'), 'root@127.0.0.1'];

  const run: Lab['run'] = (command, input) =>
    new Promise((resolve, reject) => {
      const [program = '', ...words] = argv;
      const child = spawn(program, [...words, command]);
      const output: Buffer[] = [];
      const complaints: Buffer[] = [];
      child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
      child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(output).toString());
        else reject(new Error(`${command}: ${code}: ${Buffer.concat(complaints)}`));
      });
      child.stdin.on('error', reject);
      child.stdin.end(input ?? Buffer.alloc(0));
    });

  const put = (path: string, from: string): Promise<string> =>
    run(`cat > ${path} && chmod 755 ${path}`, readFileSync(from));

  await put('/run/play', join(programs, 'play'));
  await run('rmmod lockstep_tsm');

  const load: Lab['load'] = async (wanted) => {
    const built = await buildModules(root, moduleFolders.proposal, wanted.mutant ?? '');
    await put('/run/lockstep_trust.ko', join(built, 'lockstep_trust.ko'));
    const modules = `if [ -d ${debug} ]; then rmmod lockstep_trust; fi; ${probeAll}; insmod /run/lockstep_trust.ko`;
    // Effects at once: what is compared is what happened, not when.
    await run(`${modules} ${parametersOf(wanted)} && echo 0 > ${debug}/detection && echo 0 > ${debug}/latency`);
    const ids = (await run('ls /sys/bus/pci/devices')).trim().split('\n');
    const player = playerOf([...argv, '/run/play']);
    const { snapshot, raw } = await sweepAll(player, { ids, tsms: ['tsm0'] });
    const machine: MachineState = { ...machineOf(snapshot), design: wanted.design };
    return {
      player,
      snapshot,
      machine,
      first: new Map(raw.map((one) => [one.path, one])),
      device: (id) => {
        const found = Object.values(machine.devices).find((one) => one.id === id);
        if (found === undefined) throw new Error(`the machine has no ${id}`);
        return found;
      },
      [Symbol.dispose]: () => player[Symbol.dispose](),
    };
  };

  return {
    run,
    load,
    [Symbol.asyncDispose]: async () => {
      await down(record.name);
    },
  };
};

/** Lines of the kernel log that say something is wrong with the kernel itself. */
export const complaintsOf = (log: string): readonly string[] =>
  log
    .split('\n')
    .filter((line) =>
      /WARNING:|BUG:|Oops|lockdep|possible .* deadlock|Call Trace|INFO: task|UBSAN|kernel panic/i.test(line),
    );
