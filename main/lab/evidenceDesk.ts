/** The lab's way to where evidence is gathered and judged: a thread of its own, started with the first question and not before. */
import { Worker } from 'node:worker_threads';
import type { FromDesk, ToDesk } from '../../shared/evidence/deskTalk.js';
import type { Gathered } from '../../shared/evidence/gathering.js';
import type { Fleet } from '../../shared/evidence/responder/fleet.js';
import type { EvidenceCommand, EvidenceInput, EvidenceOutputs, Progress } from '../../shared/ipc/evidence.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { Carrier, Gatherer } from '../session/gatherer.js';

export interface EvidenceDesk extends AsyncDisposable, Gatherer {
  /** Throws FaultError when there is no such desk, or it gave up. */
  ask<C extends EvidenceCommand>(command: C, input: EvidenceInput<C>): Promise<EvidenceOutputs[C]>;
  /** How far the judging of what was taken by this name has come; null when there is none, or it has not begun. */
  progress(op: string): Progress | null;
  /** Gives it up: it is answered at once, and nothing comes of it. False when nothing of that name is being judged. */
  cancel(op: string): boolean;
  /** Answers for simulated devices. */
  readonly fleet: Fleet;
}

const missing = (): Promise<never> =>
  Promise.reject(new FaultError({ kind: 'not-built', text: 'This lab was started without evidence.' }));

