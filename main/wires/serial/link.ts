/** The host's end of the link: carries bytes to and from the far shell in order, over a console that loses and changes some. */
import { quitLine } from './marks.js';
import { type FarFrame, frameSorter, hostLine } from './frames.js';
import { chunkPace } from './pace.js';
import { receiver } from './received.js';

/** In milliseconds. */
export interface LinkTimes {
  /** Nothing came for this long: what is missing by then was lost. */
  readonly quiet: number;
  /** Asked, and no answer for this long: ask again. */
  readonly again: number;
  /** With nothing to do, the far side is asked this often whether it is there. */
  readonly poll: number;
  /** Asked, and nothing that could be read for this long: the link is dead. */
  readonly dead: number;
}

const linkTimes: LinkTimes = { quiet: 120, again: 700, poll: 2_000, dead: 12_000 };

export interface LinkOptions {
  /** Writes to the console. */
  readonly send: (bytes: Buffer) => void;
  /** The far shell's output, in order, without a hole. */
  readonly data: (bytes: Buffer) => void;
  /** A whole line that is no frame, without its end. */
  readonly text: (line: string) => void;
  /** The far side does not answer any more. */
  readonly dead: () => void;
  readonly times?: LinkTimes;
}

export interface LinkCounts {
  /** Bytes over the wire, each way. */
  readonly received: number;
  readonly sent: number;
  /** Bytes of the far shell's output that came of it. */
  readonly delivered: number;
  /** Frames that came broken. */
  readonly broken: number;
}

export interface Link extends Disposable {
  /** What came from the console. */
  receive(bytes: Buffer): void;
  /** Bytes for the far shell. */
  write(bytes: Buffer): void;
  /** Finds out what the line can carry. Resolves to the bits of a byte once the far side answered; to null when it never did. */
  start(): Promise<7 | 8 | null>;
  /** Asks the far programs to end. After it only lines that are no frame are told. */
  quit(): void;
  readonly counts: LinkCounts;
}

/** Lines on their way to the far side at once, and the longest body of one: a terminal takes in 4,095 bytes at a time. */
const window = 8;
const longestLine = 240;
const shortestLine = 40;
/** Acknowledged when so many bytes came since the last time: the far side keeps what is not. */
const keepBytes = 16 * 1024;
/** Holes asked for in one go. */
const mostHoles = 12;
/** Tries before a line of seven bits is assumed. */
const cleanTries = 3;
/** A new length is told when it differs by so much. */
const lengthStep = 1.4;

