/** What is asked along with the greeting: the kernel's count of events, then everything. The first sweep saves its journey. */
import type { Link } from './link.js';
import { readingsOf } from './records.js';
import { argument } from './request.js';

/** Counts events; what moves it is an event that somebody who listens hears. */
const countFile = 'kernel/uevent_seqnum';

/** How long an answer may wait for whoever asks for it, in milliseconds: then the machine is looked at again. */
const freshMs = 2000;

export interface AskedAhead {
  /** The count before anything was read: events after it that nobody heard are a gap. Null when it cannot be read. */
  readonly count: Promise<number | null>;
  /** Lines of the sweep, as {@link Link.ask} has them. */
  readonly lines: Promise<readonly string[]>;
  /** When the last of them came, in milliseconds since the epoch; null before that. */
  readonly at: number | null;
  readonly stale: boolean;
  /** Nobody waits for it any more. */
  end(reason: unknown): void;
}

/** The kernel's count of events, from the answer to {@link countAsked}; null when it cannot be read. */
export const countIn = (lines: readonly string[]): number | null => {
  const reading = readingsOf(lines, [countFile], 0)[countFile];
  const count = reading !== undefined && 'value' in reading ? Number(reading.value) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
};

export const countAsked = { verb: 'read', args: [argument(countFile)] } as const;

/** `now` stamps; `silentMs` is how long the far side may be silent within the sweep. */
export const askAhead = (link: Link, now: () => number, silentMs: number): AskedAhead => {
  const ends = new AbortController();
  const { signal } = ends;
  let at: number | null = null;
  const [counted = Promise.resolve([]), lines = Promise.resolve([])] = link.askInTurn([
    // Nothing is known of the far side yet: it may ask for a password first.
    { ...countAsked, asking: { signal, silentMs: null } },
    { verb: 'sweep', args: [], asking: { signal, silentMs } },
  ]);
  // Whoever asks in earnest is told why nothing came.
  const count = counted.then(countIn, () => null);
  lines.then(
    () => {
      at = now();
    },
    () => undefined,
  );
  return {
    count,
    lines,
    get at() {
      return at;
    },
    get stale() {
      return at !== null && now() - at > freshMs;
    },
    end: (reason) => ends.abort(reason),
  };
};
