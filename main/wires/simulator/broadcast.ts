/** Hands notices to every listener in order: each has a queue of its own, so a slow one delays nobody. */
import type { Notice } from '../notice.js';

export interface Broadcast {
  readonly say: (notice: Notice) => void;
  /** From now on, until the signal aborts or the broadcast ends. */
  listen(signal: AbortSignal): AsyncGenerator<Notice, void, void>;
  /** Ends every listener after what is queued. */
  end(): void;
  /** How many are listening; 0 when nothing leaks. */
  listeners(): number;
}

interface Ear {
  readonly queue: Notice[];
  wake: () => void;
}

export const broadcastOf = (): Broadcast => {
  const ears = new Set<Ear>();
  let ended = false;
  async function* drain(ear: Ear, signal: AbortSignal): AsyncGenerator<Notice, void, void> {
    const onAbort = (): void => ear.wake();
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        const next = ear.queue.shift();
        if (next !== undefined) yield next;
        else if (ended) return;
        else await new Promise<void>((resolve) => (ear.wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      ears.delete(ear);
    }
  }
  return {
    say: (notice) => {
      for (const ear of ears) {
        ear.queue.push(notice);
        ear.wake();
      }
    },
    listen: (signal) => {
      // Listening begins now, not at the first next(): nothing said in between is missed.
      const ear: Ear = { queue: [], wake: () => undefined };
      if (!signal.aborted && !ended) ears.add(ear);
      return drain(ear, signal);
    },
    end: () => {
      ended = true;
      for (const ear of ears) ear.wake();
    },
    listeners: () => ears.size,
  };
};
