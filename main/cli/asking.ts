/** Asks the person at the terminal what the opening of a target needs to know. Secrets are not shown while they are typed. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { compared, fewest } from '../../shared/ipc/fingerprint.js';
import type { Question } from '../../shared/ipc/opening.js';

/** Asks, and answers with what was typed; null where nobody can be asked. */
export type Ask = (question: Question) => Promise<string | null>;

/** A terminal: where keys come from, and where questions go, so that what a command prints stays clean. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

const line = async ({ input, output }: Terminal, prompt: string, secret: boolean): Promise<string> => {
  let muted = false;
  const shown = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!muted) output.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output: shown, terminal: true });
  try {
    const answered = reader.question(prompt);
    muted = secret;
    return await answered;
  } finally {
    reader.close();
    if (secret) output.write('\n');
  }
};

const askForKey = async (terminal: Terminal, { prompt, fingerprint }: Question): Promise<string | null> => {
  const shown = fingerprint ?? '';
  const words = `${prompt}\n${shown}\nType its last ${fewest} characters or more, as the machine itself shows them: `;
  return compared(await line(terminal, words, false), shown) === 'same' ? shown : null;
};

/** On a terminal that a person is at; elsewhere every question is declined. */
export const terminalAsk =
  (terminal: Terminal): Ask =>
  async (question) => {
    if (terminal.input.isTTY !== true) return null;
    if (question.kind === 'host-key') return askForKey(terminal, question);
    return line(terminal, `${question.prompt} `, question.kind !== 'text');
  };
