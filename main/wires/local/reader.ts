/** Sweeps and reads that always end, big sweeps by two processes: a file whose read does not return is found, left out, and said (ETIMEDOUT), and the rest is read. */
import type { Reading } from '../../../shared/facts/reading.js';
import { type RawDevice, type Wire, WireLost } from '../wire.js';
import { type Line, lineTo, type Question, Stuck } from './line.js';
import type { Answer, StartHelper } from './protocol.js';

/** How long the kernel may take for a portion of a sweep, and for one file once we look closely. In milliseconds. */
export interface Patience {
  readonly portionMs: number;
  readonly fileMs: number;
}
export const patience: Patience = { portionMs: 3000, fileMs: 1000 };

/** Both throw {@link WireLost} when the kernel does not return from what cannot be left out. */
export interface Reader extends Disposable {
  sweep: Wire['sweep'];
  read(paths: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, Reading>>>;
}

export interface ReaderOptions {
  /** The sysfs to read: an absolute folder. */
  readonly root: string;
  readonly start: StartHelper;
  /** Milliseconds since the epoch minus the monotonic clock (`process.hrtime`). */
  readonly clock: number;
  readonly patience?: Patience;
}

/** Devices that one process sweeps by itself. More are shared between two: the second costs memory, which a small machine is spared. */
const mostAlone = 500;

/** Files a wire gives up on at most: beyond that the machine itself is not well, and the sweep fails. */
const mostHung = 64;

export const readerOf = ({ root, start, clock, patience: limits = patience }: ReaderOptions): Reader => {
  const line: Line = lineTo(start);
  let helping: Line | null = null;
  const hung = new Set<string>();

  /** Asks; when the kernel does not return, asks again file by file, and leaves out the one that hangs. `again` is asked what is still missing. */
  const ask = async (
    of: Line,
    question: (how: { careful: boolean }) => Question,
    { signal, take }: { signal: AbortSignal; take: (answer: Answer) => void },
  ): Promise<void> => {
    for (let careful = false; ; careful = true) {
      try {
        const silentMs = careful ? limits.fileMs : limits.portionMs;
        await of.ask(question({ careful }), { silentMs, signal, take });
        return;
      } catch (error) {
        if (!(error instanceof Stuck)) throw error;
        if (hung.size >= mostHung) throw new WireLost(`More than ${mostHung} files of ${root} do not answer.`);
        if (careful) {
          // Not in a file: in a folder's listing. There is nothing to leave out.
          if (error.path === null || hung.has(error.path))
            throw new WireLost(
              `${root}/${error.path ?? ''} does not answer, and the devices cannot be listed without it.`,
            );
          hung.add(error.path);
        }
      }
    }
  };
  const look = (careful: boolean) => ({ root, clock, careful, hung: [...hung] });

  /** One process's part of a sweep: the devices in the order they were asked for, or the list of all when there are too many for one. */
  const sweepBy = async (
    of: Line,
    question: (how: { careful: boolean }) => Question,
    { signal, progress }: { signal: AbortSignal; progress: (more: number) => void },
  ): Promise<{ readonly devices: Iterable<RawDevice>; readonly tooMany: readonly string[] | null }> => {
    const found = new Map<string, RawDevice>();
    let tooMany: readonly string[] | null = null;
    await ask(of, question, {
      signal,
      take: (answer) => {
        if (answer.kind === 'found') tooMany = answer.folders;
        if (answer.kind !== 'devices') return;
        const before = found.size;
        for (const device of answer.devices) found.set(device.path, device);
        progress(found.size - before);
      },
    });
    return { devices: found.values(), tooMany };
  };

  /** These folders by two processes at once, half each. When one fails, the other is left too. */
  const sweepShared = async (
    folders: readonly string[],
    { signal, progress }: { signal: AbortSignal; progress: (more: number) => void },
  ): Promise<readonly RawDevice[]> => {
    helping ??= lineTo(start);
    const half = Math.ceil(folders.length / 2);
    const failed = new AbortController();
    const how = { signal: AbortSignal.any([signal, failed.signal]), progress };
    const part = (of: Line, mine: readonly string[]) =>
      sweepBy(of, ({ careful }) => ({ kind: 'sweep', folders: mine, found: true, ...look(careful) }), how);
    try {
      const parts = await Promise.all([part(line, folders.slice(0, half)), part(helping, folders.slice(half))]);
      return parts.flatMap(({ devices }) => [...devices]);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };

  return {
    async sweep(folders, signal, progress) {
      let count = 0;
      const how = {
        signal,
        progress: (more: number) => {
          count += more;
          progress?.(count);
        },
      };
      const question = ({ careful }: { careful: boolean }): Question =>
        folders === null
          ? { kind: 'sweep', folders, most: mostAlone, ...look(careful) }
          : { kind: 'sweep', folders, found: false, ...look(careful) };
      const { devices, tooMany } = await sweepBy(line, question, how);
      return tooMany === null ? [...devices] : sweepShared(tooMany, how);
    },
    async read(paths, signal) {
      const readings: Record<string, Reading> = {};
      await ask(line, ({ careful }) => ({ kind: 'read', paths, ...look(careful) }), {
        signal,
        take: (answer) => {
          if (answer.kind === 'readings') Object.assign(readings, answer.readings);
        },
      });
      return readings;
    },
    [Symbol.dispose]: () => {
      line[Symbol.dispose]();
      helping?.[Symbol.dispose]();
    },
  };
};
