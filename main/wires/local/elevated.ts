/** One elevated `sh` for as long as the person has writes armed that way: asked for once, fed one write at a time, gone when it is disarmed. */
import { spawn } from 'node:child_process';
import type { WriteOutcome } from '../../../shared/facts/event.js';
import type { Elevation } from '../../../shared/facts/rights.js';
import { errnoOfText } from '../../../shared/shell/errnoText.js';
import { resolveBelow } from './links.js';
import type { Writer, WriteWanted } from './writer.js';

/**
 * The far end: reads a file and a value, a line each, and says how the write ended. Nothing is ever put into the script
 * itself. `dd` makes one `write` and names its error; `nocreat` and `notrunc`, as a write to sysfs is.
 */
export const script = `echo ready
while IFS= read -r file && IFS= read -r value; do
  if said=$(printf '%s\\n' "$value" | LC_ALL=C dd of="$file" conv=notrunc,nocreat bs=65536 iflag=fullblock status=none 2>&1)
  then echo done
  else echo "refused $said" | tr '\\n' ' '; echo
  fi
done`;

type Command = readonly [string, ...string[]];

const programs: { readonly [how in Exclude<Elevation, 'none'>]: Command } = {
  // -n: never ask on a terminal that this tool may not have.
  sudo: ['sudo', '-n', '--'],
  pkexec: ['pkexec'],
};

/** How long the person may take to answer pkexec, in milliseconds. */
const askMs = 120_000;

export interface ElevatedWriter extends Writer {
  /** A write hung and the shell was left behind with it, or it ended: the person has to arm again. */
  readonly gone: boolean;
}

/** Starts it; resolves with the reason, in one sentence, when it cannot be had. */
export const elevatedWriter = (
  root: string,
  how: Exclude<Elevation, 'none'>,
  command: Command = programs[how],
): Promise<ElevatedWriter | string> => {
  const [program, ...words] = command;
  const child = spawn(program, [...words, 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let hear: (line: string) => void = () => undefined;
  let ended: ((outcome: WriteOutcome) => void) | null = null;
  let gone = false;
  let rest = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-400);
  });
  // A pipe to a shell that is gone: its `close` tells the same.
  child.stdin.on('error', () => undefined);
  const leave = (): void => {
    if (gone) return;
    gone = true;
    // Closing its input ends the shell; killing one with more rights than ours is not allowed, and not needed.
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill();
    child.unref();
  };

  const write = ({ path, value, limitMs, signal }: WriteWanted): Promise<WriteOutcome> => {
    const began = performance.now();
    const ms = (): number => performance.now() - began;
    if (signal.aborted) return Promise.resolve({ kind: 'cancelled', ms: 0 });
    if (gone) return Promise.resolve({ kind: 'timeout', ms: 0 });
    const real = resolveBelow(root, path);
    if ('errno' in real) return Promise.resolve({ kind: 'refused', errno: real.errno, ms: ms() });
    return new Promise((resolve) => {
      const settle = (outcome: WriteOutcome): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        hear = () => undefined;
        ended = null;
        resolve(outcome);
      };
      const giveUp = (kind: 'timeout' | 'cancelled') => (): void => {
        leave();
        settle({ kind, ms: ms() });
      };
      const cancel = giveUp('cancelled');
      const timer = setTimeout(giveUp('timeout'), limitMs);
      signal.addEventListener('abort', cancel, { once: true });
      ended = settle;
      hear = (line) => {
        if (line === 'done') settle({ kind: 'done', ms: ms() });
        else if (line.startsWith('refused ')) settle({ kind: 'refused', errno: errnoOfText(line), ms: ms() });
      };
      child.stdin.write(`${root}/${real.path}\n${value}\n`);
    });
  };

  return new Promise((resolve) => {
    const refuse = (why: string): void => {
      clearTimeout(timer);
      leave();
      resolve(`${program} gave no rights: ${why}.`);
    };
    const timer = setTimeout(() => refuse('nobody answered'), askMs);
    const closed = (why: string): void => {
      // It ended in the middle of a write: nobody can say how that one ends.
      ended?.({ kind: 'timeout', ms: 0 });
      refuse(why);
    };
    child.on('error', (error) => closed(error.message));
    child.on('close', (code) => closed(complaint.trim().replaceAll('\n', ' ') || `exit code ${code ?? 'unknown'}`));
    hear = (line) => {
      if (line !== 'ready') return;
      clearTimeout(timer);
      hear = () => undefined;
      resolve({
        write,
        get gone() {
          return gone;
        },
        [Symbol.dispose]: () => {
          leave();
          ended?.({ kind: 'lost', ms: 0 });
        },
      });
    };
  });
};
