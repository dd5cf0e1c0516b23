/** The machine we run on, through its real sysfs: sweeps in a process that can be left behind, uevents from udevadm, writes with a limit. */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { readCommand, writeCommand } from '../../../shared/shell/command.js';
import type { Notice } from '../notice.js';
import { type RawDevice, type Wire, WireLost } from '../wire.js';
import { readerClient } from './client.js';
import { startMonitor } from './monitor.js';
import type { StartReader } from './protocol.js';
import { noticeQueue } from './queue.js';
import { liesBelow } from './sweep.js';
import { type Elevation, writeFileOnce } from './write.js';

export interface LocalOptions {
  /** Folder that plays `/sys`, or one that holds a `sys`. Default `/sys`. */
  readonly root: string;
  readonly startReader: StartReader;
  /** How writes get their rights; asked at each write, because the person may choose it later. */
  readonly elevation: () => Elevation;
  /** How long a read may hang before its reader is left behind, in ms. */
  readonly stuckMs?: number;
}

/** The folder that holds `bus` and `devices`: the one given, or its `sys`. */
const sysfsOf = (root: string): string => (existsSync(`${root}/bus`) || !existsSync(`${root}/sys`) ? root : `${root}/sys`);

/** A wire over local sysfs. Throws {@link WireLost} at the first sweep when `root` is no sysfs. */
export const localWire = (options: LocalOptions): Wire => {
  const root = sysfsOf(options.root.replace(/\/+$/, '') || '/');
  const real = root === '/sys';
  const client = readerClient(options.startReader, options.stuckMs);
  const now = (): number => performance.timeOrigin + performance.now();

  return {
    uri: real ? 'local:' : `local:${options.root}`,
    title: real ? hostname() : root,
    harmless: false,
    now,
    async sweep(folders, signal) {
      const devices: RawDevice[] = [];
      for await (const portion of client.ask({ kind: 'sweep', root, folders }, signal)) {
        if (portion.kind === 'failed') throw new WireLost(`${root} cannot be read: ${portion.text}`);
        if (portion.kind === 'devices') devices.push(...portion.devices);
      }
      return devices;
    },
    async read(paths, signal) {
      for await (const portion of client.ask({ kind: 'read', root, paths }, signal)) {
        if (portion.kind === 'readings') return portion.readings;
        if (portion.kind === 'failed') throw new WireLost(`${root} cannot be read: ${portion.text}`);
      }
      return {};
    },
    async write(path, value, limitMs, signal) {
      if (!liesBelow(root, path)) return { kind: 'refused', errno: 'ENOENT', ms: 0 };
      return writeFileOnce({ file: `${root}/${path}`, value, limitMs, elevation: options.elevation(), signal });
    },
    notices: (signal) => {
      const queue = noticeQueue<Notice>(signal);
      if (!real) return queue.drain();
      const monitor = startMonitor({ emit: queue.push, now, gone: (why) => queue.push({ kind: 'console', text: `No uevents: ${why}. The devices are read again on a schedule.`, seenAt: now(), happenedAt: null, write: null }) });
      signal.addEventListener('abort', () => monitor[Symbol.dispose](), { once: true });
      return queue.drain();
    },
    command: (path, value) => (value === null ? readCommand(path) : writeCommand(path, value)),
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
    },
  };
};
