/** The lab's way to where evidence is judged: a thread of its own, started with the first question and not before. */
import { Worker } from 'node:worker_threads';
import type { EvidenceCommand, EvidenceInput, EvidenceOutputs } from '../../shared/ipc/evidence.js';
import { FaultError } from '../../shared/ipc/faultError.js';

export interface EvidenceDesk extends AsyncDisposable {
  /** Throws FaultError when there is no such desk, or it gave up. */
  ask<C extends EvidenceCommand>(command: C, input: EvidenceInput<C>): Promise<EvidenceOutputs[C]>;
}

/** A lab that was started without one: a command line, a test. */
export const noDesk: EvidenceDesk = {
  ask: () => Promise.reject(new FaultError({ kind: 'not-built', text: 'This lab was started without evidence.' })),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** Judging takes milliseconds; what takes this long never ends. */
const limitMs = 60_000;
const memoryMiB = 768;

type Heard = { readonly id: number } & ({ readonly result: object } | { readonly failed: string });

interface Waiting {
  readonly done: (result: object) => void;
  readonly failed: (error: FaultError) => void;
}

const gaveUp = (why: string): FaultError =>
  new FaultError({ kind: 'internal', text: `Evidence was not judged: ${why}.` });

export interface DeskPlace {
  /** The built thread's module. */
  readonly file: string;
  /** Folder of what is kept; null keeps nothing. */
  readonly dataDir: string | null;
}

/** After a failure the next question starts a new thread: what is kept is there again, collections are not. */
export const evidenceDesk = ({ file, dataDir }: DeskPlace): EvidenceDesk => {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let count = 0;

  const end = (why: string): void => {
    const ended = thread;
    thread = null;
    for (const { failed } of waiting.values()) failed(gaveUp(why));
    waiting.clear();
    void ended?.terminate();
  };

  const start = (): Worker => {
    const started = new Worker(file, {
      workerData: { dataDir },
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    const current = (act: () => void) => (): void => {
      if (thread === started) act();
    };
    started.on('message', (heard: Heard) => {
      const one = waiting.get(heard.id);
      waiting.delete(heard.id);
      if ('result' in heard) one?.done(heard.result);
      else one?.failed(gaveUp(heard.failed));
    });
    started.on('error', (error) => current(() => end(error instanceof Error ? error.message : String(error)))());
    started.on(
      'exit',
      current(() => end('its thread ended')),
    );
    // It must not keep a process alive that is done.
    started.unref();
    return started;
  };

  return {
    ask: (command, input) =>
      new Promise((done, failed) => {
        thread ??= start();
        count += 1;
        const id = count;
        const timer = setTimeout(() => end(`it took longer than ${limitMs / 1000} s`), limitMs);
        const settled = (): void => clearTimeout(timer);
        waiting.set(id, {
          done: (result) => {
            settled();
            // The thread answers a command with its own output.
            done(result as EvidenceOutputs[typeof command]);
          },
          failed: (error) => {
            settled();
            failed(error);
          },
        });
        thread.postMessage({ id, command, input });
      }),
    async [Symbol.asyncDispose]() {
      const ended = thread;
      end('the lab was closed');
      await ended?.terminate();
    },
  };
};
