/** The simulator as a wire: serves a simulated machine's sysfs, so that everything above it is the same as for a real one. */
import type { Reading } from '../../../shared/facts/reading.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { Fleet } from '../../../shared/evidence/responder/fleet.js';
import type { Design } from '../../../shared/model/designs/design.js';
import { designs } from '../../../shared/model/designs/index.js';
import { noRadius } from '../../../shared/facts/radius.js';
import { allRights } from '../../../shared/facts/rights.js';
import { readCommand, writeCommand } from '../../../shared/shell/command.js';
import { WireLost, type Wire } from '../wire.js';
import { broadcastOf } from './broadcast.js';
import { guestLab } from './guestLab.js';
import { hostLab } from './hostLab.js';
import { laptopLab } from './laptopLab.js';
import { machineOf, type Machine } from './machine.js';
import { mailboxOf } from './mailbox.js';
import type { LabPlan } from './plan.js';
import { sweeperOf } from './sweeper.js';

/** The machines there are to simulate. */
export const labs = { lab: hostLab, guest: guestLab, laptop: laptopLab } as const satisfies Readonly<
  Record<string, LabPlan>
>;
export type LabName = keyof typeof labs;
export const isLabName = (name: string): name is LabName => Object.hasOwn(labs, name);

export interface SimulatorOptions {
  readonly name: LabName;
  /** Serial numbers and the first SEQNUM follow from it. */
  readonly seed?: number;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Runs `act` once after so many milliseconds of that clock; dispose what it returns to take that back. */
  readonly after?: (ms: number, act: () => void) => Disposable;
  readonly design?: Design;
  /** Answers for the devices' mailboxes; without it the machine carries no objects. */
  readonly fleet?: Fleet;
}

/** Simulated machines of this process so far. */
let runs = 0;

const systemClock = (): number => performance.timeOrigin + performance.now();

/** A timer alone does not keep the process alive. */
const systemTimer = (ms: number, act: () => void): Disposable => {
  const timer = setTimeout(act, ms);
  timer.unref();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
};

/** How a write ended, without its time. */
type End =
  | { readonly kind: 'done' | 'timeout' | 'cancelled' | 'lost' }
  | { readonly kind: 'refused'; readonly errno: Errno };

/** Waits for the kernel to finish, the limit, or the person: whichever is first. The work goes on all the same, as in a kernel. */
const race = async (work: Promise<End>, limitMs: number, signal: AbortSignal): Promise<End> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort = (): void => undefined;
  try {
    return await Promise.race([
      work,
      new Promise<End>((resolve) => {
        timer = setTimeout(() => resolve({ kind: 'timeout' }), limitMs);
      }),
      new Promise<End>((resolve) => {
        onAbort = () => resolve({ kind: 'cancelled' });
        signal.addEventListener('abort', onAbort);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
};

/** A wire to a simulated machine, freshly booted. Writes are carried out one after the other, each before its outcome is told. */
export const simulatorWire = (options: SimulatorOptions): Wire => {
  const now = options.clock ?? systemClock;
  const broadcast = broadcastOf();
  const plan: LabPlan = labs[options.name];
  const machine = machineOf(plan, {
    seed: options.seed ?? 1,
    design: options.design ?? designs.march,
    now,
    after: options.after ?? systemTimer,
    say: broadcast.say,
  });
  const sweeper = sweeperOf(machine);
  runs += 1;
  const run = `${options.name} ${runs}`;
  const { fleet } = options;
  const pauses = new Set<() => void>();
  let disposed = false;
  let writes = 0;
  let last: Promise<unknown> = Promise.resolve();

  const alive = (signal: AbortSignal): void => {
    if (disposed) throw new WireLost('the simulated machine was closed');
    signal.throwIfAborted();
  };

  /** Waits, or not as long when the wire is disposed. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        pauses.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      pauses.add(finish);
    });

  const carryOut = async (path: string, value: string, mark: number): Promise<End> => {
    const delay = machine.delay(path, value);
    if (delay > 0 && !disposed) await pause(delay);
    if (disposed) return { kind: 'lost' };
    const errno = machine.write(path, value, mark);
    return errno === null ? { kind: 'done' } : { kind: 'refused', errno };
  };

  return {
    uri: options.name === 'lab' ? 'sim:' : `sim:${options.name}`,
    title: plan.title,
    harmless: true,
    boot: null,
    now,
    async sweep(folders, signal) {
      alive(signal);
      return sweeper(folders, now());
    },
    async read(paths, signal) {
      alive(signal);
      return Object.fromEntries(paths.map((path) => [path, readAt(machine, path, now())]));
    },
    async write(...[path, value, limitMs, signal]) {
      const began = now();
      const ms = (): number => Math.max(0, now() - began);
      if (disposed) return { kind: 'lost', ms: 0 };
      if (signal.aborted) return { kind: 'cancelled', ms: 0 };
      const mark = ++writes;
      const work = last.then(() => carryOut(path, value, mark));
      last = work;
      return { ...(await race(work, limitMs, signal)), ms: ms() };
    },
    ...(fleet === undefined
      ? {}
      : {
          async mailbox(device, signal) {
            alive(signal);
            return mailboxOf({ machine, fleet, run }, device);
          },
        }),
    radius: () => Promise.resolve(noRadius),
    rights: () => Promise.resolve(allRights),
    elevate: () => Promise.resolve(null),
    notices: (signal) => {
      if (disposed) throw new WireLost('the simulated machine was closed');
      return broadcast.listen(signal);
    },
    command: (path, value) => (value === null ? readCommand(path) : writeCommand(path, value)),
    async [Symbol.asyncDispose]() {
      disposed = true;
      machine[Symbol.dispose]();
      for (const finish of pauses) finish();
      broadcast.end();
      await last;
    },
  };
};

const readAt = (machine: Machine, path: string, at: number): Reading => {
  const found = machine.find(path);
  if ('errno' in found) return { errno: found.errno, at };
  if (found.entry.kind === 'folder') return { errno: 'EISDIR', at };
  if (found.entry.read === null) return { errno: 'EACCES', at };
  const content = found.entry.read();
  return typeof content === 'string' ? { value: content, at } : { errno: content.errno, at };
};
