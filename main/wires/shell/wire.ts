/** A machine behind a line of bytes to its shell: whatever that line is, what it answers is the same. */
import type { WriteOutcome } from '../../../shared/facts/event.js';
import { readCommand, writeCommand } from '../../../shared/shell/command.js';
import { errnoOfText } from '../../../shared/shell/errnoText.js';
import { noticeQueue } from '../events/queue.js';
import type { Notice } from '../notice.js';
import type { Opening } from '../opening.js';
import { radiusOf } from '../radius/radius.js';
import { type RawDevice, type Seen, type Wire, WireLost, type WriteAndLook, type WriteWanted } from '../wire.js';
import { askAhead, type AskedAhead } from './ahead.js';
import { elevation } from './elevation.js';
import { farText } from './farSide.js';
import { helloOf } from './hello.js';
import type { ByteLine } from './line.js';
import { askKept, handDown } from './kept.js';
import { type Link, linkTo, Silent, type Turn } from './link.js';
import { openFarMailbox } from './mailbox.js';
import { listenFar } from './notices.js';
import { farPlace } from './place.js';
import { argument } from './request.js';
import { farRights, farRows } from './rights.js';
import { patience as usual, type Patience, sweeperOf } from './sweeper.js';

export interface ShellOptions {
  readonly uri: string;
  /** What a person calls the far side; null for its own name. */
  readonly title: string | null;
  /** Its far end runs {@link loaderCommand} and reads. Taken over: disposed with the wire, and when opening fails. */
  readonly line: ByteLine;
  readonly opening: Opening;
  /** Where sysfs is there; another folder only for a copy of a tree. */
  readonly sysroot?: string;
  /** Its procfs; by default `/proc` for `/sys`, else none. */
  readonly proc?: string;
  /** Faster readers that may be used when the far side has them. */
  readonly readers?: readonly ('perl' | 'python')[];
  readonly patience?: Patience;
  /** How long the far side may take to greet, in milliseconds. */
  readonly helloMs?: number;
  /** Whoever opens it sweeps at once: everything is asked for with the greeting. */
  readonly ahead?: boolean;
}

/** Longest request, in characters: what a process takes as one argument, with room. */
const longestRequest = 100_000;

/** Notices from before anybody listens are kept up to so many, the newest: a far side may talk before it greets, and without end. */
const mostEarly = 1000;
/** How long a write waits at most for those who began to listen before it, in milliseconds. */
const hearingMs = 3000;
/** Longest line of a console that is told. */
const longestText = 1000;

/** Asks for the greeting. Throws {@link WireLost} for what is no shell, or has no sysfs. */
const greet = async (link: Link, { opening, helloMs = 20_000 }: ShellOptions) => {
  const { signal } = opening;
  opening.tell({ id: 'shell', state: 'running', text: 'Waiting for a shell.', remedy: null });
  const lines = await link.ask('hello', [], { signal, silentMs: helloMs }).catch((error: unknown) => {
    throw error instanceof Silent ? new WireLost(`No POSIX shell answered within ${helloMs / 1000} s.`) : error;
  });
  const hello = helloOf(lines);
  if (hello === null) throw new WireLost('What answered is no agent of this tool.');
  for (const row of farRows(hello)) opening.tell(row);
  if (hello.sysfs === null) throw new WireLost('The far side has no sysfs.');
  return { ...hello, sysfs: hello.sysfs };
};

