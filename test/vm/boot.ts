/** Boots VMs for test suites, and ends every one of them: by its owner, or when the test process ends. */
import { randomBytes } from 'node:crypto';
import { Stop, say } from '../../scripts/setup/say.mjs';
import { down } from './machine/down.mjs';
import { qmp } from './machine/qmp.mjs';
import { putIn, runIn, sshWords } from './machine/run.mjs';
import type { Record as Machine } from './machine/state.mjs';
import { up, type Wanted } from './machine/up.mjs';
import { warningsIn } from './machine/warnings.mjs';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A VM that is up. */
export interface Vm extends AsyncDisposable {
  readonly machine: Machine;
  /** Targets that work as they are. */
  readonly uris: Machine['uris'];
  /** Runs a script in the guest's `sh`, as root or another of its users; 60 s when no limit is given. */
  exec(script: string, options?: { readonly user?: string; readonly limitMs?: number }): Promise<Answer>;
  /** What a script prints. Throws when it fails. */
  text(script: string): Promise<string>;
  /** Writes a program there that root can run. Throws when it cannot. */
  put(path: string, bytes: Buffer): Promise<void>;
  /** Program and arguments of this machine that run `command` there as root, with the pipes of whoever starts them. */
  words(command: string): readonly [string, ...string[]];
  /** Lines of the kernel's log at warning level or above, less those every such VM has. */
  dmesgWarnings(): Promise<readonly string[]>;
  /** Reboots it hard; answers at once, while it boots. */
  reset(): Promise<void>;
  /** Ends it at once, as if its plug were pulled. */
  kill(): void;
  dispose(): Promise<void>;
}

/** What {@link up} says of a machine that is neither ready nor ended. */
const hung = /The VM was not ready after/;

const wrap = (machine: Machine): Vm => {
  const exec: Vm['exec'] = (script, options) => runIn(machine, script, options);
  const checked = async (answer: Promise<Answer>): Promise<string> => {
    const { code, stdout, stderr } = await answer;
    if (code !== 0) throw new Error(`the VM answered ${code}: ${stderr.trim() || stdout.trim()}`);
    return stdout;
  };
  const text = (script: string): Promise<string> => checked(exec(script));
  const dispose = async (): Promise<void> => {
    await down(machine.name);
  };
  return {
    machine,
    uris: machine.uris,
    exec,
    text,
    put: async (path, bytes) => void (await checked(putIn(machine, path, bytes))),
    words: (command) => sshWords(machine, command),
    dmesgWarnings: async () => warningsIn(await text('dmesg -r')),
    reset: async () => {
      await qmp(`${machine.folder}/qmp.sock`, 'system_reset');
    },
    kill: () => void process.kill(machine.pid, 'SIGKILL'),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
};

/**
 * Boots a VM under a name of its own; about ten seconds of processor time, and the first time on a machine the build before it.
 * A suite boots one in `beforeAll` and shares it. One that hangs while it boots, as an emulated machine does once in some
 * hundred times on a busy one, is told and left, and another is booted. Throws a Stop that says why there is none.
 */
export const bootVm = async (wanted: Omit<Wanted, 'name'> = {}, tries = 2): Promise<Vm> => {
  const name = `test-${randomBytes(4).toString('hex')}`;
  try {
    return wrap(await up({ ...wanted, name, owner: process.pid }));
  } catch (error) {
    if (tries === 1 || !(error instanceof Stop) || !hung.test(error.message)) throw error;
    say(`${name} hung while it booted, another one is booted: ${error.message}`);
    await down(name);
    return bootVm(wanted, tries - 1);
  }
};

/** Boots several side by side: all of them, or none. */
export const bootVms = async (wanted: readonly Omit<Wanted, 'name'>[]): Promise<readonly Vm[]> => {
  const settled = await Promise.allSettled(wanted.map((one) => bootVm(one)));
  const vms = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = settled.find((each) => each.status === 'rejected');
  if (!failed) return vms;
  await Promise.all(vms.map((vm) => vm.dispose()));
  throw failed.reason;
};