/** A lab that was started without one: a command line, a test. */
export const noDesk: EvidenceDesk = {
  ask: missing,
  gather: missing,
  progress: () => null,
  cancel: () => false,
  fleet: { answer: missing },
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** An exchange is judged in milliseconds; what neither ends nor comes on for this long never does. */
const limitMs = 60_000;
const memoryMiB = 768;

interface Waiting {
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
  readonly carrier: Carrier | null;
  /** Its name, where it has one. */
  readonly op: string | null;
  progress: Progress | null;
  /** It came on: its time begins anew. */
  readonly renew: () => void;
}

/** What an asking has beside its question. */
interface Beside {
  readonly carrier?: Carrier;
  readonly op?: string | undefined;
}

const cancelled = (): FaultError =>
  new FaultError({ kind: 'cancelled', text: 'It was cancelled: nothing came of it.' });

const gaveUp = (why: string): FaultError =>
  new FaultError({ kind: 'internal', text: `Evidence was not judged: ${why}.` });

/** A desk that runs: takes what it is told, and ends. */
export interface DeskLine {
  post(said: ToDesk): void;
  /** What comes of this asking is not wanted any more: heard even while it judges. */
  cancel(id: number): void;
  /** True while somebody waits for it: then it keeps the process alive, and else it must not. */
  hold(waited: boolean): void;
  end(): Promise<unknown>;
}

export interface DeskListener {
  heard(said: FromDesk): void;
  /** It ended by itself. */
  ended(why: string): void;
}

export interface DeskPlace {
  /** The built thread's module. */
  readonly file: string;
  /** Folder of what is kept; null keeps nothing. */
  readonly dataDir: string | null;
  /** Folder of this installation's own authority; null makes one for this run. */
  readonly authorityDir: string | null;
}

type Asked = ToDesk extends infer T ? (T extends ToDesk ? Omit<T, 'id'> : never) : never;

/** After a failure the next question starts a new desk: what is kept is there again, collections are not. */
export const deskOver = (start: (listener: DeskListener) => DeskLine): EvidenceDesk => {
  const waiting = new Map<number, Waiting>();
  let line: DeskLine | null = null;
  let count = 0;

  const end = (why: string): Promise<unknown> => {
    const ended = line;
    line = null;
    for (const { failed } of waiting.values()) failed(gaveUp(why));
    waiting.clear();
    return ended?.end() ?? Promise.resolve();
  };

  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    return one;
  };

  const named = (op: string): readonly [number, Waiting] | null =>
    [...waiting].find(([, one]) => one.op === op) ?? null;

  const carry = async (to: DeskLine, id: number, object: Uint8Array): Promise<void> => {
    const carrier = waiting.get(id)?.carrier ?? null;
    if (carrier === null) return to.post({ kind: 'carried', id, carried: null });
    try {
      to.post({ kind: 'carried', id, carried: await carrier.carry(object) });
    } catch (error) {
      settle(id)?.failed(error);
      to.post({ kind: 'carried', id, carried: null });
    }
  };

  const hear = (from: DeskLine, said: FromDesk): void => {
    if (said.kind === 'carry') void carry(from, said.id, said.object);
    else if (said.kind === 'progress') {
      const one = waiting.get(said.id);
      if (one === undefined) return;
      one.progress = { done: said.done, of: said.of };
      one.renew();
    } else if (said.kind === 'result') settle(said.id)?.done(said.result);
    else settle(said.id)?.failed(gaveUp(said.why));
  };

  const begin = (): DeskLine => {
    const started: DeskLine = start({
      heard: (said) => hear(started, said),
      ended: (why) => {
        if (line === started) void end(why);
      },
    });
    return started;
  };

  /** What the desk answers to this asking, as it says it. */
  const post = (asked: Asked, { carrier, op = undefined }: Beside = {}): Promise<unknown> =>
    new Promise((done, failed) => {
      line ??= begin();
      count += 1;
      const id = count;
      // A gathering waits for a device, however long that takes: its carrier has limits of its own.
      const timer =
        carrier === undefined
          ? setTimeout(() => void end(`it did not come on for ${limitMs / 1000} s`), limitMs)
          : undefined;
      const onAbort = (): void => {
        line?.cancel(id);
        settle(id)?.failed(carrier?.signal.reason);
      };
      const settled = (): void => {
        if (waiting.size === 0) line?.hold(false);
        clearTimeout(timer);
        carrier?.signal.removeEventListener('abort', onAbort);
      };
      waiting.set(id, {
        carrier: carrier ?? null,
        op: op ?? null,
        progress: null,
        renew: () => void timer?.refresh(),
        done: (result) => {
          settled();
          done(result);
        },
        failed: (error) => {
          settled();
          failed(error);
        },
      });
      carrier?.signal.addEventListener('abort', onAbort);
      line.hold(true);
      line.post({ ...asked, id });
    });

  return {
    // The desk answers each asking with its own output.
    ask: async (command, input) => {
      const op = 'op' in input ? input.op : undefined;
      return (await post({ kind: 'command', command, input }, { op })) as EvidenceOutputs[typeof command];
    },
    gather: async (wanted, carrier) => {
      carrier.signal.throwIfAborted();
      return (await post({ kind: 'gather', wanted }, { carrier })) as Gathered;
    },
    progress: (op) => named(op)?.[1].progress ?? null,
    cancel(op) {
      const found = named(op);
      if (found === null) return false;
      line?.cancel(found[0]);
      settle(found[0])?.failed(cancelled());
      return true;
    },
    fleet: {
      answer: async (device, object) => (await post({ kind: 'fleet', device, object })) as Uint8Array | null,
    },
    async [Symbol.asyncDispose]() {
      await end('the lab was closed');
    },
  };
};

/** Askings that can be given up side by side. */
const givenPlaces = 64;

/** In a thread of its own, started with the first question and not before. */
export const evidenceDesk = ({ file, ...workerData }: DeskPlace): EvidenceDesk =>
  deskOver(({ heard, ended }) => {
    // A thread that judges hears no message: it looks here.
    const given = new Int32Array(new SharedArrayBuffer(4 * givenPlaces));
    const thread = new Worker(file, {
      workerData: { ...workerData, given },
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    thread.on('message', (said: FromDesk) => heard(said));
    thread.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
    thread.on('exit', () => ended('its thread ended'));
    // It must not keep a process alive that is done.
    thread.unref();
    return {
      post: (said) => thread.postMessage(said),
      cancel: (id) => void Atomics.store(given, id % givenPlaces, id),
      hold: (waited) => (waited ? thread.ref() : thread.unref()),
      end: () => thread.terminate(),
    };
  });
