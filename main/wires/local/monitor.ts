/** The kernel's events: `udevadm monitor` where it can be had, and the kernel's own count of events beside it, which shows what was not seen. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Notice } from '../notice.js';
import { ueventParser } from '../events/uevents.js';

/** How often the kernel's count is read, in milliseconds. Without a monitor every step of it is a gap, and the devices are read again. */
const countMs = 1000;

export interface MonitorOptions {
  /** The sysfs that holds `kernel/uevent_seqnum`. */
  readonly root: string;
  readonly emit: (notice: Notice) => void;
  readonly now: () => number;
  /** The program and its arguments; a test gives another. */
  readonly program?: readonly [string, ...string[]];
  readonly everyMs?: number;
}

const udevadm = ['udevadm', 'monitor', '--kernel', '--property'] as const;

const countOf = async (root: string): Promise<number | null> => {
  try {
    const count = Number(await readFile(`${root}/kernel/uevent_seqnum`, 'utf8'));
    return Number.isSafeInteger(count) ? count : null;
  } catch {
    // A copied tree has none: then gaps show between events only.
    return null;
  }
};

/** Delivers notices until disposed. Says once, as a console line, that there is no monitor. */
export const startMonitor = (options: MonitorOptions): Disposable => {
  const { root, emit, now, program = udevadm, everyMs = countMs } = options;
  const [file, ...words] = program;
  let child: ReturnType<typeof spawn> | null = null;
  let over = false;
  let timer: NodeJS.Timeout | undefined;

  const say = (text: string): void => emit({ kind: 'console', text, seenAt: now(), happenedAt: null, write: null });

  const begin = async (): Promise<void> => {
    const parser = ueventParser({ emit, now, last: await countOf(root) });
    if (over) return;
    let gone = false;
    let complaint = '';
    const end = (why: string): void => {
      if (gone || over) return;
      gone = true;
      say(`No uevents: ${why}. The devices are read again when the kernel's count of events moves.`);
    };
    const monitor = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child = monitor;
    monitor.stdout.setEncoding('utf8').on('data', parser.feed);
    monitor.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-400);
    });
    monitor.on('error', (error) => end(`udevadm could not be started (${error.message})`));
    monitor.on('close', (code) =>
      end(`udevadm monitor ended (${complaint.trim() || `exit code ${code ?? 'unknown'}`})`),
    );

    let before: { readonly count: number; readonly last: number | null } | null = null;
    const compare = async (): Promise<void> => {
      const count = await countOf(root);
      if (over) return;
      // A count that stands still while nothing arrives: what is missing is not on its way any more.
      if (count !== null && (gone || (before?.count === count && before.last === parser.last))) parser.missed(count);
      before = count === null ? null : { count, last: parser.last };
      timer = setTimeout(() => void compare(), everyMs);
    };
    await compare();
  };
  void begin();

  return {
    [Symbol.dispose]: () => {
      over = true;
      clearTimeout(timer);
      child?.kill();
    },
  };
};
