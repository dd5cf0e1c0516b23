/** Puts a time limit and a way to cancel around what the far side may never answer. */
import type { WriteOutcome } from '../../shared/facts/event.js';
import { WireLost } from '../wires/wire.js';
import type { Clock } from './clock.js';

/** The wire keeps the limit itself; this long after it we no longer wait for the wire. */
const graceMs = 250;

/** `pending`: we gave up waiting, and the wire may still answer. */
export interface LimitedOutcome {
  readonly outcome: WriteOutcome;
  readonly pending: boolean;
}

/**
 * Waits for `write`, and gives up when the limit passes or `signal` aborts: the kernel may still finish.
 * A wire that is lost is an outcome, not an error; any other error is a bug and is thrown.
 */
export const limitedWrite = async (
  write: Promise<WriteOutcome>,
  { clock, limitMs, signal }: { clock: Clock; limitMs: number; signal: AbortSignal },
): Promise<LimitedOutcome> => {
  const started = clock.now();
  const ms = (): number => clock.now() - started;
  const wire = write.then(
    (outcome): LimitedOutcome => ({ outcome, pending: false }),
    (error: unknown): LimitedOutcome => {
      if (!(error instanceof WireLost)) throw error;
      return { outcome: { kind: 'lost', ms: ms() }, pending: false };
    },
  );
  const ends: Disposable[] = [];
  const givenUp = new Promise<LimitedOutcome>((resolve) => {
    const giveUp = (kind: 'timeout' | 'cancelled') => (): void =>
      resolve({ outcome: { kind, ms: ms() }, pending: true });
    ends.push(clock.after(limitMs + graceMs, giveUp('timeout')));
    const cancelled = giveUp('cancelled');
    signal.addEventListener('abort', cancelled, { once: true });
    ends.push({ [Symbol.dispose]: () => signal.removeEventListener('abort', cancelled) });
    if (signal.aborted) cancelled();
  });
  try {
    return await Promise.race([wire, givenUp]);
  } finally {
    for (const end of ends) end[Symbol.dispose]();
  }
};

/** Waits for `promise`, which never fails, for at most `ms`; answers false when that was not enough. */
export const within = async (promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> => {
  let giveUp: () => void = () => undefined;
  const late = new Promise<false>((resolve) => {
    giveUp = () => resolve(false);
  });
  using _timer = clock.after(ms, giveUp);
  return await Promise.race([promise.then(() => true), late]);
};
