/** A machine by SSH: the system's own client as a child process, one connection, one far shell. */
import { spawn } from 'node:child_process';
import type { PreflightRow } from '../../../shared/ipc/opening.js';
import type { Opening } from '../opening.js';
import { loaderCommand } from '../shell/farSide.js';
import { processLine } from '../shell/processLine.js';
import { shellWire, type ShellOptions } from '../shell/wire.js';
import { type Wire, WireLost } from '../wire.js';
import { askpass } from './askpass.js';
import { type SshTarget, sshArguments } from './command.js';
import { troubleOf } from './complaint.js';
import { answerOf, type Asked, questionOf } from './question.js';

export interface SshOptions {
  readonly uri: string;
  readonly target: SshTarget;
  readonly opening: Opening;
  /** The client; a test names one that is not there. */
  readonly program?: string;
  /** For a copy of a tree, and to try each reader. */
  readonly far?: Pick<ShellOptions, 'sysroot' | 'proc' | 'readers' | 'patience'>;
}

const noClient: Omit<PreflightRow, 'state'> = {
  id: 'reachable',
  text: 'No OpenSSH client is installed here: there is no program ssh.',
  remedy: 'Install it: apt-get install openssh-client',
};

/** Opens it. Throws {@link WireLost} with what went wrong in one sentence; the rows have the remedy. */
export const sshWire = async ({ uri, target, opening, program = 'ssh', far = {} }: SshOptions): Promise<Wire> => {
  const { tell, signal } = opening;
  let count = 0;
  const ask = async (asked: Asked): Promise<string | null> => {
    // A key that waits to be touched: nothing to answer, the person has to do it.
    if (asked.hint === 'none') {
      tell({ id: 'authenticated', state: 'running', text: questionOf(asked, '').prompt, remedy: null });
      return null;
    }
    tell({ id: 'reachable', state: 'passed', text: `${target.host} answers.`, remedy: null });
    const question = questionOf(asked, `ssh-${++count}`);
    return answerOf(question, await opening.ask(question));
  };
  tell({ id: 'reachable', state: 'running', text: `Connecting to ${target.host}.`, remedy: null });
  const questions = await askpass(ask);
  const child = spawn(program, sshArguments(target, `exec ${loaderCommand}`), {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...questions.env },
  });
  child.once('close', () => questions[Symbol.dispose]());

  let signedIn = false;
  let failed: PreflightRow | null = null;
  let missing = false;
  child.once('error', (error: NodeJS.ErrnoException) => {
    missing = error.code === 'ENOENT';
    questions[Symbol.dispose]();
  });
  const line = processLine(child, {
    kill: true,
    complain: (text) => {
      const how = /Authenticated to .* using "([\w-]+)"/.exec(text)?.[1];
      if (how === undefined) return;
      signedIn = true;
      tell({ id: 'reachable', state: 'passed', text: `${target.host} answers.`, remedy: null });
      tell({ id: 'authenticated', state: 'passed', text: `Signed in by ${how}.`, remedy: null });
    },
    why: ({ code, complaint }) => {
      const trouble = troubleOf(complaint);
      const text = trouble?.text ?? (code === 255 ? 'The connection ended.' : 'The far shell ended.');
      failed = { id: trouble?.id ?? 'shell', state: 'failed', text, remedy: trouble?.remedy ?? null };
      return text;
    },
  });
  const cancel = (): void => void child.kill();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const wire = await shellWire({ uri, title: null, line, opening, ahead: true, ...far, helloMs: 120_000 });
    if (!signedIn) {
      tell({ id: 'reachable', state: 'passed', text: `${target.host} answers.`, remedy: null });
      const text = 'By a shared connection of your ssh (ControlPath), which was signed in before.';
      tell({ id: 'authenticated', state: 'passed', text, remedy: null });
    }
    return wire;
  } catch (error) {
    questions[Symbol.dispose]();
    if (missing) failed = { ...noClient, state: 'failed' };
    if (failed !== null && !signal.aborted) {
      const { text }: PreflightRow = failed;
      tell(failed);
      throw new WireLost(text);
    }
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
