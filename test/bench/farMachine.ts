/** A machine 20 ms away: a real sshd on loopback, behind a network of our own that takes 10 ms each way. Needs root. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { unattended } from '../../main/wires/opening.js';
import { frameReader } from '../../main/wires/shell/frame.js';
import { farText, loaderCommand } from '../../main/wires/shell/farSide.js';
import { requestLine } from '../../main/wires/shell/request.js';
import { sshArguments, type SshTarget } from '../../main/wires/ssh/command.js';
import { sshWire } from '../../main/wires/ssh/wire.js';
import type { Wire } from '../../main/wires/wire.js';
import { slowLink } from '../fixtures/slowLink.js';
import { startSshd } from '../wires/sshd.js';
import { roundTripMs } from './farGoals.js';
import { median } from './figure.js';

const readers = ['perl', 'python'] as const;

export interface FarMachine {
  readonly target: SshTarget;
  /** A wire to it, connected. `sysroot` undefined: its own `/sys`. */
  open(sysroot?: string): Promise<Wire>;
  /** Milliseconds of a round trip of bare bytes, the median of some: a timer of a millisecond's grain delays them. */
  roundTrip(): Promise<number>;
  /** What `ssh host` is called with. */
  readonly args: readonly string[];
}

/** Over a network like the one to the machine, from and to this process as SSH's bytes are. */
const echoed = async (delayMs: number): Promise<number> => {
  const echo = createServer((socket) => void socket.setNoDelay(true).pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const address = echo.address();
  await using link = await slowLink({ to: typeof address === 'object' ? (address?.port ?? 0) : 0, delayMs });
  const socket = connect(link.port, '127.0.0.1').setNoDelay(true);
  try {
    const times: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      const began = performance.now();
      socket.write('a request, about as long as one');
      await once(socket, 'data');
      times.push(performance.now() - began);
    }
    return median(times);
  } finally {
    socket.destroy();
    echo.close();
  }
};

export const withFarMachine = async <T>(use: (far: FarMachine) => Promise<T>): Promise<T> => {
  using sshd = await startSshd();
  await using link = await slowLink({ to: sshd.port, delayMs: roundTripMs / 2 });
  const config = sshd.configWith('far', [`Port ${link.port}`, `HostKeyAlias [127.0.0.1]:${sshd.port}`]);
  const target: SshTarget = { user: null, host: 'far', port: null, config };
  return await use({
    target,
    roundTrip: () => echoed(roundTripMs / 2),
    args: ['-F', config, 'far'],
    open: (sysroot) =>
      sshWire({ uri: 'ssh://far', target, opening: unattended, far: sysroot === undefined ? {} : { sysroot } }),
  });
};

/** Everything that is asked of the far shell, sent at once: its text, a greeting, a sweep of all. */
const wholeScript = (sysroot: string): string =>
  farText({ sysroot, proc: null, readers }) +
  requestLine({ id: 1, verb: 'hello', args: [] }) +
  requestLine({ id: 2, verb: 'sweep', args: [] });

/** Runs the script there, and takes the milliseconds to the last frame of its sweep; nothing is made of what it says. */
const scripted = async (program: string, args: readonly string[], sysroot: string) => {
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const times = { greeted: 0, swept: 0 };
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended before the sweep did.`)));
    const reader = frameReader({
      frame: ({ id, last }) => {
        if (!last) return;
        times[id === 1 ? 'greeted' : 'swept'] = performance.now() - began;
        if (id === 2) resolve();
      },
      text: () => undefined,
      broken: () => undefined,
    });
    child.stdout.on('data', (bytes: Buffer) => reader.feed(bytes.toString('latin1')));
  });
  child.stdin.write(wholeScript(sysroot), 'latin1');
  await done;
  child.stdin.end();
  if (child.exitCode === null) await once(child, 'close');
  return times;
};

/** `ssh host` with the same script, from its start to the last frame. */
export const sshScript = async ({ target }: FarMachine, sysroot: string): Promise<number> =>
  (await scripted('ssh', sshArguments(target, `exec ${loaderCommand}`), sysroot)).swept;

/** One exec of `cat` for each file, over a connection that stands; milliseconds. */
export const execReads = async (
  { args }: FarMachine,
  { files, scratch }: { readonly files: readonly string[]; readonly scratch: string },
): Promise<number> => {
  const socket = join(scratch, 'master');
  const master = spawn('ssh', ['-M', '-N', '-S', socket, ...args], { stdio: 'ignore' });
  try {
    while (!existsSync(socket)) {
      if (master.exitCode !== null) throw new Error('The shared connection did not come about.');
      await wait(20);
    }
    const began = performance.now();
    for (const file of files) await promisify(execFile)('ssh', ['-S', socket, ...args, `cat ${file}`]);
    return performance.now() - began;
  } finally {
    master.kill();
    if (master.exitCode === null) await once(master, 'close');
  }
};
