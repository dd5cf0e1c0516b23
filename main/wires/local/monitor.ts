/** Runs `udevadm monitor` and hands its events on; says so when it cannot be had, so that the session re-reads on a schedule instead. */
import { spawn } from 'node:child_process';
import type { Notice } from '../notice.js';
import { ueventParser } from './uevents.js';

/** Delivers notices to `emit` until the returned disposable is disposed. `gone` is called once when there is no monitor, with the reason. */
export const startMonitor = (options: {
  readonly emit: (notice: Notice) => void;
  readonly gone: (why: string) => void;
  readonly now: () => number;
}): Disposable => {
  const child = spawn('udevadm', ['monitor', '--kernel', '--property'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    options.gone(why);
  };
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', ueventParser(options.emit, options.now));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-400);
  });
  child.on('error', (error) => end(`udevadm could not be started (${error.message})`));
  child.on('close', (code) => end(`udevadm monitor ended (${complaint.trim() || `exit code ${code ?? 'unknown'}`})`));
  return {
    [Symbol.dispose]: () => {
      over = true;
      child.kill();
    },
  };
};
