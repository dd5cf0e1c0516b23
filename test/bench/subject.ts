/** Starts an Electron app as a person does, from outside, and weighs its processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import { type Cdp, connect } from './cdp.js';

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
  /** Of Chromium's own, on its command line. */
  readonly switches?: readonly string[];
  /** What is on the page once it is usable. */
  readonly usable: string;
}

export interface Running {
  /** Milliseconds from right before its process was made to the frame in which the page was usable. */
  readonly startMs: number;
  /** Proportional set size of all its processes, in megabytes (10^6 bytes). */
  memory(): number;
  /** Runs an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** A test driver on the same page, for mouse and keys. */
  drive(): Promise<Page>;
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

/** The debugging address Chromium writes down once it listens, long before there is a page. */
const addressIn = async (dataDir: string): Promise<string> => {
  const file = join(dataDir, 'DevToolsActivePort');
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    await wait(4);
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

/** Looked for at every frame, inside the page: the time is the page's own, and no wait of ours is in it. */
const usableAt = (selector: string): string => `new Promise((done) => {
  const look = () => {
    if (document.readyState === 'complete' && document.querySelector(${JSON.stringify(selector)}))
      requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Asks again when the page was replaced meanwhile: a window begins with an empty one. */
const whenUsable = async (cdp: Cdp, selector: string): Promise<number> => {
  const end = Date.now() + limitMs;
  const expression = `location.href === 'about:blank' ? 0 : ${usableAt(selector)}`;
  while (Date.now() < end) {
    const late = wait(Math.max(0, end - Date.now()), 0, { ref: false });
    const at = await Promise.race([cdp.evaluate(expression).catch(() => 0), late]);
    if (typeof at === 'number' && at > 0) return at;
    await wait(2);
  }
  throw new Error(`${selector} did not come in time.`);
};

/** Starts it and waits until it is usable. */
export const start = async (subject: Subject, runtime: Runtime): Promise<Running> => {
  rmSync(join(subject.dataDir, 'DevToolsActivePort'), { force: true });
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(
    runtime.program,
    [
      ...root,
      `--user-data-dir=${subject.dataDir}`,
      '--remote-debugging-port=0',
      ...(subject.switches ?? []),
      subject.app,
    ],
    { stdio: 'ignore', env: { ...process.env, ...runtime.env, LOCKSTEP_RUNTIME: runtime.kind } },
  );
  try {
    const address = await addressIn(subject.dataDir);
    const cdp = await connect(address);
    const startMs = (await whenUsable(cdp, subject.usable)) - startedAt;
    let leave = async (): Promise<void> => cdp.close();
    return {
      startMs,
      memory: () => family(child.pid ?? 0).reduce((sum, pid) => sum + pss(pid), 0),
      evaluate: cdp.evaluate,
      drive: async () => {
        const browser = await chromium.connectOverCDP(address);
        leave = async () => {
          cdp.close();
          await browser.close();
        };
        const page = browser.contexts()[0]?.pages()[0];
        if (page === undefined) throw new Error('The app has no window.');
        return page;
      },
      end: async () => {
        await leave();
        await stop(child);
      },
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
};
