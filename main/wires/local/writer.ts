/** Makes one write in a process of its own, with a time limit: a write can hang in the kernel, and then only the process is left behind. */
import type { WriteOutcome } from '../../../shared/facts/event.js';
import { WireLost } from '../wire.js';
import { lineTo, Stuck } from './line.js';
import type { StartHelper } from './protocol.js';

export interface WriteWanted {
  readonly path: string;
  readonly value: string;
  /** In milliseconds, from when the process is there. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

export interface Writer extends Disposable {
  /** Settles at the limit or the abort, whether or not the kernel does. Never rejects for what the kernel says. */
  write(wanted: WriteWanted): Promise<WriteOutcome>;
}

/** Writes with the rights this tool runs with. */
export const plainWriter = (root: string, start: StartHelper): Writer => {
  const line = lineTo(start);

  return {
    async write({ path, value, limitMs, signal }) {
      const began = performance.now();
      const ms = (): number => performance.now() - began;
      let outcome: WriteOutcome = { kind: 'lost', ms: 0 };
      try {
        await line.ask(
          { kind: 'write', root, path, value },
          {
            silentMs: limitMs,
            signal,
            take: (answer) => {
              if (answer.kind !== 'written') return;
              outcome =
                answer.errno === null
                  ? { kind: 'done', ms: answer.ms }
                  : { kind: 'refused', errno: answer.errno, ms: answer.ms };
            },
          },
        );
        return outcome;
      } catch (error) {
        if (error instanceof Stuck) return { kind: 'timeout', ms: ms() };
        if (error instanceof WireLost) return { kind: 'lost', ms: ms() };
        if (signal.aborted) return { kind: 'cancelled', ms: ms() };
        throw error;
      }
    },
    [Symbol.dispose]: () => line[Symbol.dispose](),
  };
};
