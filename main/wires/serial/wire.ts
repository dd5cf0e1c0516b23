/** A machine behind a serial console: opens the port, gets to a shell, puts the link under it, and is a shell wire from there on. */
import { safeText } from '../../../shared/facts/safeText.js';
import type { Opening } from '../opening.js';
import { shellWire } from '../shell/wire.js';
import { type Wire, WireLost } from '../wire.js';
import { consoleLine, type ConsoleLine } from './consoleLine.js';
import { consoleLines } from './consoleText.js';
import type { LinkTimes } from './link.js';
import { loadFar, randomWord } from './load.js';
import { type Port, PortShut } from './port.js';
import { type SignedIn, type SignInTimes, signIn } from './signIn.js';
import { PortGone, talkOver } from './talk.js';

export interface SerialOptions {
  readonly uri: string;
  /** Opens the port anew. Throws PortShut. */
  readonly open: () => Promise<Port>;
  /** The baud rate of its line; null for a socket. */
  readonly baud: number | null;
  /** Who signs in; null to ask when somebody has to. */
  readonly user: string | null;
  readonly opening: Opening;
  /** Where sysfs is there; another folder only for a copy of a tree. */
  readonly sysroot?: string;
  readonly proc?: string;
  readonly times?: { readonly signIn?: SignInTimes; readonly link?: LinkTimes };
  /** Told of the line once it stands, for whoever counts its bytes. */
  readonly stands?: (line: ConsoleLine) => void;
}

/** Lines of the console from before the wire was there are kept up to so many. */
const mostEarly = 500;
/** How often the far end is put there before the line is given up. */
const loads = 3;
/** A slow line is not a silent one. */
const patience = { portionMs: 30_000, fileMs: 8_000 };

const openPort = async ({ open, opening }: SerialOptions): Promise<Port> => {
  opening.tell({ id: 'reachable', state: 'running', text: 'Opening the port.', remedy: null });
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof PortShut)) throw error;
    opening.tell({ id: 'reachable', state: 'failed', text: error.message, remedy: error.remedy });
    throw new WireLost(error.message);
  }
};

/** Leaves a session that we opened: whoever comes next has to sign in again. */
const leave = async (port: Port, ours: boolean): Promise<void> => {
  if (ours) port.send(Buffer.from('exit\n', 'latin1'));
  await port.close();
};

/** Throws {@link WireLost}, or the opening's reason. */
export const serialWire = async (options: SerialOptions): Promise<Wire> => {
  const { uri, baud, user, opening, times = {} } = options;
  const port = await openPort(options);
  const tell = consoleLines();
  const early: string[] = [];
  const keep = (line: string): void => {
    const told = tell(line);
    if (told !== null && early.push(told) > mostEarly) early.shift();
  };
  let ours = false;
  let readers: SignedIn['readers'] = [];
  try {
    const talk = talkOver(port, keep, opening.signal);
    let line: ConsoleLine | null = null;
    try {
      const times_ = times.signIn === undefined ? {} : { times: times.signIn };
      ({ ours, readers } = await signIn({ talk, opening, name: port.name, baud, user, ...times_ }));
      opening.tell({ id: 'shell', state: 'running', text: 'Putting the far end of the link there.', remedy: null });
      for (let left = loads; line === null; left -= 1) {
        if (left === 0)
          throw new WireLost(`The shell on ${port.name} took the far end of the link, and it never answered.`);
        const word = randomWord();
        await loadFar(talk, word);
        line = await consoleLine({
          port,
          word,
          console: tell,
          ...(times.link === undefined ? {} : { times: times.link }),
        });
      }
    } finally {
      talk[Symbol.dispose]();
    }
    options.stands?.(line);
    return await overLine({ ...options, uri }, { line, early, readers, leave: () => leave(port, ours) });
  } catch (error) {
    await leave(port, ours);
    throw error instanceof PortGone ? new WireLost(error.message) : error;
  }
};

interface Standing {
  readonly line: ConsoleLine;
  readonly early: readonly string[];
  readonly readers: SignedIn['readers'];
  readonly leave: () => Promise<void>;
}

const overLine = async (options: SerialOptions, { line, early, readers, leave }: Standing): Promise<Wire> => {
  const { uri, opening, sysroot, proc } = options;
  const wire = await shellWire({
    uri,
    title: null,
    line,
    opening,
    patience,
    readers,
    ...(sysroot === undefined ? {} : { sysroot }),
    ...(proc === undefined ? {} : { proc }),
  });
  return {
    ...wire,
    notices(signal) {
      const inner = wire.notices(signal);
      return (async function* () {
        for (const text of early)
          yield {
            kind: 'console' as const,
            text: safeText(text, 600),
            seenAt: wire.now(),
            happenedAt: null,
            write: null,
          };
        yield* inner;
      })();
    },
    async [Symbol.asyncDispose]() {
      await wire[Symbol.asyncDispose]();
      await line.end();
      await leave();
    },
  };
};