export const openLink = (options: LinkOptions): Link => {
  const { data, text, dead, times = linkTimes } = options;
  const sorter = frameSorter();
  const stream = receiver();
  const [inward, outward] = [chunkPace(), chunkPace()];
  const counts = { received: 0, sent: 0, delivered: 0, broken: 0 };
  /** Lines the far side has not said it got; the first has number `acked`, and `next` is the first not yet sent. */
  let unsaid: string[] = [];
  let acked = 0;
  let next = 0;
  let waiting = '';
  /** When something was asked that is not answered yet; null when nothing is. */
  let askedAt: number | null = null;
  /** The first such question since an answer came. */
  let silentSince: number | null = null;
  let bytesAt = performance.now();
  let askedHole = -1;
  let kept = 0;
  let length = inward.length;
  let trying: { left: number; readonly done: (bits: 7 | 8 | null) => void } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  let quitting = false;

  const stop = (): void => {
    ended = true;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    trying?.done(null);
    trying = null;
  };

  const send = (line: string): void => {
    counts.sent += line.length;
    askedAt = performance.now();
    silentSince ??= askedAt;
    options.send(Buffer.from(line, 'latin1'));
  };
  const tell = (what: string): void => send(hostLine('C', 0, what));
  const tellKept = (): void => {
    kept = stream.got;
    tell(`K ${kept}`);
  };
  const tryClean = (): void => {
    tell('T');
    tellKept();
  };

  const flush = (): void => {
    const most = Math.max(shortestLine, Math.min(longestLine, outward.length));
    while (waiting !== '' && unsaid.length < window) {
      unsaid.push(waiting.slice(0, most));
      waiting = waiting.slice(most);
    }
    for (; next < acked + unsaid.length; next += 1) send(hostLine('D', next, unsaid[next - acked] ?? ''));
  };

  const askHoles = (): void => {
    for (const { from, to } of stream.holes().slice(0, mostHoles)) tell(`R ${from} ${to} ${inward.length}`);
  };

  const askAgain = (): void => {
    if (trying !== null) tryClean();
    else if (unsaid.length > 0) {
      // All that is not acknowledged, as it was: the far side may have some of it.
      outward.note(unsaid[0]?.length ?? 0, false);
      next = acked;
      flush();
    } else tellKept();
  };

  /** Looks what is due, and comes again when the next thing can be. */
  const look = (): void => {
    timer = null;
    const at = performance.now();
    if (silentSince !== null && at - Math.max(silentSince, 0) > times.dead) {
      stop();
      dead();
      return;
    }
    const quiet = at - bytesAt >= times.quiet;
    if (askedAt !== null) {
      if (quiet && at - askedAt >= times.again) askAgain();
    } else if (stream.holes().length > 0) {
      if (quiet) askHoles();
    } else if (at - bytesAt >= times.poll) tellKept();
    arm();
  };
  const arm = (): void => {
    if (ended) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(look, askedAt !== null || stream.holes().length > 0 ? times.quiet : times.poll);
  };

  const settle = (bits: 7 | 8): void => {
    trying?.done(bits);
    trying = null;
  };

  const hearState = (got: number, end: number): void => {
    stream.knowEnd(end);
    const news = got - acked;
    if (news > 0 && news <= unsaid.length) {
      for (const line of unsaid.slice(0, news)) outward.note(line.length, true);
      unsaid = unsaid.slice(news);
      acked = got;
      next = Math.max(next, acked);
    }
    askedAt = unsaid.length > 0 ? askedAt : null;
    if (trying !== null) {
      trying.left -= 1;
      if (trying.left > 0) tryClean();
      else {
        tell('W 7');
        settle(7);
      }
    }
    flush();
  };

  const hear = (frame: FarFrame): void => {
    silentSince = null;
    if (frame.kind === 'clean') settle(8);
    else if (frame.kind === 'state') hearState(frame.got, frame.end);
    else {
      inward.note(frame.wireLength, true);
      const out = stream.take(frame.offset, frame.body);
      counts.delivered += out.length;
      if (out !== '') data(Buffer.from(out, 'latin1'));
      if (frame.offset > stream.got && askedHole !== stream.got) {
        // Asked for at once, and only once: the answer comes behind what is under way.
        askedHole = stream.got;
        askHoles();
      }
      if (stream.got - kept > keepBytes) tellKept();
    }
  };

  return {
    counts,
    receive(bytes) {
      if (ended) {
        if (quitting) for (const line of sorter.take(bytes.toString('latin1')).text) text(line);
        return;
      }
      counts.received += bytes.length;
      bytesAt = performance.now();
      const sorted = sorter.take(bytes.toString('latin1'));
      counts.broken += sorted.broken;
      for (let index = 0; index < sorted.broken; index += 1) inward.note(inward.length, false);
      for (const frame of sorted.frames) if (!ended) hear(frame);
      for (const line of sorted.text) text(line);
      const apart = inward.length / length;
      if (apart > lengthStep || apart < 1 / lengthStep) {
        length = inward.length;
        tell(`Z ${length}`);
      }
      arm();
    },
    write(bytes) {
      if (ended) return;
      waiting += bytes.toString('latin1');
      flush();
      arm();
    },
    start: () =>
      new Promise((done) => {
        trying = { left: cleanTries, done };
        tryClean();
        arm();
      }),
    quit() {
      quitting = true;
      stop();
      options.send(Buffer.from(`\n${quitLine}`, 'latin1'));
    },
    [Symbol.dispose]: stop,
  };
};
