/** What a far machine says by itself: kernel events, its log, the proposal's netlink messages; and, by the kernel's own count, what was missed. */
import { ueventParser } from '../events/uevents.js';
import type { Notice } from '../notice.js';
import { countAsked, countIn } from './ahead.js';
import { type FolderOf, kmsgNotice, netlinkNotices } from './farNotices.js';
import type { Hello } from './hello.js';
import type { Link } from './link.js';

export interface FarNoticesOptions {
  readonly link: Link;
  readonly hello: Hello;
  /** The kernel's count of events when the devices were read; null to begin with what it is now. */
  readonly since: Promise<number | null> | null;
  readonly emit: (notice: Notice) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly folderOf: FolderOf;
  /** Called once: from now on no event is missed, or it cannot be told when. */
  readonly listens: () => void;
}

/** How often the kernel's count of events is read, in milliseconds. */
const countMs = 1000;
const silentMs = 15_000;

/** What events come by, in one phrase; null when nothing tells of them and everything is read again by the clock. */
const eventsBy = ({ reader, has }: Hello): string | null => {
  if (reader !== 'sh') return `the kernel's own socket, read by ${reader}`;
  if (has.has('udevadm')) return 'udevadm monitor';
  return has.has('uevent') ? 'busybox uevent' : null;
};

const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });

/** Listens until the signal aborts. What cannot be listened to is said once, as a console line. Never rejects. */
export const listenFar = async ({
  link,
  hello,
  since,
  emit,
  now,
  signal,
  folderOf,
  listens,
}: FarNoticesOptions): Promise<void> => {
  const say = (text: string): void => emit({ kind: 'console', text, seenAt: now(), happenedAt: null, write: null });
  const count = async (): Promise<number | null> =>
    countIn(await link.ask(countAsked.verb, countAsked.args, { signal, silentMs }));
  /** Asks for a stream; answers with what it said when it could not be had, or ended. `begins`: it has said something, or ended. */
  const stream = async (
    verb: 'uevents' | 'kmsg' | 'netlink',
    hear: (lines: readonly string[]) => void,
    begins: () => void = () => undefined,
  ): Promise<string> => {
    let words = '';
    const take = (lines: readonly string[]): void => {
      words = lines.at(-1) ?? '';
      begins();
      if (words !== 'READY') hear(lines);
    };
    try {
      await link.ask(verb, [], { signal, silentMs: null, hear: take });
      return words;
    } catch {
      // The signal, or the link is lost: whoever reads the notices is told by the wire.
      return '';
    } finally {
      begins();
    }
  };

  const events = async (): Promise<void> => {
    const parser = ueventParser({ emit, now, last: (await since) ?? (await count()) });
    let gone: string | null = null;
    const by = eventsBy(hello);
    if (by === null) gone = 'neither perl, python3, udevadm nor busybox uevent is there';
    else
      void stream('uevents', (lines) => parser.feed(`${lines.join('\n')}\n`), listens).then((words) => {
        gone ??= `${by} ended${words === '' ? '' : ` (${words.slice(0, 200)})`}`;
        if (!signal.aborted && link.lost === null) tell();
      });
    const tell = (): void =>
      say(`No uevents: ${gone}. The devices are read again when the kernel's count of events moves.`);
    // busybox says nothing before the first event.
    if (gone !== null || by === 'busybox uevent') listens();
    if (gone !== null) tell();
    let before: { readonly count: number | null; readonly last: number | null } = { count: null, last: null };
    while (!signal.aborted) {
      const at = await count();
      // A count that stands still while nothing arrives: what is missing is not on its way any more.
      if (at !== null && (gone !== null || (before.count === at && before.last === parser.last))) parser.missed(at);
      before = { count: at, last: parser.last };
      await waitFor(countMs, signal);
    }
  };
  const log = async (): Promise<void> => {
    if (!hello.kmsg) return say('No kernel log: /dev/kmsg cannot be read there as this user.');
    const words = await stream('kmsg', (lines) => {
      for (const line of lines) {
        const notice = kmsgNotice(line, now(), folderOf);
        if (notice !== null) emit(notice);
      }
    });
    if (!signal.aborted && link.lost === null)
      say(`No kernel log any more${words === '' ? '.' : `: ${words.slice(0, 200)}.`}`);
  };
  const family = async (): Promise<void> => {
    if (hello.reader === 'sh')
      return say(
        'No netlink notices: neither perl nor python3 is there. Levels are told by uevents, and what is in sight is read again by the clock.',
      );
    await stream('netlink', (lines) => {
      for (const notice of netlinkNotices(lines, now(), folderOf)) emit(notice);
    });
  };
  await Promise.all([
    // The link is lost, or the signal aborted: told elsewhere.
    events().catch(() => listens()),
    log(),
    family(),
  ]);
};
