/** The machine we run on, through its real sysfs: sweeps in a process that can be left behind, uevents from udevadm, writes with a limit. */
import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { readCommand, writeCommand } from '../../../shared/shell/command.js';
import type { Notice } from '../notice.js';
import { type Wire, WireLost } from '../wire.js';
import { type ElevatedWriter, elevatedWriter } from './elevated.js';
import { errnoOf } from './errnoOf.js';
import { startMonitor } from './monitor.js';
import type { StartHelper } from './protocol.js';
import { noticeQueue } from '../events/queue.js';
import { radiusOf } from '../radius/radius.js';
import { localPlace } from './place.js';
import { type Patience, readerOf } from './reader.js';
import { rightsOf } from './rights.js';
import { plainWriter } from './writer.js';

export interface LocalOptions {
  /** Folder that plays `/sys`, or one that holds a `sys`. */
  readonly sysroot: string;
  readonly startHelper: StartHelper;
  readonly patience?: Patience;
  /** The procfs of the machine whose sysfs this is; by default `/proc` for `/sys`, else a `proc` beside the tree's `sys`, or none. */
  readonly proc?: string;
}

/** The folder that holds `bus` and `devices`: the one given, or its `sys`. */
const sysfsOf = (given: string): string => {
  const root = given.replace(/\/+$/, '');
  return !existsSync(`${root}/bus`) && existsSync(`${root}/sys/bus`) ? `${root}/sys` : root;
};

/** Where mounts, routes and consoles of that machine are told; null when nowhere. */
const procOf = (root: string): string | null => {
  if (root === '/sys') return '/proc';
  const beside = join(dirname(root), 'proc');
  // Both of one machine, as a copied or mounted root folder holds them. `/proc` itself is of no tree but ours.
  return beside !== '/proc' && root.endsWith('/sys') && existsSync(join(beside, 'self', 'mountinfo')) ? beside : null;
};

/** Throws {@link WireLost} when there is no sysfs. */
export const localWire = async (options: LocalOptions): Promise<Wire> => {
  const { startHelper, sysroot } = options;
  const root = sysfsOf(sysroot);
  const real = root === '/sys';
  if (!existsSync(`${root}/bus`)) throw new WireLost(`${root || '/'} is no sysfs: it has no folder bus.`);
  const [seconds, nanos] = process.hrtime();
  const clock = performance.timeOrigin + performance.now() - (seconds * 1000 + nanos / 1e6);
  const now = (): number => performance.timeOrigin + performance.now();
  const patience = options.patience === undefined ? {} : { patience: options.patience };
  const reader = readerOf({ root, start: startHelper, clock, ...patience });
  const writer = plainWriter(root, startHelper);
  const place = localPlace({
    root,
    proc: options.proc ?? procOf(root),
    ssh: real ? (process.env.SSH_CONNECTION ?? null) : null,
  });
  const closing = new AbortController();
  let elevated: ElevatedWriter | null = null;

  const alive = (): void => {
    if (closing.signal.aborted) throw new WireLost('the wire was closed');
  };
  /** Nothing found is a machine without devices only where there still is a sysfs: a folder can be removed or unmounted. */
  const stillThere = async (): Promise<void> => {
    try {
      await access(`${root}/bus`);
    } catch (error) {
      throw new WireLost(`${root} is no sysfs any more: it has no folder bus (${errnoOf(error)}).`);
    }
  };

  return {
    uri: real ? 'local:' : `local:${sysroot}`,
    title: real ? hostname() : root,
    harmless: false,
    // This tool ends with the machine it runs on.
    boot: null,
    now,
    async sweep(folders, signal, progress) {
      alive();
      const found = await reader.sweep(folders, signal, progress);
      if (found.length === 0) await stillThere();
      return found;
    },
    async read(paths, signal) {
      alive();
      return reader.read(paths, signal);
    },
    write(...[path, value, limitMs, signal]) {
      return (elevated ?? writer).write({ path, value, limitMs, signal });
    },
    async radius(path, value) {
      alive();
      return radiusOf(place, { path, value });
    },
    async rights() {
      alive();
      return rightsOf(process.getuid?.() ?? 0, process.env.PATH ?? '');
    },
    async elevate(how) {
      alive();
      if (how !== 'none' && elevated?.gone === false) return null;
      elevated?.[Symbol.dispose]();
      elevated = null;
      if (how === 'none') return null;
      const got = await elevatedWriter(root, how);
      if (typeof got === 'string') return got;
      if (closing.signal.aborted) got[Symbol.dispose]();
      elevated = got;
      return null;
    },
    notices(signal) {
      alive();
      const ends = AbortSignal.any([signal, closing.signal]);
      const queue = noticeQueue<Notice>(ends);
      if (real) {
        const monitor = startMonitor({ root, emit: queue.push, now });
        ends.addEventListener('abort', () => monitor[Symbol.dispose](), { once: true });
      }
      return queue.drain();
    },
    command: (path, value) => (value === null ? readCommand(path, `${root}/`) : writeCommand(path, value, `${root}/`)),
    async [Symbol.asyncDispose]() {
      closing.abort();
      elevated?.[Symbol.dispose]();
      reader[Symbol.dispose]();
      writer[Symbol.dispose]();
    },
  };
};
