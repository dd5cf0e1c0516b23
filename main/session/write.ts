/** One write from the person's word to its outcome: held back or recorded first, limited in time, and then looked at again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PredictedOutcome, WriteOutcome } from '../../shared/facts/event.js';
import type { Answer } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import { deviceOfWrite, groupOfWrite, withRelatives } from './affected.js';
import type { WriteMark } from './causes.js';
import type { Desk } from './desk.js';
import { injectedBy } from './injected.js';
import type { Journal } from './journal.js';
import { limitedWrite } from './limited.js';
import { isOneLine, sysPathOf } from './sysPath.js';
import type { Seen } from '../wires/wire.js';
import type { Watch } from './watch.js';

/** What is written, and where: below sysfs. */
interface Wanted {
  readonly path: string;
  readonly value: string;
}

export interface WriteRequest extends Wanted {
  readonly predicted: PredictedOutcome | null;
  readonly ownBranch: boolean;
  /** The window's name for this write, to cancel it by. */
  readonly op: string;
}

export interface Writer {
  write(request: WriteRequest): Promise<Answer<'session.write'>>;
  /** True when that write was running. */
  cancel(op: string): boolean;
}

export interface WriterOptions {
  readonly desk: Desk;
  readonly watch: Watch;
  readonly journal: Journal;
  /** The guard rails: a fault holds the write back. */
  readonly guard: (write: Wanted & { readonly ownBranch: boolean }) => Promise<Fault | null>;
}

/** A write that came to an end, or was given up. */
interface Made {
  readonly mark: WriteMark;
  readonly wanted: Wanted;
  readonly outcome: WriteOutcome;
  readonly seen: () => Promise<Seen | null>;
}

const refuse = (kind: 'bad-request' | 'bad-path' | 'busy' | 'target-lost', text: string): Answer<'session.write'> => ({
  ok: false,
  fault: { kind, text },
});

export const createWriter = ({ desk, watch, journal, guard }: WriterOptions): Writer => {
  const { wire, clock, causes, outbox, limitMs } = desk;
  let running: { readonly op: string; readonly abort: AbortController } | null = null;

  const deviceOf = ({ path, value }: Wanted) => deviceOfWrite(path, value, desk.mirror.snapshot);

  const hold = (fault: Fault, { path, value }: Wanted): Answer<'session.write'> => {
    desk.note({ kind: 'held', device: deviceOf({ path, value }), path, value, why: fault.text }, null);
    outbox.flush();
    return { ok: false, fault };
  };

  /** Recorded before it is made: what stops the machine must not also erase what was done to it. */
  const recordFirst = (): Fault | null => {
    try {
      journal.flush(!wire.harmless);
      return null;
    } catch (error) {
      if (error instanceof FaultError) return error.fault;
      throw error;
    }
  };

  /** The write is on its way; `seen` is what it led to, where the wire tells it in the same journey and nothing newer is known. */
  const send = (
    { path, value }: Wanted,
    touched: ReadonlySet<string>,
    signal: AbortSignal,
  ): { readonly made: Promise<WriteOutcome>; readonly seen: () => Promise<Seen | null> } => {
    if (wire.writeAndLook === undefined)
      return { made: wire.write(path, value, limitMs, signal), seen: () => Promise.resolve(null) };
    const still = desk.still();
    const look = desk.mirror.lookOf(touched);
    const { outcome, seen } = wire.writeAndLook({ path, value, limitMs }, look, signal);
    // Whoever asks for it is told of its failure.
    seen.catch(() => undefined);
    return {
      made: outcome,
      seen: async () => {
        const found = await seen;
        return still() ? found : null;
      },
    };
  };

  const afterwards = async ({ mark, wanted, outcome, seen }: Made): Promise<void> => {
    const injected = outcome.kind === 'done' ? injectedBy(wanted.path, wanted.value) : null;
    if (injected !== null) {
      const cause = { id: mark.cause, how: 'measured' } as const;
      const device = deviceOf(wanted);
      mark.cause = desk.note({ kind: 'fault', device, ...injected }, cause);
      if (device !== null) causes.injected(device, mark.cause, wire.now());
    }
    watch.release();
    // One turn: what the target said during the write is heard before it is read again.
    await nextTurn();
    const found = outcome.kind === 'done' || outcome.kind === 'refused' ? await seen() : null;
    // What notices named may have changed after it was seen: the watch reads it again by itself.
    if (found !== null && watch.namedOnly(mark.touched)) await desk.look(mark.touched, mark, found);
    else await desk.look(new Set([...mark.touched, ...watch.take()]), mark);
  };

  const make = async (
    request: WriteRequest,
    wanted: Wanted,
    abort: AbortController,
  ): Promise<Answer<'session.write'>> => {
    const device = deviceOf(wanted);
    const event = desk.note({ kind: 'write', device, ...wanted, predicted: request.predicted }, null);
    const fault = recordFirst();
    if (fault !== null) return hold(fault, wanted);
    const touched = new Set(device === null ? groupOfWrite(wanted.path) : withRelatives(device, desk.mirror.folders));
    const mark = causes.begin({ cause: event, touched, at: wire.now() });
    if (injectedBy(wanted.path, wanted.value) !== null) watch.hold(mark.ordinal);
    const signal = AbortSignal.any([abort.signal, desk.life]);
    const { made, seen } = send(wanted, touched, signal);
    const { outcome, pending } = await limitedWrite(made, { clock, limitMs, signal });
    desk.note({ kind: 'outcome', device, outcome }, { id: event, how: 'measured' });
    if (outcome.kind === 'lost') desk.lose('The target was lost during a write.');
    // It may still take effect: when the wire answers at last, what it touched is read once more.
    if (pending) made.then(() => desk.look(touched, mark), desk.fail);
    try {
      await afterwards({ mark, wanted, outcome, seen });
    } finally {
      // Only now: on a slow machine another look may see what it led to before its own has come back.
      causes.end(mark, wire.now());
    }
    // The answer goes first, so that the window knows which frame ends the write when that frame comes.
    setImmediate(() => outbox.flush());
    return { ok: true, result: { event, outcome, seq: outbox.promise() } };
  };

  return {
    async write(request) {
      const path = sysPathOf(request.path);
      if (path === null) return refuse('bad-path', `${JSON.stringify(request.path)} does not lead below sysfs.`);
      if (!isOneLine(request.value)) return refuse('bad-request', 'A value is one line, without control characters.');
      if (desk.lost !== null) return refuse('target-lost', `The target is lost: ${desk.lost.why}`);
      if (running !== null) return refuse('busy', 'Another write is still running; wait for it, or cancel it.');
      const wanted = { path, value: request.value };
      const abort = new AbortController();
      running = { op: request.op, abort };
      try {
        const fault = await guard({ ...wanted, ownBranch: request.ownBranch });
        if (fault !== null) return hold(fault, wanted);
        return await make(request, wanted, abort);
      } finally {
        running = null;
      }
    },
    cancel(op) {
      if (running?.op !== op) return false;
      running.abort.abort();
      return true;
    },
  };
};
