/** The windows that look at one session. Each has an outbox of its own and looks at what it likes; what happens is told to all of them. */
import type { Opening } from '../wires/opening.js';
import type { Outbox, Outlet } from './outbox.js';
import type { Looked } from './rounds.js';

/** One window's place at an open target. */
export interface Seat {
  readonly id: string;
  readonly outbox: Outbox;
  /** Where this window is asked and told while the target is reached again; the seat ends it with itself. */
  readonly opening: Opening & Disposable;
}

export interface Seats {
  /** Tells every window. The numbers it answers with are those of the first one's frames. */
  readonly outlet: Outlet;
  /** Tells every window that waits for the target, and asks one of them: the one that has been here longest, and where somebody is. */
  readonly opening: Opening;
  readonly count: number;
  /** What the windows look at, each. */
  readonly looked: readonly Looked[];
  add(seat: Seat): void;
  look(id: string, looked: Looked): void;
  /** The window may have gone for good, or come back. */
  setAway(id: string, away: boolean): void;
  /** True while nobody is at any window. */
  readonly deserted: boolean;
  /** The window is gone: nothing is told there any more. */
  leave(id: string): void;
}

interface Taken extends Seat {
  looked: Looked;
  away: boolean;
}

const nothing: Looked = { selected: null, visible: [] };

/** @param life Aborts when the session closes. */
export const createSeats = (life: AbortSignal): Seats => {
  const taken = new Map<string, Taken>();
  const outboxes = (): readonly Outbox[] => [...taken.values()].map(({ outbox }) => outbox);
  const first = (numbers: readonly number[]): number => numbers[0] ?? 0;
  const each =
    <A extends readonly unknown[]>(tell: (outbox: Outbox, ...what: A) => void) =>
    (...what: A): void => {
      for (const outbox of outboxes()) tell(outbox, ...what);
    };

  const ask: Opening['ask'] = async (question) => {
    for (;;) {
      const all = [...taken.values()];
      const seat = all.find(({ away }) => !away) ?? all[0];
      if (seat === undefined) return null;
      const answer = await seat.opening.ask(question);
      // A window that was closed over the question has not declined it: the next one is asked.
      if (answer !== null || taken.has(seat.id)) return answer;
    }
  };

  return {
    outlet: {
      event: each((outbox, event) => outbox.event(event)),
      full: each((outbox) => outbox.full()),
      delta: each((outbox, delta) => outbox.delta(delta)),
      status: each((outbox) => outbox.status()),
      flush: () => first(outboxes().map((outbox) => outbox.flush())),
      promise: () => first(outboxes().map((outbox) => outbox.promise())),
    },
    opening: {
      signal: life,
      tell(row) {
        for (const { opening } of taken.values()) opening.tell(row);
      },
      ask,
    },
    get count() {
      return taken.size;
    },
    get looked() {
      return [...taken.values()].map(({ looked }) => looked);
    },
    add: (seat) => void taken.set(seat.id, { ...seat, looked: nothing, away: false }),
    look(id, looked) {
      const seat = taken.get(id);
      if (seat !== undefined) seat.looked = looked;
    },
    setAway(id, away) {
      const seat = taken.get(id);
      if (seat !== undefined) seat.away = away;
    },
    get deserted() {
      return [...taken.values()].every(({ away }) => away);
    },
    leave(id) {
      const seat = taken.get(id);
      if (seat === undefined) return;
      taken.delete(id);
      seat.outbox[Symbol.dispose]();
      seat.opening[Symbol.dispose]();
    },
  };
};
