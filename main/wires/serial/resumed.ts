/** A wire that outlives its connection: when the line is lost it is opened again, what was missed is marked, and the session goes on. */
import type { WriteOutcome } from '../../../shared/facts/event.js';
import { textOf } from '../../../shared/facts/reading.js';
import type { Notice } from '../notice.js';
import { type Wire, WireLost } from '../wire.js';

export interface ResumeOptions {
  readonly first: Wire;
  /** Connects anew. Throws WireLost. */
  readonly again: (signal: AbortSignal) => Promise<Wire>;
  /** Whether nothing can come of another try: then the wire is lost for good. */
  readonly isFinal: (error: unknown) => boolean;
  /** Between tries, in milliseconds: the first, then twice as long each time, up to the last. */
  readonly wait?: { readonly first: number; readonly last: number };
}

/** The kernel's own count of its events. */
const countPath = 'kernel/uevent_seqnum';

const countOf = async (wire: Wire, signal: AbortSignal): Promise<number | null> => {
  const reading = (await wire.read([countPath], signal))[countPath];
  const count = Number(textOf(reading) ?? Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : null;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });

export const resumedWire = (options: ResumeOptions): Wire => {
  const { first, again, isFinal, wait = { first: 500, last: 10_000 } } = options;
  const closing = new AbortController();
  let live: Wire | null = first;
  let lostFor: string | null = null;
  let coming: Promise<Wire> | null = null;
  let count: number | null = null;
  const hearers = new Set<(notice: Notice) => void>();

  const say = (text: string): void => {
    for (const hear of hearers) hear({ kind: 'console', text, seenAt: first.now(), happenedAt: null, write: null });
  };
  const alive = (): void => {
    if (closing.signal.aborted) throw new WireLost('the wire was closed');
    if (lostFor !== null) throw new WireLost(lostFor);
  };

  const reconnect = async (): Promise<Wire> => {
    for (let ms = wait.first; ; ms = Math.min(ms * 2, wait.last)) {
      await pause(ms, closing.signal);
      alive();
      try {
        const wire = await again(closing.signal);
        if (closing.signal.aborted) await wire[Symbol.asyncDispose]();
        alive();
        return wire;
      } catch (error) {
        alive();
        if (isFinal(error) || !(error instanceof WireLost)) {
          lostFor = error instanceof Error ? error.message : String(error);
          throw new WireLost(lostFor);
        }
      }
    }
  };

  /** What the kernel counted while nobody listened. A machine that was started again counts from the beginning. */
  const markGap = async (wire: Wire): Promise<void> => {
    const now = await countOf(wire, closing.signal);
    if (now === null) return;
    const from = count !== null && count <= now ? count + 1 : 1;
    count = now;
    // Where nothing was counted something may have changed all the same: links and levels send no events everywhere.
    for (const hear of hearers)
      hear({ kind: 'gap', first: Math.min(from, now), last: now, seenAt: wire.now(), happenedAt: null, write: null });
  };

  /** `gone` is no more: one attempt at a time gets another. */
  const lose = (gone: Wire, why: string): void => {
    if (live !== gone || closing.signal.aborted) return;
    live = null;
    say(`The line was lost: ${why} Connecting again.`);
    coming = gone[Symbol.asyncDispose]()
      .then(reconnect)
      .then(async (wire) => {
        for (const tell of returns) tell();
        live = wire;
        coming = null;
        for (const listen of listeners) void listen(wire);
        say('Connected again.');
        await markGap(wire).catch(() => undefined);
        return wire;
      });
    coming.catch(() => {
      for (const fail of failing) fail();
    });
  };

  const listeners = new Set<(wire: Wire) => Promise<void>>();
  const failing = new Set<() => void>();
  const returns = new Set<() => void>();

  const standing = async (signal: AbortSignal): Promise<Wire> => {
    for (;;) {
      signal.throwIfAborted();
      alive();
      if (live !== null) return live;
      const stop = new AbortController();
      const until = pause(2 ** 30, AbortSignal.any([signal, closing.signal, stop.signal]));
      await Promise.race([coming, until]).finally(() => stop.abort());
    }
  };

  /** Reading twice does no harm. */
  const reading = async <T>(signal: AbortSignal, read: (wire: Wire) => Promise<T>): Promise<T> => {
    for (;;) {
      const wire = await standing(signal);
      try {
        return await read(wire);
      } catch (error) {
        if (!(error instanceof WireLost) || signal.aborted) throw error;
        alive();
        lose(wire, error.message);
      }
    }
  };

  const now = (): Wire => {
    alive();
    if (live === null) throw new WireLost('The line is lost for now; it is being connected again.');
    return live;
  };

  return {
    uri: first.uri,
    title: first.title,
    harmless: first.harmless,
    now: first.now,
    sweep: (folders, signal) => reading(signal, (wire) => wire.sweep(folders, signal)),
    read: (paths, signal) => reading(signal, (wire) => wire.read(paths, signal)),
    async write(...[path, value, limitMs, signal]): Promise<WriteOutcome> {
      if (closing.signal.aborted || live === null) return { kind: signal.aborted ? 'cancelled' : 'lost', ms: 0 };
      return live.write(path, value, limitMs, signal);
    },
    radius: async (path, value) => now().radius(path, value),
    rights: async () => now().rights(),
    elevate: async (how) => now().elevate(how),
    notices(signal) {
      alive();
      const queue: Notice[] = [];
      let wake: (() => void) | null = null;
      let end: 'open' | 'closed' | 'lost' = 'open';
      const ring = (): void => wake?.();
      const hear = (notice: Notice): void => {
        if (notice.kind === 'uevent') count = Math.max(count ?? 0, notice.seqnum);
        queue.push(notice);
        ring();
      };
      const listen = async (wire: Wire): Promise<void> => {
        try {
          for await (const notice of wire.notices(ends)) hear(notice);
          if (!ends.aborted) lose(wire, 'It stopped sending notices.');
        } catch (error) {
          if (!ends.aborted) lose(wire, error instanceof Error ? error.message : String(error));
        }
      };
      const fail = (): void => {
        end = 'lost';
        ring();
      };
      const ends = AbortSignal.any([signal, closing.signal]);
      const stop = (): void => {
        end = end === 'open' ? 'closed' : end;
        hearers.delete(hear);
        listeners.delete(listen);
        failing.delete(fail);
        ring();
      };
      ends.addEventListener('abort', stop, { once: true });
      hearers.add(hear);
      listeners.add(listen);
      failing.add(fail);
      if (ends.aborted) stop();
      else if (live !== null) {
        const wire = live;
        void countOf(wire, ends).then(
          (known) => {
            count ??= known;
          },
          () => undefined,
        );
        void listen(wire);
      }
      const drain = async function* (): AsyncGenerator<Notice> {
        for (;;) {
          const notice = queue.shift();
          if (notice !== undefined) yield notice;
          else if (end === 'closed') return;
          else if (end === 'lost') throw new WireLost(lostFor ?? 'The line was lost.');
          else
            await new Promise<void>((done) => {
              wake = done;
            });
        }
      };
      return drain();
    },
    onReturn(listener) {
      returns.add(listener);
      return { [Symbol.dispose]: () => void returns.delete(listener) };
    },
    command: (path, value) => (live ?? first).command(path, value),
    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      closing.abort();
      await live?.[Symbol.asyncDispose]();
      // A connection that is being made ends by the signal; what came of it is let go there.
      await coming?.catch(() => undefined);
    },
  };
};
