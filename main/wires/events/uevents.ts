/** Kernel uevents from the text of `udevadm monitor --kernel --property`: no privilege needed, no socket code of ours. Parsing is apart from the process, so that it can be tested on recorded text. */
import type { Notice } from '../notice.js';

/** Longest event kept; the kernel's own limit is 2048 bytes of environment. */
const limit = 8192;

export interface UeventParser {
  /** Takes the monitor's text as it comes, cut anywhere. */
  feed(chunk: string): void;
  /** The kernel's own count stands at `seqnum`, and nothing more is on its way: what was not seen up to it is a gap. */
  missed(seqnum: number): void;
  /** Highest sequence number seen or given up on; null before the first. */
  readonly last: number | null;
}

/**
 * Gives an event at each empty line, and before it a gap where the numbers jump. `last` is the number of the event before
 * the first one to expect, when that is known. `now` stamps, in milliseconds since the epoch.
 */
export const ueventParser = (options: {
  readonly emit: (notice: Notice) => void;
  readonly now: () => number;
  readonly last: number | null;
}): UeventParser => {
  const { emit, now } = options;
  let { last } = options;
  let rest = '';
  let env: Record<string, string> = {};
  let size = 0;

  const gap = (first: number, end: number): void =>
    emit({ kind: 'gap', first, last: end, seenAt: now(), happenedAt: null, write: null });

  const finish = (): void => {
    const { SEQNUM, ACTION, DEVPATH } = env;
    const seqnum = Number(SEQNUM);
    if (ACTION !== undefined && DEVPATH !== undefined && SEQNUM !== undefined && Number.isSafeInteger(seqnum)) {
      if (last !== null && seqnum > last + 1) gap(last + 1, seqnum - 1);
      last = Math.max(last ?? seqnum, seqnum);
      const devpath = DEVPATH.replace(/^\//, '');
      emit({ kind: 'uevent', seqnum, action: ACTION, devpath, env, seenAt: now(), happenedAt: null, write: null });
    }
    env = {};
    size = 0;
  };

  const takeLine = (line: string): void => {
    if (line === '') {
      finish();
      return;
    }
    // The heading of an event: what came before it without an end was none.
    if (line.startsWith('KERNEL[')) {
      env = {};
      size = 0;
      return;
    }
    const equals = line.indexOf('=');
    size += line.length;
    // The monitor's own heading lines hold spaces before any '='; an event's keys never do.
    if (equals > 0 && size < limit && !line.slice(0, equals).includes(' '))
      env[line.slice(0, equals)] = line.slice(equals + 1);
  };

  return {
    feed(chunk) {
      const text = rest + chunk;
      let from = 0;
      for (let end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
        takeLine(text.slice(from, end));
        from = end + 1;
      }
      rest = text.slice(from).slice(-limit);
    },
    missed(seqnum) {
      if (last !== null && seqnum > last) gap(last + 1, seqnum);
      last = Math.max(last ?? seqnum, seqnum);
    },
    get last() {
      return last;
    },
  };
};
