/** Far sweeps and reads that always end: a file whose read does not return is found, left out, and said (ETIMEDOUT), and the rest is read. */
import { hostBridgeFolder, sweptFolders } from '../../../shared/facts/attributes.js';
import type { Reading } from '../../../shared/facts/reading.js';
import type { RawDevice } from '../wire.js';
import { type Link, Silent } from './link.js';
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
  read(paths: readonly string[], signal: AbortSignal): Promise<Readonly<Record<string, Reading>>>;
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

  const ask = async (
    verb: 'sweep' | 'read',
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    for (let careful = false; ; careful = true) {
      const hints = [...(careful ? ['-c'] : []), ...[...hung].map((path) => `!${escaped(path)}`)];
      try {
        const silentMs = careful ? limits.fileMs : limits.portionMs;
        return await link.ask(verb, [...hints, ...args], { signal, silentMs });
      } catch (error) {
        if (!(error instanceof Silent) || hung.size >= mostHung) throw error;
        const about = careful ? lastAbout(error.lines) : null;
        // Not in a file: there is nothing to leave out.
        if (careful && (about === null || hung.has(about))) throw error;
        if (about !== null) hung.add(about);
      }
    }
  };

  return {
    async sweep(folders, signal) {
      const lines = await ask('sweep', (folders ?? []).map(argument), signal);
      const found = new Map(devicesOf(lines, now()).map((device) => [device.path, device]));
      const devices = [...found.values()];
      return folders === null ? devices : devices.filter(isDevice);
    },
    async read(paths, signal) {
      if (paths.length === 0) {
        signal.throwIfAborted();
        return {};
      }
      return readingsOf(await ask('read', paths.map(argument), signal), paths, now());
    },
  };
};
