/** One write from the person's word to its outcome: held back or recorded first, limited in time, and then looked at again. */
import { setImmediate } from 'node:timers/promises';
import type { PredictedOutcome, WriteOutcome } from '../../shared/facts/event.js';
import type { Answer } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import { deviceOfWrite, withRelatives } from './affected.js';
import type { WriteMark } from './causes.js';
import type { Desk } from './desk.js';
import { injectedBy } from './injected.js';
import type { Journal } from './journal.js';
import { limitedWrite } from './limited.js';
import { isOneLine, sysPathOf } from './sysPath.js';
import type { Watch } from './watch.js';

export interface WriteRequest {
  readonly path: string;
  readonly value: string;
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
  readonly guard: (write: { path: string; value: string; ownBranch: boolean }) => Fault | null;
}

const refuse = (kind: 'bad-request' | 'bad-path' | 'target-lost', text: string): Answer<'session.write'> => ({
  ok: false,
  fault: { kind, text },
});

export const createWriter = ({ desk, watch, journal, guard }: WriterOptions): Writer => {
  const { wire, clock, causes, outbox, limitMs } = desk;
  let running: { readonly op: string; readonly abort: AbortController } | null = null;

  const hold = (fault: Fault, write: { path: string; value: string }): Answer<'session.write'> => {
    const device = deviceOfWrite(write.path, write.value, desk.mirror.snapshot);
    desk.note({ kind: 'held', device, ...write, why: fault.text }, null);
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

  const afterwards = async (
    mark: WriteMark,
    write: { path: string; value: string; outcome: WriteOutcome },
  ): Promise<void> => {
    const injected = write.outcome.kind === 'done' ? injectedBy(write.path, write.value) : null;
    if (injected !== null) {
      const device = deviceOfWrite(write.path, write.value, desk.mirror.snapshot);
      mark.cause = desk.note({ kind: 'fault', device, ...injected }, { id: mark.cause, how: 'measured' });
    }
    watch.release();
    // One turn: what the target said during the write is heard before it is read again.
    await setImmediate();
    await desk.look(new Set([...mark.touched, ...watch.take()]), mark);
  };

  const make = async (
    path: string,
    request: WriteRequest,
    abort: AbortController,
  ): Promise<Answer<'session.write'>> => {
    const { value, predicted } = request;
    const device = deviceOfWrite(path, value, desk.mirror.snapshot);
    const event = desk.note({ kind: 'write', device, path, value, predicted }, null);
    const fault = recordFirst();
    if (fault !== null) return hold(fault, { path, value });
    const touched = new Set(device === null ? [] : withRelatives(device, desk.mirror.folders));
    const mark = causes.begin({ cause: event, touched, at: wire.now() });
    if (injectedBy(path, value) !== null) watch.hold(mark.ordinal);
    const made = wire.write(path, value, limitMs, AbortSignal.any([abort.signal, desk.life]));
    const { outcome, pending } = await limitedWrite(made, { clock, limitMs, signal: abort.signal });
    causes.end(mark, wire.now());
    desk.note({ kind: 'outcome', device, outcome }, { id: event, how: 'measured' });
    if (outcome.kind === 'lost') desk.lose('The target was lost during a write.');
    // It may still take effect: when the wire answers at last, what it touched is read once more.
    if (pending) made.then(() => desk.look(touched, mark), desk.fail);
    await afterwards(mark, { path, value, outcome });
    return { ok: true, result: { event, outcome, seq: outbox.flush() } };
  };

  return {
    async write(request) {
      const path = sysPathOf(request.path);
      if (path === null) return refuse('bad-path', `${JSON.stringify(request.path)} does not lead below sysfs.`);
      if (!isOneLine(request.value)) return refuse('bad-request', 'A value is one line, without control characters.');
      if (desk.lost !== null) return refuse('target-lost', `The target is lost: ${desk.lost.why}`);
      if (running !== null) return refuse('bad-request', 'Another write is still running; wait for it, or cancel it.');
      const fault = guard({ path, value: request.value, ownBranch: request.ownBranch });
      if (fault !== null) return hold(fault, { path, value: request.value });
      const abort = new AbortController();
      running = { op: request.op, abort };
      try {
        return await make(path, request, abort);
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
