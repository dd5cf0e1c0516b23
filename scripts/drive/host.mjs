/** Starts the browser host as a child and waits for the address it prints. */
import { spawn } from 'node:child_process';
import { inRoot, root } from '../setup/places.mjs';
import { Stop } from '../setup/say.mjs';

/**
 * @typedef {object} Host
 * @property {string} address With the token in its fragment.
 * @property {number} startedAt Milliseconds since the epoch.
 * @property {() => Promise<void>} end
 */

/**
 * @param {{dataDir: string, args?: readonly string[]}} options `dataDir`: journal and settings go there, not to the person's own.
 * @returns {Promise<Host>}
 */
export const startHost = ({ dataDir, args = [] }) =>
  new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const child = spawn(process.execPath, [inRoot('dist', 'main', 'host.js'), ...args], {
      cwd: root,
      env: { ...process.env, XDG_DATA_HOME: dataDir, XDG_STATE_HOME: dataDir, XDG_CONFIG_HOME: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    const ended = new Promise((done) => child.once('close', done));
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const hear = (text) => {
      words += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*#\S+/.exec(words)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve({
        address,
        startedAt,
        end: async () => {
          child.kill('SIGTERM');
          await ended;
        },
      });
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(
        new Stop(
          `The browser host ended (${code}) before it said its address.\n${words.trim()}`,
          'Run it by hand: node dist/main/host.js',
        ),
      );
    });
  });
