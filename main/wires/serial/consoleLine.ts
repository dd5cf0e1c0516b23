/** A signed-in console as a line that keeps what it carries whole: the link under it, and answers unfolded. */
import { loaderCommand } from '../shell/farSide.js';
import type { ByteLine } from '../shell/line.js';
import { foldedScript } from './far.js';
import { openLink, type Link, type LinkCounts, type LinkTimes } from './link.js';
import { farEnded } from './marks.js';
import type { Port } from './port.js';
import { turnOf } from './signs.js';
import { Unlike, unfolder } from './unfold.js';

export interface ConsoleLine extends ByteLine {
  /** What went over the wire so far. */
  readonly counts: LinkCounts;
  /** Ends what runs on the far side and gives its terminal back. Resolves when that is done, or did not come about in time. */
  end(): Promise<void>;
}

export interface ConsoleLineOptions {
  readonly port: Port;
  /** The word the far program was started with. */
  readonly word: string;
  /** A line of the console that is no frame: what is to be told of it, or null. */
  readonly console: (line: string) => string | null;
  readonly times?: LinkTimes;
}

/** After a line that says the machine goes down, what else it says is waited for so long, in milliseconds. */
const lastWordsMs = 1500;
/** How long the far side may take to end. */
const endMs = 2500;

/** A line of ours that a terminal echoes once the far side has gone. It may carry a password for sudo. */
const ownEcho = /@@\d{1,10} \d{1,15} [DC] [^\n]*$/;

const [stx, etx] = ['\u0002', '\u0003'];

/** Null when the far side never answered. The loader has run {@link farProgram} on `port`. */
export const consoleLine = async (options: ConsoleLineOptions): Promise<ConsoleLine | null> => {
  const { port, word, times } = options;
  const ends = new Set<(why: string) => void>();
  const hearers = new Set<(bytes: Uint8Array) => void>();
  const folded = unfolder();
  const early: string[] = [];
  let ended: string | null = null;
  /** Within a frame no line of the console may be told: it waits until the frame is whole. */
  let inside = false;
  let spoken = '';
  let ending: NodeJS.Timeout | null = null;
  let quit = false;
  let farGone: (() => void) | null = null;

  const give = (text: string): void => {
    if (text === '') return;
    if (hearers.size === 0) early.push(text);
    else for (const hear of hearers) hear(Buffer.from(text, 'latin1'));
  };
  const end = (why: string): void => {
    if (ended !== null) return;
    ended = why;
    if (ending !== null) clearTimeout(ending);
    ending = null;
    link[Symbol.dispose]();
    for (const listener of ends) listener(why);
  };
  const endSoon = (why: string): void => {
    if (ended === null && !quit) ending ??= setTimeout(() => end(why), lastWordsMs);
  };

  const hearLine = (whole: string): void => {
    const line = whole.replace(ownEcho, '');
    if (line.includes(farEnded)) {
      farGone?.();
      if (!quit) end('The far shell ended.');
      return;
    }
    const told = options.console(line);
    if (told !== null) {
      const text = `${Buffer.from(told.replaceAll(stx, '').replaceAll(etx, ''), 'utf8').toString('latin1')}\n`;
      if (inside) spoken += text;
      else give(text);
    }
    const turn = turnOf(line);
    if (turn === 'panic') endSoon(`The kernel panicked: ${told ?? ''}`);
    else if (turn === 'reboot') endSoon('The machine started again.');
    else if (turn === 'login') endSoon('The far shell ended: the console shows a login.');
  };

  const hearData = (bytes: Buffer): void => {
    let text: string;
    try {
      text = folded.feed(bytes.toString('latin1'));
    } catch (error) {
      if (!(error instanceof Unlike)) throw error;
      end(`What the far side remembers is not what this side does: ${error.message}.`);
      return;
    }
    if (text === '') return;
    const [from, to] = [text.lastIndexOf(stx), text.lastIndexOf(etx)];
    give(text);
    if (from !== -1 || to !== -1) inside = from > to;
    if (!inside && spoken !== '') {
      give(spoken);
      spoken = '';
    }
  };

  const link: Link = openLink({
    send: port.send,
    data: hearData,
    text: hearLine,
    dead: () => end('The far side does not answer on this line any more.'),
    ...(times === undefined ? {} : { times }),
  });
  port.hear({ bytes: link.receive, end });
  if ((await link.start()) === null) {
    link[Symbol.dispose]();
    return null;
  }
  link.write(Buffer.from(foldedScript(loaderCommand, word), 'latin1'));

  let finishing: Promise<void> | null = null;
  const finish = (): Promise<void> => {
    finishing ??= new Promise((done) => {
      quit = true;
      if (ending !== null) clearTimeout(ending);
      if (ended !== null) return done();
      const timer = setTimeout(done, endMs);
      farGone = () => {
        clearTimeout(timer);
        done();
      };
      link.quit();
    });
    return finishing;
  };

  return {
    counts: link.counts,
    send(bytes) {
      if (ended === null && !quit) link.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
    onBytes(listener) {
      hearers.add(listener);
      for (const text of early.splice(0)) give(text);
      return { [Symbol.dispose]: () => void hearers.delete(listener) };
    },
    onEnd(listener) {
      ends.add(listener);
      if (ended !== null) listener(ended);
      return { [Symbol.dispose]: () => void ends.delete(listener) };
    },
    end: finish,
    [Symbol.dispose]() {
      void finish();
    },
  };
};
