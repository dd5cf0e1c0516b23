/** Kernel uevents by `udevadm monitor --kernel --property`: no privilege needed, no socket code of ours. Parsing is apart from the process, so that it can be tested on recorded text. */
import type { Notice } from '../notice.js';

/** Longest event kept; the kernel's own limit is 2048 bytes of environment. */
const limit = 8192;

/** Collects lines of the monitor's output and gives an event at each empty line. `seen` stamps, in milliseconds since the epoch. */
export const ueventParser = (emit: (notice: Notice) => void, seen: () => number): ((chunk: string) => void) => {
  let rest = '';
  let last: number | null = null;
  let env: Record<string, string> = {};
  let size = 0;

  const finish = (): void => {
    const { SEQNUM, ACTION, DEVPATH } = env;
    const seqnum = Number(SEQNUM);
    if (ACTION !== undefined && DEVPATH !== undefined && Number.isSafeInteger(seqnum)) {
      const stamp = { seenAt: seen(), happenedAt: null, write: null };
      if (last !== null && seqnum > last + 1) emit({ ...stamp, kind: 'gap', first: last + 1, last: seqnum - 1 });
      last = last === null ? seqnum : Math.max(last, seqnum);
      emit({ ...stamp, kind: 'uevent', seqnum, action: ACTION, devpath: DEVPATH.replace(/^\//, ''), env });
    }
    env = {};
    size = 0;
  };

  return (chunk) => {
    const text = rest + chunk;
    let from = 0;
    for (let end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
      const line = text.slice(from, end);
      from = end + 1;
      if (line === '') finish();
      else {
        const equals = line.indexOf('=');
        size += line.length;
        // The monitor's own heading lines hold spaces before any '='; an event's keys never do.
        if (equals > 0 && size < limit && !line.slice(0, equals).includes(' ')) env[line.slice(0, equals)] = line.slice(equals + 1);
      }
    }
    rest = text.slice(from).slice(-limit);
  };
};
