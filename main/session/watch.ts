/** Listens to what the target says by itself, and reads the devices again that it speaks of. */
import type { DevicePath } from '../../shared/model/device.js';
import { noticeToEvents } from '../target/events.js';
import type { Notice } from '../wires/notice.js';
import type { Wire } from '../wires/wire.js';
import { withAllRelatives } from './affected.js';
import type { Desk } from './desk.js';

/** Notices come in bursts: devices named within this time are read together. In milliseconds. */
const gatherMs = 10;

export interface Watch {
  /** Keeps back what the nth write leads to, until let go: a fault is recorded before its detection (R24). */
  hold(ordinal: number): void;
  release(): void;
  /** From now on these are listened to, and no others: the target was reached again. */
  listen(notices: AsyncIterable<Notice>): void;
  /** Folders that notices named since they were last read; the caller reads them now. */
  take(): ReadonlySet<string>;
  /** Number of the last kernel event that was heard or told as missed; null before the first. */
  readonly last: number | null;
  /** True when notices named no others since they were last read. */
  namedOnly(folders: ReadonlySet<string>): boolean;
}

/** Subscribes now; what comes before anybody listens waits. The first sweep is made in between, so that nothing falls through. */
export const subscribe = (wire: Wire, life: AbortSignal): AsyncIterable<Notice> => {
  const stream = wire.notices(life)[Symbol.asyncIterator]();
  const first = stream.next();
  // Whoever listens gets this failure; until then it must not count as unhandled.
  first.catch(() => undefined);
  return (async function* () {
    for (let next = await first; next.done !== true; next = await stream.next()) yield next.value;
  })();
};

export const startWatch = (desk: Desk, notices: AsyncIterable<Notice>): Watch => {
  const { causes, life, clock } = desk;
  let missed = false;
  let looking = false;
  let held: { readonly ordinal: number; readonly notices: Notice[] } | null = null;
  let stale = new Set<string>();
  let timer: Disposable | null = null;
  let listened = 0;
  let last: number | null = null;

  const take = (): ReadonlySet<string> => {
    timer?.[Symbol.dispose]();
    timer = null;
    const taken = stale;
    stale = new Set();
    return withAllRelatives(taken, desk.mirror.folders);
  };

  const lookSoon = (): void => {
    // One look of ours at a time: what a slow machine says meanwhile is read together after it.
    if (!looking) timer ??= clock.after(gatherMs, lookNow);
  };

  const lookNow = (): void => {
    const folders = take();
    looking = true;
    const all = missed;
    missed = false;
    void desk.look(all ? null : folders, null).finally(() => {
      looking = false;
      if (stale.size > 0 || missed) lookSoon();
    });
  };

  const markStale = (device: DevicePath): void => {
    stale.add(device);
    lookSoon();
  };

  const hear = (notice: Notice): void => {
    if (notice.kind === 'uevent') last = notice.seqnum;
    if (notice.kind === 'gap') last = notice.last;
    let main: number | null = null;
    const drafts = noticeToEvents(notice, desk.mirror.snapshot);
    const fell = drafts.some(({ event }) => event.kind === 'fall');
    for (const { event, write } of drafts) {
      const cause = causes.ofNotice({ write, device: event.device, seenAt: event.seenAt, fell });
      const id = desk.record(event, cause ?? (main === null ? null : { id: main, how: 'measured' }));
      main ??= id;
      // What was not heard may have changed anything.
      if (event.kind === 'gap') {
        missed = true;
        lookSoon();
      }
      if (event.device === null) continue;
      if (cause === null) causes.noticed(event.device, id);
      markStale(event.device);
    }
  };

  const listen = async (notices: AsyncIterable<Notice>): Promise<void> => {
    const mine = ++listened;
    try {
      for await (const notice of notices) {
        if (held !== null && notice.write === held.ordinal) held.notices.push(notice);
        else hear(notice);
      }
      if (!life.aborted && mine === listened) desk.lose('The target stopped sending notices.');
    } catch (error) {
      if (mine === listened) desk.fail(error);
    } finally {
      // Those that are listened to by now have a timer of their own.
      if (mine === listened) {
        timer?.[Symbol.dispose]();
        timer = null;
      }
    }
  };
  void listen(notices);

  return {
    listen: (next) => void listen(next),
    hold(ordinal) {
      held = { ordinal, notices: [] };
    },
    release() {
      const notices = held?.notices ?? [];
      held = null;
      for (const notice of notices) hear(notice);
    },
    take,
    get last() {
      return last;
    },
    namedOnly: (folders) => !missed && [...stale].every((path) => folders.has(path)),
  };
};
