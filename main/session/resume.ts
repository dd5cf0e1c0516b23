/** Reaches a lost target again: with growing pauses, until it is there, the session closes, or the person declines a question. */
import type { Opening } from '../wires/opening.js';
import { textOf } from '../../shared/facts/reading.js';
import { type Wire, WireRefused } from '../wires/wire.js';
import type { Clock } from './clock.js';
import type { Desk } from './desk.js';
import type { Rounds } from './rounds.js';
import type { SwitchableWire } from './switchable.js';
import { subscribe, type Watch } from './watch.js';

export interface Resuming {
  /** Opens the target's wire anew. */
  readonly reopen: (opening: Opening) => Promise<Wire>;
  readonly opening: Opening;
  readonly clock: Clock;
  /** Aborts when the session closes. */
  readonly life: AbortSignal;
}

/** Pauses before each try, in milliseconds; the last one is repeated. */
const pausesMs = [1000, 2000, 4000, 8000, 15_000, 30_000] as const;

const pause = (ms: number, clock: Clock, life: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (life.aborted) return resolve();
    const timer = clock.after(ms, () => {
      life.removeEventListener('abort', end);
      resolve();
    });
    const end = (): void => {
      timer[Symbol.dispose]();
      resolve();
    };
    life.addEventListener('abort', end, { once: true });
  });

/** The new wire; or null when the session closed meanwhile, another try would end the same, or a question was declined: nobody is asked twice. */
const reachAgain = async ({ reopen, opening, clock, life }: Resuming): Promise<Wire | null> => {
  let declined = false;
  let asked: Promise<unknown> = Promise.resolve();
  const asking: Opening = {
    tell: opening.tell,
    signal: AbortSignal.any([opening.signal, life]),
    ask: async (question) => {
      const answering = opening.ask(question);
      asked = answering;
      const answer = await answering;
      declined ||= answer === null;
      return answer;
    },
  };
  for (let tries = 0; !life.aborted && !declined; tries++) {
    await pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 30_000, clock, life);
    if (life.aborted) return null;
    try {
      const wire = await reopen(asking);
      if (!life.aborted) return wire;
      await wire[Symbol.asyncDispose]();
    } catch (error) {
      if (error instanceof WireRefused) return null;
      // Still not there: its row says why, and the next pause is longer.
    }
    // A question that outlived its connection stays until the person answers: another beside it would only pile up.
    await asked;
  }
  return null;
};

export interface Return {
  /** Told by the desk that the target is lost. */
  readonly lost: () => void;
  /** True while it is being reached again. */
  readonly trying: boolean;
}

export interface ReturnOptions extends Omit<Resuming, 'reopen'> {
  readonly wire: SwitchableWire;
  /** Null where a target that is lost stays lost. */
  readonly reopen: Resuming['reopen'] | null;
  /** What goes on then; made after this. */
  readonly parts: () => { readonly desk: Desk; readonly watch: Watch; readonly rounds: Rounds };
  /** More rights went with the connection that is lost: writes are held back again, at once. */
  readonly disarm: () => void;
}

/** Whether the machine was started anew while it was not seen, as far as its own word for its runs tells. */
const startedWords = (before: string | null, now: string | null): string => {
  if (before === null || now === null) return 'Whether it was started anew is not known.';
  return before === now ? 'It was not started anew.' : 'It was started anew meanwhile.';
};

/** The kernel's own count of its events; null where it cannot be read. */
const countOf = async (wire: Wire, life: AbortSignal): Promise<number | null> => {
  const path = 'kernel/uevent_seqnum';
  const count = Number(textOf((await wire.read([path], life))[path]) ?? Number.NaN);
  return Number.isSafeInteger(count) ? count : null;
};

/** The journal goes on where it was: what happened in between was not seen, and that is said; then everything is read again. */
export const createReturn = ({ wire, reopen, opening, clock, life, parts, disarm }: ReturnOptions): Return => {
  let trying = reopen !== null;
  const comeBack = async (): Promise<void> => {
    if (reopen === null) return;
    const { desk, watch, rounds } = parts();
    const since = clock.now();
    // Let go first: a serial port or a console's socket takes one at a time, and a write can be lost where the line is not.
    await wire[Symbol.asyncDispose]();
    const next = await reachAgain({ reopen, opening, clock, life });
    if (next === null) {
      trying = false;
      return void desk.outbox.status();
    }
    const { boot } = wire;
    wire.switchTo(next);
    const seconds = Math.round((clock.now() - since) / 1000);
    const started = startedWords(boot, wire.boot);
    desk.back(`${wire.title} is there again after ${seconds} s; what happened meanwhile was not seen. ${started}`);
    const { last } = watch;
    watch.listen(subscribe(wire, life));
    const count = await countOf(wire, life);
    // A machine that was started anew counts from the beginning.
    if (last !== null && count !== null && count > last && boot === wire.boot)
      desk.note({ kind: 'gap', device: null, first: last + 1, last: count }, null);
    await desk.look(null, null);
    rounds.resume();
    desk.outbox.flush();
  };
  return {
    lost: () => {
      // What was allowed was allowed on what was there: whatever comes in its place has to be armed anew.
      disarm();
      void comeBack().catch((error: unknown) => parts().desk.fail(error));
    },
    get trying() {
      return trying;
    },
  };
};
