/** A long-lived `play` (test/vm/guest/play.c) in a test machine: scripts in, answers out, one round trip a batch. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** One line of an answer: its letter, and its fields. */
export interface Answer {
  readonly kind: string;
  readonly fields: readonly string[];
}

export interface Player extends Disposable {
  /** Plays lines of a script; the answers to all of them, in order. Rejects when the machine goes, or says nothing for two minutes. */
  play(lines: readonly string[]): Promise<readonly Answer[]>;
}

const silence = 120_000;

const unescaped = (field: string): string =>
  field.replace(/\\x([0-9a-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const parsed = (line: string): Answer => {
  const [kind = '', ...fields] = line.split('\t');
  return { kind, fields: fields.map(unescaped) };
};

interface Waiting {
  readonly end: string;
  readonly answers: Answer[];
  readonly done: (answers: readonly Answer[]) => void;
  readonly failed: (error: Error) => void;
}

/** Starts `argv`, which has to run `play` in the machine with this process's pipes. Scripts are played in the order they are given. */
export const playerOf = ([program = '', ...words]: readonly string[]): Player => {
  const child: ChildProcessWithoutNullStreams = spawn(program, words);
  const waiting: Waiting[] = [];
  let rest = '';
  let complaints = '';
  let plays = 0;
  let failure: Error | null = null;
  const fail = (why: string): void => {
    const error = new Error(`${why}${complaints === '' ? '' : `: ${complaints.slice(-400)}`}`);
    failure ??= error;
    for (const { failed } of waiting.splice(0)) failed(error);
  };
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [first] = waiting;
      if (first === undefined) continue;
      const answer = parsed(line);
      if (answer.kind === '.' && answer.fields[0] === first.end) {
        waiting.shift();
        first.done(first.answers);
      } else first.answers.push(answer);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.on('error', (error) => fail(`${program} did not start: ${error.message}`));
  child.on('exit', (code) => fail(`the player ended (${code})`));
  // A broken pipe is told by the exit.
  child.stdin.on('error', () => undefined);
  return {
    play: (lines) =>
      new Promise((resolve, reject) => {
        // What comes after a failure would be taken for the answer to something else.
        if (failure !== null) return reject(failure);
        plays += 1;
        const end = String(plays);
        const late = setTimeout(() => fail('the machine says nothing'), silence);
        const over =
          <T>(settle: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(late);
            settle(value);
          };
        waiting.push({ end, answers: [], done: over(resolve), failed: over(reject) });
        child.stdin.write([...lines, `.\t${end}`, ''].join('\n'), 'latin1');
      }),
    [Symbol.dispose]: () => {
      child.stdin.end();
      child.kill();
    },
  };
};
