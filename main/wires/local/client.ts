/** Talks to one reader process at a time, and starts a new one when the old had to be left behind. */
import { WireLost } from '../wire.js';
import type { Portion, ReaderProcess, Request, StartReader } from './protocol.js';

type Body = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** How long a reader may say nothing before it counts as stuck in the kernel, in milliseconds. */
export const stuckAfterMs = 10_000;

/** The kernel did not return from a read; the reader was left behind and a new one will serve the next request. */
export class ReaderStuck extends Error {
  override readonly name = 'ReaderStuck';
}

export interface ReaderClient extends Disposable {
  /** Sends one request and yields its portions. Throws {@link ReaderStuck}, {@link WireLost}, or the signal's reason. */
  ask(body: Body, signal: AbortSignal): AsyncGenerator<Portion, void, undefined>;
}

interface Waiting {
  push(portion: Portion): void;
  fail(error: Error): void;
}

/** A client over processes that `start` gives; `stuckMs` as {@link stuckAfterMs}. */
export const readerClient = (start: StartReader, stuckMs = stuckAfterMs): ReaderClient => {
  let process: ReaderProcess | null = null;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  const leave = (error: Error): void => {
    process?.abandon();
    process = null;
    for (const one of [...waiting.values()]) one.fail(error);
    waiting.clear();
  };

  const running = (): ReaderProcess => {
    if (process !== null) return process;
    const fresh = start();
    fresh.onPortion((portion) => waiting.get(portion.id)?.push(portion));
    fresh.onExit((why) => {
      if (process === fresh) leave(new WireLost(`the reader process ended: ${why}`));
    });
    process = fresh;
    return fresh;
  };

  async function* ask(body: Body, signal: AbortSignal): AsyncGenerator<Portion, void, undefined> {
    signal.throwIfAborted();
    const id = ++count;
    const portions: Portion[] = [];
    let failure: Error | null = null;
    let wake = (): void => undefined;
    waiting.set(id, {
      push: (portion) => {
        portions.push(portion);
        wake();
      },
      fail: (error) => {
        failure = error;
        wake();
      },
    });
    const stop = (): void => leave(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      running().send({ ...body, id });
      for (;;) {
        const portion = portions.shift();
        if (portion !== undefined) {
          yield portion;
          if (portion.kind !== 'devices' || portion.done) return;
          continue;
        }
        if (failure !== null) throw failure;
        const timer = setTimeout(() => leave(new ReaderStuck(`a read did not return within ${stuckMs} ms`)), stuckMs);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        clearTimeout(timer);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      waiting.delete(id);
    }
  }

  return { ask, [Symbol.dispose]: () => leave(new WireLost('the wire was closed')) };
};
