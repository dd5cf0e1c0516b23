/** Runs one of the project's scripts as a person would, in an environment of the test's making. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the child as soon as its output matches. */
  readonly until?: RegExp;
  readonly limitMs?: number;
}

/** Without the marks of the npm that runs us: the child is to see a plain environment. */
const plain = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|VITEST|TEST$)/.test(name)));

export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  new Promise((done, failed) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? project,
      env: { ...plain(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that nothing it started can outlive the limit.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    const look = (): void => {
      if (options.until?.test(stdout + stderr)) child.kill('SIGTERM');
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      look();
    });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, options.limitMs ?? 120_000);
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, stdout, stderr });
    });
  });

/** `npm start` and the like, without npm's own time. */
export const runScript = (name: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> =>
  run(process.execPath, [resolve(project, 'scripts', `${name}.mjs`), ...args], options);
