/** A line to one helper process at a time: asks it one thing after the other, and leaves it behind when the kernel does not return. */
import { setImmediate } from 'node:timers/promises';
import { WireLost } from '../wire.js';
import { type Answer, type HelperProcess, isAnswer, type Request, type StartHelper } from './protocol.js';

type WithoutId<R> = R extends Request ? Omit<R, 'id'> : never;
export type Question = WithoutId<Request>;

/** The helper said nothing for too long: it is stuck in the kernel, and was left behind. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
  constructor(
    /** The file it was about to touch, below the root; null when it was not asked to say. */
    readonly path: string | null,
    ms: number,
  ) {
    super(`a read did not return within ${ms} ms`);
  }
}

export interface Asking {
  /** How long the helper may be silent, in milliseconds. */
  readonly silentMs: number;
  readonly signal: AbortSignal;
  readonly take: (answer: Answer) => void;
}

export interface Line extends Disposable {
  /**
   * Asks, hands on what is found, and resolves after the last. Rejects with {@link Stuck}, {@link WireLost} once
   * disposed or when the helper ends, or the signal's reason. One question at a time; the others wait.
   */
  ask(question: Question, asking: Asking): Promise<void>;
}

/** How long a process may take to start: a busy machine is no stuck kernel. */
const startMs = 10_000;

const isLast = (answer: Answer): boolean => (answer.kind !== 'devices' && answer.kind !== 'readings') || answer.done;

export const lineTo = (start: StartHelper): Line => {
  let helper: HelperProcess | null = null;
  let fresh = true;
  let count = 0;
  let closed = false;
  let hear: (answer: Answer) => void = () => undefined;
  let end: (error: Error) => void = () => undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const leave = (error: Error): void => {
    helper?.abandon();
    helper = null;
    end(error);
  };

  const running = (): HelperProcess => {
    if (helper !== null) return helper;
    const started = start();
    started.onMessage((message) => {
      if (helper === started && isAnswer(message)) hear(message);
    });
    started.onExit((why) => {
      if (helper === started) leave(new WireLost(`the helper process ended: ${why}`));
    });
    helper = started;
    fresh = true;
    return started;
  };

  const askNow = (question: Question, { silentMs, signal, take }: Asking): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      let about: string | null = null;
      let timer: NodeJS.Timeout | undefined;
      const settle = (error: Error | null): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        hear = () => undefined;
        end = () => undefined;
        if (error === null) resolve();
        else reject(error);
      };
      const abort = (): void => leave(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
      const wait = (ms: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => leave(new Stuck(about, ms)), ms);
      };
      if (closed) return reject(new WireLost('the wire was closed'));
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      end = settle;
      hear = (answer) => {
        if (answer.kind === 'ready') {
          fresh = false;
          return wait(silentMs);
        }
        if (answer.id !== id) return;
        wait(silentMs);
        if (answer.kind === 'about') {
          about = answer.path;
          return;
        }
        take(answer);
        if (answer.kind === 'failed') settle(new WireLost(answer.text));
        else if (isLast(answer)) settle(null);
      };
      const process = running();
      wait(fresh ? startMs : silentMs);
      process.send({ ...question, id });
    });

  return {
    ask: (question, asking) => {
      const mine = turn.then(async () => {
        // Starting a process holds this one up for as long as its memory is large: on its own, not on top of other work.
        if (helper === null) {
          await setImmediate();
          if (!closed) running();
          await setImmediate();
        }
        await askNow(question, asking);
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    [Symbol.dispose]: () => {
      closed = true;
      leave(new WireLost('the wire was closed'));
    },
  };
};
