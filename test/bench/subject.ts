/** Starts an Electron app as a person does, from outside: no test driver in its way until it is up, and its processes to be weighed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';

/** The runtime both run in, and the screen they are shown on. */
export interface Runtime {
  readonly program: string;
  readonly kind: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Subject {
  /** Folder of the app: its package.json names the main module. */
  readonly app: string;
  /** Kept from run to run: a second start is what people see every day. */
  readonly dataDir: string;
}

export interface Running {
  readonly page: Page;
  /** Milliseconds since the epoch, right before the process was made. */
  readonly startedAt: number;
  /** Proportional set size of all its processes, in megabytes (10^6 bytes). */
  memory(): number;
  end(): Promise<void>;
}

const limitMs = 30_000;

const parentOf = (pid: string): number => {
  try {
    // The name in parentheses may hold anything; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended between listing and reading.
    return 0;
  }
};

/** A process and all it started, by number. */
const family = (pid: number): readonly number[] => {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((name) => [Number(name), parentOf(name)]));
  const found = [pid];
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child);
  return found;
};

const pss = (pid: number): number => {
  try {
    const kib = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1];
    return (Number(kib ?? 0) * 1024) / 1e6;
  } catch {
    // It ended meanwhile: it holds no memory.
    return 0;
  }
};

/** The debugging address Chromium writes down once it listens. */
const addressIn = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'DevToolsActivePort');
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (existsSync(file)) {
      const [port, path] = readFileSync(file, 'utf8').trim().split('\n');
      if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    }
    await wait(10);
  }
  throw new Error('The app did not open its debugging port in time.');
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });

const stop = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended(child);
  clearTimeout(killer);
};

/** Starts it and waits for its page; the page then says by itself when what happened. */
export const start = async (subject: Subject, runtime: Runtime): Promise<Running> => {
  rmSync(join(subject.dataDir, 'DevToolsActivePort'), { force: true });
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(
    runtime.program,
    [...root, `--user-data-dir=${subject.dataDir}`, '--remote-debugging-port=0', subject.app],
    { stdio: 'ignore', env: { ...process.env, ...runtime.env, LOCKSTEP_RUNTIME: runtime.kind } },
  );
  try {
    const browser = await chromium.connectOverCDP(await addressIn(subject.dataDir));
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page', { timeout: limitMs }));
    if (page === undefined) throw new Error('The app opened no window.');
    return {
      page,
      startedAt,
      memory: () => family(child.pid ?? 0).reduce((sum, pid) => sum + pss(pid), 0),
      end: async () => {
        await browser.close();
        await stop(child);
      },
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
};
