/**
 * Opens a tree as a session, sweeps it again, and prints for how long the event loop of this process stood still at most: the process that
 * holds lab, session, journal and outbox, and puts frames into words as the browser host does. Arguments: sysroot, built helper, folder of the journal.
 */
import { openSync, readSync, writeSync } from 'node:fs';
import { createLab } from '../../main/lab/lab.js';
import { wireOpener } from '../../main/wires/open.js';

const [sysroot = '', helper = '', dataDir = ''] = process.argv.slice(2);

/** How often the loop is looked at, in milliseconds. */
const tickMs = 1;
/** A window acknowledges no oftener than a screen draws. */
const paceMs = 16;

/** The kernel's own count of how long this thread waited for a core, in milliseconds: another's work on this machine is no stall of ours. */
const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
const line = Buffer.alloc(128);
const waited = (): number =>
  Number(line.toString('latin1', 0, readSync(schedstat, line, 0, 128, 0)).split(' ')[1]) / 1e6;

let worst = 0;
let last = { at: 0, waited: 0 };
const look = (): typeof last => ({ at: performance.now(), waited: waited() });
const tick = (): void => {
  const now = look();
  const gap = now.at - last.at - (now.waited - last.waited) - tickMs;
  worst = Math.max(worst, gap);
  last = now;
};
const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const info = {
  version: '0',
  host: 'browser',
  electron: null,
  chromium: null,
  node: '',
  platform: '',
  runtime: 'none',
  root: false,
} as const;
await using lab = createLab({ openWire: wireOpener({ helper }), dataDir, clock: Date.now, info });
// As both hosts do at their start.
lab.prepare();
const devices = new Set<string>();
let bytes = 0;
let frames = 0;
let heard = performance.now();
lab.onFrame((frame) => {
  bytes += JSON.stringify({ frame }).length;
  frames += 1;
  heard = performance.now();
  const update = frame.snapshot;
  const told =
    update === null
      ? []
      : update.kind === 'full'
        ? Object.keys(update.snapshot.devices)
        : update.devices.map(({ path }) => path);
  for (const path of told) devices.add(path);
  setTimeout(() => void lab.handle('session.ack', { session: frame.session, seq: frame.seq }), paceMs);
});
/** Until no frame has come for a while: then all there was is told, and on the disk. */
const settled = async (): Promise<void> => {
  heard = performance.now();
  while (performance.now() - heard < 500) await rest(50);
};
/** Worst stall of the loop while `act` runs and what it led to is told, in milliseconds. */
const during = async (act: () => Promise<unknown>): Promise<number> => {
  await rest(100);
  last = look();
  worst = 0;
  const timer = setInterval(tick, tickMs);
  await act();
  await settled();
  tick();
  clearInterval(timer);
  return worst;
};

let session = '';
const opening = await during(async () => {
  const answer = await lab.handle('session.open', { uri: `local:${sysroot}` });
  if (!answer.ok || !('session' in answer.result)) throw new Error(JSON.stringify(answer));
  session = answer.result.session;
});
const again = await during(() => lab.handle('session.refresh', { session, device: null }));
writeSync(1, JSON.stringify({ ms: Math.max(opening, again), opening, again, devices: devices.size, frames, bytes }));
