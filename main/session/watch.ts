/** Listens to what the target says by itself, and reads the devices again that it speaks of. */
import type { DevicePath } from '../../shared/model/device.js';
import { noticeToEvents } from '../target/events.js';
import type { Notice } from '../wires/notice.js';
import type { Wire } from '../wires/wire.js';
import { withRelatives } from './affected.js';
import type { Desk } from './desk.js';

/** Notices come in bursts: devices named within this time are read together. In milliseconds. */
const gatherMs = 10;

export interface Watch {
  /** Keeps back what the nth write leads to, until let go: a fault is recorded before its detection (R24). */
  hold(ordinal: number): void;
  release(): void;
  /** Folders that notices named since they were last read; the caller reads them now. */
  take(): ReadonlySet<string>;
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
  let held: { readonly ordinal: number; readonly notices: Notice[] } | null = null;
  let stale = new Set<string>();
  let timer: Disposable | null = null;

  const take = (): ReadonlySet<string> => {
    timer?.[Symbol.dispose]();
    timer = null;
    const taken = stale;
    stale = new Set();
    return taken;
  };

  const lookSoon = (): void => {
    timer ??= clock.after(gatherMs, () => {
      const folders = take();
      void desk.look(missed ? null : folders, null);
      missed = false;
    });
  };

  const markStale = (device: DevicePath): void => {
    for (const path of withRelatives(device, desk.mirror.folders)) stale.add(path);
    stale.add(device);
    lookSoon();
  };

  const hear = (notice: Notice): void => {
    let main: number | null = null;
    for (const { event, write } of noticeToEvents(notice, desk.mirror.snapshot)) {
      const cause = causes.ofNotice({ write, device: event.device, seenAt: event.seenAt });
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

  const listen = async (): Promise<void> => {
    try {
      for await (const notice of notices) {
        if (held !== null && notice.write === held.ordinal) held.notices.push(notice);
        else hear(notice);
      }
      if (!life.aborted) desk.lose('The target stopped sending notices.');
    } catch (error) {
      desk.fail(error);
    } finally {
      timer?.[Symbol.dispose]();
    }
  };
  void listen();

  return {
    hold(ordinal) {
      held = { ordinal, notices: [] };
    },
    release() {
      const notices = held?.notices ?? [];
      held = null;
      for (const notice of notices) hear(notice);
    },
    take,
  };
};
