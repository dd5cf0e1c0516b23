/** Asks the person at the terminal what the opening of a target needs to know. Secrets are not shown while they are typed. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { compared, fewest } from '../../shared/ipc/fingerprint.js';
import type { Question } from '../../shared/ipc/opening.js';

/** Asks, and answers with what was typed; null when the person declines. */
export type Ask = (question: Question) => Promise<string | null>;

/** A terminal: where keys come from, and where questions go, so that what a command prints stays clean. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

const line = async ({ input, output }: Terminal, prompt: string, secret: boolean): Promise<string> => {
  let muted = false;
  let answered = false;
  const shown = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!muted) output.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output: shown, terminal: true });
  try {
    const asked = reader.question(prompt);
    muted = secret;
    const answer = await asked;
    answered = true;
    return answer;
  } finally {
    reader.close();
    // What was not shown, or not typed to its end, has left the cursor where the question ends.
    if (secret || !answered) output.write('\n');
  }
};

const askForKey = async (terminal: Terminal, { prompt, fingerprint }: Question): Promise<string | null> => {
  const shown = fingerprint ?? '';
  const words = `${prompt}\n${shown}\nType its last ${fewest} characters or more, as the machine itself shows them: `;
  return compared(await line(terminal, words, false), shown) === 'same' ? shown : null;
};

const askForYes = async (terminal: Terminal, { prompt }: Question): Promise<string | null> =>
  /^y(es)?$/i.test((await line(terminal, `${prompt} (yes/no) `, false)).trim()) ? 'yes' : null;

/** Null where no person is at the terminal. */
export const terminalAsk = (terminal: Terminal): Ask | null =>
  terminal.input.isTTY !== true
    ? null
    : (question) =>
        question.kind === 'host-key'
          ? askForKey(terminal, question)
          : question.kind === 'confirm'
            ? askForYes(terminal, question)
            : line(terminal, `${question.prompt} `, question.kind !== 'text');
