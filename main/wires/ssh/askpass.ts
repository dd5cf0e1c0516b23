/**
 * The way OpenSSH's questions take to the person. OpenSSH starts a program for each; a package has no Node to start, so the
 * program is a script of a few lines, and speaks through named pipes in a folder that only this user can enter.
 */
import { execFile } from 'node:child_process';
import { constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Asked } from './question.js';

/** Told of by its number; the question lies in a file, the answer comes down a pipe of its own: `+` and the words, or `-`. */
const script = `#!/bin/sh
umask 077
q=\${0%/*}/$$
mkfifo "$q.answer" || exit 1
printf '%s\\n%s' "$SSH_ASKPASS_PROMPT" "$1" >"$q.asked" || exit 1
printf '%s\\n' "$$" >"\${0%/*}/asked"
IFS= read -r a <"$q.answer" || exit 1
case $a in +*) printf '%s\\n' "\${a#+}" ;; *) exit 1 ;; esac
`;

export interface Askpass extends Disposable {
  /** For the environment of ssh. */
  readonly env: Readonly<Record<string, string>>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Hands the answer over; the program that asked is there a moment later, or is gone. */
const answerTo = async (pipe: string, words: string): Promise<void> => {
  for (let tries = 0; tries < 50; tries++) {
    try {
      await using file = await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
      await file.write(words);
      return;
    } catch (error) {
      // ENXIO: nobody reads yet. Anything else: the folder is gone, and ssh with it.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENXIO')) return;
      await wait(20);
    }
  }
};

/** Answers what ssh asks by `ask`, one question after the other; null declines. Secrets pass through, and stay nowhere. */
export const askpass = async (ask: (asked: Asked) => Promise<string | null>): Promise<Askpass> => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-ask-'));
  const program = join(folder, 'askpass');
  writeFileSync(program, script, { mode: 0o700 });
  await promisify(execFile)('mkfifo', ['-m', '600', join(folder, 'asked')]);
  // For writing too: so it never ends while nobody asks.
  const fd = openSync(join(folder, 'asked'), constants.O_RDWR | constants.O_NONBLOCK);
  const heard = new Socket({ fd, readable: true, writable: false });
  let turn: Promise<void> = Promise.resolve();
  let rest = '';
  let over = false;

  const takeOne = async (id: string): Promise<void> => {
    const text = await readFile(join(folder, `${id}.asked`), 'utf8');
    const end = text.indexOf('\n');
    const answer = over ? null : await ask({ hint: text.slice(0, end), prompt: text.slice(end + 1) });
    if (over) return;
    // A line end would be a second answer.
    await answerTo(join(folder, `${id}.answer`), answer === null ? '-\n' : `+${answer.split(/[\r\n]/, 1)[0]}\n`);
  };
  heard.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    // A question that cannot be read is declined by its own end: the folder goes, and the program with it.
    for (const id of lines) if (/^\d+$/.test(id)) turn = turn.then(() => takeOne(id)).catch(() => undefined);
  });
  heard.on('error', () => undefined);

  return {
    env: { SSH_ASKPASS: program, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: process.env.DISPLAY ?? 'none:0' },
    [Symbol.dispose]: () => {
      over = true;
      heard.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
