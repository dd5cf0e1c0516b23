/** Runs a program at a terminal of its own, as a person does, and types once when it is asked. */
import { spawn } from 'node:child_process';
import { shellQuote } from '../../shared/shell/quote.js';
import type { Ended } from './runScript.js';

export interface TypedOptions {
  /** What it has said when it is time to type. */
  readonly asked: RegExp;
  readonly answer: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What it says is all in `stdout`: a terminal has one output. Needs `script` of util-linux, which every Debian has. */
export const atTerminal = (words: readonly string[], { asked, answer, env }: TypedOptions): Promise<Ended> =>
  new Promise((done, failed) => {
    const command = words.map(shellQuote).join(' ');
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let [stdout, stderr, typed] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text.replaceAll('\r', '');
      if (typed || !asked.test(stdout)) return;
      typed = true;
      child.stdin.write(answer);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
