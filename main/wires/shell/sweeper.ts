/** Far sweeps and reads that always end: a file whose read does not return is found, left out, and said (ETIMEDOUT), and the rest is read. */
import { hostBridgeFolder, sweptFolders } from '../../../shared/facts/attributes.js';
import type { Reading } from '../../../shared/facts/reading.js';
import type { AskedAhead } from './ahead.js';
import { type Look, type RawDevice, type Seen, WireLost } from '../wire.js';
import { type Link, Silent, type Turn } from './link.js';
import { devicesOf, lastAbout, readingsOf } from './records.js';
import { argument, escaped } from './request.js';

/** How long the far side may be silent in a sweep, and before one file once it looks closely. In milliseconds. */
export interface Patience {
  readonly portionMs: number;
  readonly fileMs: number;
}
export const patience: Patience = { portionMs: 6000, fileMs: 3000 };

export interface Sweeper {
  sweep(folders: readonly string[] | null, signal: AbortSignal): Promise<readonly RawDevice[]>;
  /** A sweep of all whose first try is `asked` already. */
  taking(asked: AskedAhead, signal: AbortSignal): Promise<readonly RawDevice[]>;
  read(paths: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, Reading>>>;
  /** Asks for `look` in one journey behind `first`. `seen` is null when `first` failed, or a file does not return: then look by itself. */
  behind(first: Turn, look: Look): { readonly answer: Promise<readonly string[]>; readonly seen: Promise<Seen | null> };
}

export interface SweeperOptions {
  readonly link: Link;
  readonly now: () => number;
  readonly patience?: Patience;
}

/** Files a wire gives up on at most: beyond that the machine itself is not well. */
const mostHung = 64;

const walked = new Set(sweptFolders.map((folder) => folder.replace(/\/devices$/, '')));

/** What a sweep of everything would find: a device on a walked bus or class, or a host bridge. */
const isDevice = ({ path, links }: RawDevice): boolean =>
  hostBridgeFolder.test(path.slice(path.lastIndexOf('/') + 1)) || walked.has(links.subsystem ?? '');

export const sweeperOf = ({ link, now, patience: limits = patience }: SweeperOptions): Sweeper => {
  const hung = new Set<string>();
  const leftOut = (): readonly string[] => [...hung].map((path) => `!${escaped(path)}`);

  const ask = async (
    verb: 'sweep' | 'read',
    args: readonly string[],
    { signal, asked }: { readonly signal: AbortSignal; readonly asked?: Promise<readonly string[]> },
  ): Promise<readonly string[]> => {
    for (let careful = false; ; careful = true) {
      try {
        if (asked !== undefined && !careful) return await asked;
        const silentMs = careful ? limits.fileMs : limits.portionMs;
        return await link.ask(verb, [...(careful ? ['-c'] : []), ...leftOut(), ...args], { signal, silentMs });
      } catch (error) {
        if (!(error instanceof Silent) || hung.size >= mostHung) throw error;
        const about = careful ? lastAbout(error.lines) : null;
        // Not in a file: there is nothing to leave out.
        if (careful && (about === null || hung.has(about))) throw error;
        if (about !== null) hung.add(about);
      }
    }
  };

  const devicesIn = (lines: readonly string[], at = now()): readonly RawDevice[] => [
    ...new Map(devicesOf(lines, at).map((device) => [device.path, device])).values(),
  ];

  return {
    async sweep(folders, signal) {
      const devices = devicesIn(await ask('sweep', (folders ?? []).map(argument), { signal }));
      return folders === null ? devices : devices.filter(isDevice);
    },
    async taking(asked, signal) {
      const end = (): void => asked.end(signal.reason);
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      try {
        const lines = await ask('sweep', [], { signal, asked: asked.lines });
        return devicesIn(lines, asked.at ?? now());
      } finally {
        signal.removeEventListener('abort', end);
      }
    },
    async read(paths, signal) {
      if (paths.length === 0) {
        signal.throwIfAborted();
        return {};
      }
      return readingsOf(await ask('read', paths.map(argument), { signal }), paths, now());
    },
    behind(first, { folders, paths }) {
      const asking = { signal: first.asking.signal, silentMs: limits.portionMs };
      const turn = (verb: 'sweep' | 'read', names: readonly string[]): readonly Turn[] =>
        // A sweep of no folders would be one of all.
        names.length === 0 ? [] : [{ verb, args: [...leftOut(), ...names.map(argument)], asking }];
      const swept = turn('sweep', folders);
      const [answer = Promise.resolve([]), ...looks] = link.askInTurn([first, ...swept, ...turn('read', paths)]);
      const seen = async (): Promise<Seen | null> => {
        try {
          const said = await Promise.all(looks);
          const [devices, readings] = swept.length === 0 ? [[], said[0]] : [said[0], said[1]];
          return {
            devices: devicesIn(devices ?? []).filter(isDevice),
            readings: readingsOf(readings ?? [], paths, now()),
          };
        } catch (error) {
          if (first.asking.signal.aborted || error instanceof Silent || error instanceof WireLost) return null;
          throw error;
        }
      };
      return { answer, seen: seen() };
    },
  };
};