/** Sends the agent over, and greets it. Throws {@link WireLost} or the opening's reason; the line is disposed then. */
export const shellWire = async (options: ShellOptions): Promise<Wire> => {
  const { line, opening, sysroot = '/sys' } = options;
  const real = sysroot === '/sys';
  const now = (): number => performance.timeOrigin + performance.now();
  const closing = new AbortController();
  const hearers = new Set<(notice: Notice) => void>();
  const early: Notice[] = [];
  const emit = (notice: Notice): void => {
    if (hearers.size === 0 && early.push(notice) > mostEarly) early.shift();
    for (const hear of hearers) hear(notice);
  };
  const link = linkTo({
    line,
    console: (text) =>
      emit({ kind: 'console', text: text.slice(0, longestText), seenAt: now(), happenedAt: null, write: null }),
  });
  const proc = options.proc ?? (real ? '/proc' : null);
  line.send(Buffer.from(farText({ sysroot, proc, readers: options.readers ?? ['perl', 'python'] }), 'latin1'));
  const { patience = usual, ahead = false } = options;
  const greeting = greet(link, options);
  let asked: AskedAhead | null = ahead ? askAhead(link, now, patience.portionMs) : null;
  let since = asked?.count ?? null;
  const hello = await greeting.catch((error: unknown) => {
    link[Symbol.dispose]();
    throw error;
  });

  const sweeper = sweeperOf({ link, now, patience });
  const elevated = elevation({ link, hello, ask: opening.ask, life: closing.signal });
  const folders = new Map<string, string>();

  const alive = (): void => {
    if (link.lost !== null) throw new WireLost(link.lost);
  };
  /** A far side that says nothing at all is lost to whoever asked. */
  const answered = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      throw error instanceof Silent ? new WireLost(`The far side is silent: ${error.message}.`) : error;
    }
  };

  const living = async <T>(ask: () => Promise<T>): Promise<T> => {
    alive();
    return answered(ask());
  };

  /** A write that `ask` sends. The limit is the kernel's; the line's own time comes on top where it is slow. */
  const writeBy = async (
    ask: (write: Turn) => Promise<readonly string[]>,
    { path, value, limitMs }: WriteWanted,
    signal: AbortSignal,
  ): Promise<WriteOutcome> => {
    const began = performance.now();
    const ms = (): number => performance.now() - began;
    if (signal.aborted) return { kind: 'cancelled', ms: 0 };
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), limitMs);
    const limit = AbortSignal.any([signal, late.signal, closing.signal]);
    try {
      const asking = { signal: limit, silentMs: null };
      const [words = ''] = await ask({ verb: 'write', args: [argument(path), argument(value)], asking });
      const why = words.slice(2).trim();
      return words.startsWith('W') && why === ''
        ? { kind: 'done', ms: ms() }
        : { kind: 'refused', errno: errnoOfText(why), ms: ms() };
    } catch (error) {
      if (error instanceof WireLost || closing.signal.aborted) return { kind: 'lost', ms: ms() };
      if (signal.aborted) return { kind: 'cancelled', ms: ms() };
      if (error instanceof Silent || late.signal.aborted) return { kind: 'timeout', ms: ms() };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  /** Those who began to listen, and do not hear yet. */
  const deaf = new Set<Promise<void>>();
  /** What a write leads to is heard by whoever began to listen before it. */
  const heard = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const ends = [signal, closing.signal];
      const done = (): void => {
        clearTimeout(timer);
        for (const end of ends) end.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, hearingMs);
      for (const end of ends) end.addEventListener('abort', done, { once: true });
      void Promise.all(deaf).then(done);
    });

  const writeAndLook: WriteAndLook = (wanted, look, signal) => {
    let seen: Promise<Seen | null> = Promise.resolve(null);
    const outcome = writeBy(
      (write) => {
        // Only writes have more rights then: what is read with them would differ from what is read without.
        if (elevated.up) return link.ask(write.verb, write.args, write.asking);
        const both = sweeper.behind(write, look);
        seen = both.seen;
        return both.answer;
      },
      wanted,
      signal,
    );
    return { outcome, seen };
  };

  const sweep = async (devices: Promise<readonly RawDevice[]>): Promise<readonly RawDevice[]> => {
    const found = await answered(devices);
    for (const { path } of found) folders.set(path.slice(path.lastIndexOf('/') + 1), path);
    return found;
  };

  return {
    uri: options.uri,
    title: options.title ?? hello.host,
    harmless: false,
    boot: hello.boot,
    now,
    async sweep(named, signal) {
      alive();
      return sweep(sweeper.sweep(named, signal));
    },
    async firstSweep(signal) {
      alive();
      const taken = asked;
      asked = null;
      if (taken !== null && !taken.stale) return sweep(sweeper.taking(taken, signal));
      return sweep(sweeper.sweep(null, signal));
    },
    read: (paths, signal) => living(() => sweeper.read(paths, signal)),
    write: async (...[path, value, limitMs, signal]) => {
      if (deaf.size > 0) await heard(signal);
      return writeBy(({ verb, args, asking }) => link.ask(verb, args, asking), { path, value, limitMs }, signal);
    },
    writeAndLook(...asked) {
      if (deaf.size === 0) return writeAndLook(...asked);
      const both = heard(asked[2]).then(() => writeAndLook(...asked));
      return { outcome: both.then(({ outcome }) => outcome), seen: both.then(({ seen }) => seen) };
    },
    mailbox: (device, signal) => living(() => openFarMailbox({ link, sweeper, life: closing.signal }, device, signal)),
    keptEvidence: (device, signal) => living(() => askKept(link, device, AbortSignal.any([signal, closing.signal]))),
    keepEvidence: (device, evidence, signal) =>
      living(() => handDown(link, { device, evidence }, AbortSignal.any([signal, closing.signal]))),
    async radius(path, value) {
      alive();
      const place = farPlace({ link, hello, signal: closing.signal, running: proc !== null, longest: longestRequest });
      return answered(radiusOf(place, { path, value }));
    },
    async rights() {
      alive();
      return farRights(hello);
    },
    elevate: (how) => living(() => elevated.set(how)),
    notices(signal) {
      alive();
      const gone = new AbortController();
      const ends = AbortSignal.any([signal, closing.signal, gone.signal]);
      const queue = noticeQueue<Notice>(ends);
      hearers.add(queue.push);
      for (const notice of early.splice(0)) queue.push(notice);
      const losing = link.onLost(() => gone.abort());
      ends.addEventListener(
        'abort',
        () => {
          hearers.delete(queue.push);
          losing[Symbol.dispose]();
        },
        { once: true },
      );
      const folderOf = (address: string): string | null => folders.get(address) ?? null;
      let listens: () => void = () => undefined;
      const hears = new Promise<void>((resolve) => {
        listens = resolve;
      }).finally(() => deaf.delete(hears));
      deaf.add(hears);
      // Once: whoever listens later has not seen what was read then.
      const from = asked?.stale === true ? null : since;
      since = null;
      void listenFar({ link, hello, since: from, emit: queue.push, now, signal: ends, folderOf, listens });
      return (async function* () {
        yield* queue.drain();
        if (gone.signal.aborted && !closing.signal.aborted) throw new WireLost(link.lost ?? 'the line ended');
      })();
    },
    command: (path, value) =>
      value === null ? readCommand(path, `${hello.sysfs}/`) : writeCommand(path, value, `${hello.sysfs}/`),
    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      closing.abort();
      link.tell('bye', []);
      link[Symbol.dispose]();
    },
  };
};
