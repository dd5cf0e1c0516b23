/** Asks the far agent, and matches its frames to what was asked: several requests at once, each with its own end. */
import { WireLost } from '../wire.js';
import { frameReader } from './frame.js';
import type { ByteLine } from './line.js';
import { type Request, requestLine, type Verb } from './request.js';

/** The far side said nothing about a request for too long. */
export class Silent extends Error {
  override readonly name = 'Silent';
  constructor(
    /** What had come by then. */
    readonly lines: readonly string[],
    ms: number,
  ) {
    super(`no answer within ${ms} ms`);
  }
}

export interface Asking {
  readonly signal: AbortSignal;
  /** How long the far side may be silent about it, in milliseconds; null for ever. */
  readonly silentMs: number | null;
  /** Lines of the answer as they come, for one that has no end. Then none are kept. */
  readonly hear?: (lines: readonly string[]) => void;
}

/** One of several requests that go over together. */
export interface Turn extends Omit<Request, 'id'> {
  readonly asking: Asking;
}

export interface Link extends Disposable {
  /**
   * The lines of the answer. Rejects with the signal's reason, {@link Silent}, or {@link WireLost}; in the first two cases the far job
   * is ended. Nothing is asked twice here: who asks knows whether twice does harm.
   */
  ask(verb: Verb, args: readonly string[], asking: Asking): Promise<readonly string[]>;
  /**
   * Asks several in one journey: each is begun over there when the one before it has been answered, and its silence counts
   * from then. One that fails fails those after it. The answers in that order, each as of {@link ask}.
   */
  askInTurn(turns: readonly Turn[]): readonly Promise<readonly string[]>[];
  /** Sends a request that has no answer. */
  tell(verb: 'kill' | 'bye', args: readonly string[]): void;
  readonly lost: string | null;
  onLost(listener: (why: string) => void): Disposable;
}

export interface LinkOptions {
  readonly line: ByteLine;
  /** Longest answer, in bytes; what is longer loses the line. */
  readonly longest?: number;
  /** Lines that are no frames. */
  readonly console: (text: string) => void;
}

/** Longest answer that is kept, in bytes: a machine of 100,000 devices with their configuration space has room. */
const mostBytes = 512 * 1024 * 1024;
/** What a part costs besides its body: one that is empty fills memory too. */
const partBytes = 64;

interface Pending {
  take(frame: { readonly part: number; readonly last: boolean; readonly body: string }): void;
  fail(error: Error): void;
}

/** Kernel lines that came in the middle of a frame. */
const kernelLines = (text: string): readonly string[] =>
  [...text.matchAll(/\[ *\d+\.\d{6}\] [ -~]*/g)].map(([line]) => line);

export const linkTo = ({ line, console, longest = mostBytes }: LinkOptions): Link => {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(why: string) => void>();
  const encoder = new TextEncoder();
  let count = 0;
  let lost: string | null = null;
  let spoken = '';

  const say = (text: string): void => {
    const lines = (spoken + text).split(/\r?\n/);
    spoken = (lines.pop() ?? '').slice(-4096);
    for (const one of lines) {
      const words = Buffer.from(one, 'latin1').toString('utf8').trim();
      if (words !== '') console(words);
    }
  };
  const reader = frameReader({
    frame: (frame) => pending.get(frame.id)?.take(frame),
    text: say,
    broken: (text) => {
      for (const one of kernelLines(text)) console(one);
    },
  });
  const lose = (why: string): void => {
    if (lost !== null) return;
    lost = why;
    for (const one of [...pending.values()]) one.fail(new WireLost(why));
    for (const listener of [...listeners]) listener(why);
  };
  const hearing = line.onBytes((bytes) =>
    reader.feed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')),
  );
  const ending = line.onEnd(lose);
  const send = (...requests: readonly Request[]): void => line.send(encoder.encode(requestLine(...requests)));

  /** The answer to a request that is about to be sent. `before`: of the one before it. */
  const answerTo = (
    id: number,
    { signal, silentMs, hear }: Asking,
    before: Promise<unknown> | null,
  ): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const parts: string[] = [];
      let heard: string[] = [];
      let [end, had, kept] = [-1, 0, 0];
      let timer: NodeJS.Timeout | undefined;
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        pending.delete(id);
      };
      const linesOf = (body: string): string[] => body.split('\n').slice(0, -1);
      const fail = (error: Error): void => {
        if (!pending.has(id)) return;
        settle();
        if (!(error instanceof WireLost)) send({ id: count, verb: 'kill', args: [String(id)] });
        reject(error);
      };
      const abort = (): void => fail(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
      const wait = (): void => {
        clearTimeout(timer);
        if (silentMs !== null && pending.has(id))
          timer = setTimeout(() => fail(new Silent(parts.flatMap(linesOf), silentMs)), silentMs);
      };
      pending.set(id, {
        fail,
        take: ({ part, last, body }) => {
          wait();
          if (hear === undefined) {
            // Of an answer that is said twice, the first of each part is taken.
            if (parts[part] === undefined) {
              parts[part] = body;
              had += 1;
              kept += body.length + partBytes;
            }
            // Never cut short: half an answer would be taken for the whole, or for one that hangs.
            if (kept > longest) return lose(`The far side's answer is longer than ${longest} bytes.`);
          } else {
            had = part + 1;
            heard = linesOf(body);
            if (heard.length > 0) hear(heard);
          }
          if (last) end = part + 1;
          if (end < 0 || had < end) return;
          settle();
          resolve(parts.flatMap(linesOf));
        },
      });
      signal.addEventListener('abort', abort, { once: true });
      if (before === null) wait();
      else before.then(wait, fail);
    });

  const askInTurn: Link['askInTurn'] = (turns) => {
    const gone = lost === null ? null : new WireLost(lost);
    const aborted = turns.find(({ asking }) => asking.signal.aborted)?.asking.signal.reason;
    if (gone !== null || aborted !== undefined) return turns.map(() => Promise.reject(gone ?? aborted));
    const requests = turns.map(({ verb, args }) => ({ id: ++count, verb, args }));
    let before: Promise<readonly string[]> | null = null;
    const answers = turns.map(({ asking }, index) => {
      before = answerTo(requests[index]?.id ?? 0, asking, before);
      return before;
    });
    send(...requests);
    return answers;
  };

  return {
    async ask(verb, args, asking) {
      const [answer] = askInTurn([{ verb, args, asking }]);
      return answer ?? [];
    },
    askInTurn,
    tell: (verb, args) => send({ id: ++count, verb, args }),
    get lost() {
      return lost;
    },
    onLost(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    [Symbol.dispose]() {
      lose('the wire was closed');
      hearing[Symbol.dispose]();
      ending[Symbol.dispose]();
      line[Symbol.dispose]();
    },
  };
};
