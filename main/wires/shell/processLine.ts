/** A byte line to a child process: ssh, or a shell of this machine. Pipes keep bytes whole. */
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ByteLine } from './line.js';

export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface ProcessLineOptions {
  /** Why it ended, in one sentence, from the last of what it complained of. */
  readonly why: (end: { readonly code: number | null; readonly complaint: string }) => string;
  /** False for a shell, which ends itself and its jobs at the end of its input. */
  readonly kill: boolean;
  /** What it writes to standard error, as it comes. */
  readonly complain?: (text: string) => void;
}

/** How long what an ended process wrote may take to arrive, in milliseconds. */
const drainMs = 300;

/** Takes the child over: it is ended when the line is disposed. */
export const processLine = (child: PipedChild, { why, kill, complain }: ProcessLineOptions): ByteLine => {
  const ends = new Set<(why: string) => void>();
  const bytes = new Set<(bytes: Uint8Array) => void>();
  let ended: string | null = null;
  let complaint = '';
  let late: NodeJS.Timeout | undefined;
  const end = (words: string): void => {
    if (ended !== null) return;
    ended = words;
    for (const listener of ends) listener(words);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    for (const listener of bytes) listener(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
    complain?.(text);
  });
  // A pipe to a process that is gone: its `close` tells the same.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => end(error.message));
  // Jobs that outlive it can hold its output open: then what it still says is waited for a moment only.
  child.on('exit', (code) => {
    if (ended !== null) return;
    late = setTimeout(() => end(why({ code, complaint })), drainMs);
  });
  child.on('close', (code) => {
    clearTimeout(late);
    end(why({ code, complaint }));
  });
  return {
    send(chunk) {
      if (ended === null) child.stdin.write(chunk);
    },
    onBytes(listener) {
      bytes.add(listener);
      return { [Symbol.dispose]: () => void bytes.delete(listener) };
    },
    onEnd(listener) {
      ends.add(listener);
      if (ended !== null) listener(ended);
      return { [Symbol.dispose]: () => void ends.delete(listener) };
    },
    [Symbol.dispose]() {
      ends.clear();
      clearTimeout(late);
      ended ??= 'the wire was closed';
      child.stdin.end();
      child.stdout.destroy();
      child.stderr.destroy();
      if (kill) child.kill();
      child.unref();
    },
  };
};
