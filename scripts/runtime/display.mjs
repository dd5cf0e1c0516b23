/** A display to open a window on: the one there is, or an Xvfb of our own that ends with us. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop } from '../setup/say.mjs';

/** @returns {boolean} Whether windows can be opened here as things are. Other systems than Linux always have a screen. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** @param {string} name @returns {string | null} Its path, looked for on PATH. */
export const programOnPath = (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && existsSync(path)) return path;
  }
  return null;
};

/** @returns {string | null} A Chromium or Chrome of the system. */
export const systemChromium = () =>
  process.env.LOCKSTEP_CHROMIUM ||
  ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .map(programOnPath)
    .find((path) => path !== null) ||
  null;

/**
 * @typedef {object} Screen
 * @property {string} display e.g. `:99`
 * @property {() => void} end
 */

/**
 * Starts an Xvfb on a free display number, which it picks and tells us itself.
 * @returns {Promise<Screen>} Throws a Stop when Xvfb is missing or does not come up.
 */
export const startScreen = () =>
  new Promise((resolve, reject) => {
    const xvfb = programOnPath('Xvfb');
    if (!xvfb) {
      reject(new Stop('Xvfb is not installed.', 'Install it with: apt-get install -y xvfb'));
      return;
    }
    const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const [, , errors, number] = /** @type {any[]} */ (child.stdio);
    let words = '';
    errors.setEncoding('utf8').on('data', (text) => {
      words += text;
    });
    const end = () => child.kill('SIGTERM');
    const timer = setTimeout(end, 15_000);
    number.setEncoding('utf8').once('data', (text) => {
      clearTimeout(timer);
      process.once('exit', end);
      // An idle Xvfb must not keep the script from ending.
      child.unref();
      errors.unref();
      number.unref();
      resolve({ display: `:${text.trim()}`, end });
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      reject(
        new Stop(
          `Xvfb did not start: ${words.trim() || 'it ended without a word'}.`,
          'Run Xvfb :99 by hand to see why.',
        ),
      );
    });
  });
