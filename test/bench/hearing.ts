/**
 * Makes real uevents one after the other and takes the time from the write to the event: `parsed` by the local wire's monitor, or `bare`,
 * its whole text at the end of udevadm's pipe. Arguments: which, number of events. Prints the 50th and 95th percentile in microseconds.
 */
import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { startMonitor } from '../../main/wires/local/monitor.js';
import { percentile } from './figure.js';

const [how = '', count = ''] = process.argv.slice(2);
/** Harmless: udev is told again of /dev/null, as `udevadm trigger` does. */
const nudge = openSync('/sys/devices/virtual/mem/null/uevent', 'w');
const mine = 'devices/virtual/mem/null';
const limitMs = 1000;

let wake = (): void => undefined;

const startBare = (): Disposable => {
  const child = spawn('udevadm', ['monitor', '--kernel', '--property'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const end = text.lastIndexOf('\n\n');
    if (end < 0) return;
    if (text.includes(`DEVPATH=/${mine}\n`)) wake();
    text = text.slice(end + 2);
  });
  return { [Symbol.dispose]: () => child.kill() };
};

const startParsed = (): Disposable =>
  startMonitor({
    root: '/sys',
    now: () => performance.timeOrigin + performance.now(),
    emit: (notice) => {
      if (notice.kind === 'uevent' && notice.devpath === mine) wake();
    },
  });

/** Microseconds to the event; null when it did not come in time. */
const hear = (): Promise<number | null> =>
  new Promise((done) => {
    const late = setTimeout(() => done(null), limitMs);
    const began = performance.now();
    wake = () => {
      clearTimeout(late);
      done((performance.now() - began) * 1000);
    };
    writeSync(nudge, 'change');
  });

using _listening = how === 'bare' ? startBare() : startParsed();
// It listens once it tells of an event; the first ones also warm up.
for (let warm = 0; warm < 50; ) if ((await hear()) !== null) warm += 1;
const times: number[] = [];
while (times.length < Number(count)) {
  const took = await hear();
  if (took === null) throw new Error('An event did not come within a second.');
  times.push(took);
}
writeSync(1, JSON.stringify({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) }));
