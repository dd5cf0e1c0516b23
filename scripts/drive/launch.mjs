/** Opens the built app under Playwright, in Electron or in a browser: for the smoke run, the end-to-end tests, pictures and benches. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../setup/places.mjs';
import { startHost } from './host.mjs';

/**
 * @typedef {object} Opened
 * @property {'electron' | 'browser'} host
 * @property {import('playwright').Page} page
 * @property {import('playwright').ElectronApplication | null} app Null in a browser.
 * @property {number} startedAt When the app's process (the browser host's, in a browser) was started; milliseconds since the epoch.
 * @property {{electron: string | null, chromium: string, node: string}} versions
 * @property {() => Promise<void>} end
 */

/** Far longer than any answer takes; under load a lost one was waited for until the test gave up. */
const answerMs = 10_000;

/**
 * While Electron starts, its collector can take the inspector's promise before it is settled: then an error comes, or
 * nothing ever. Asked again, it answers. What is evaluated is asked or set, so a second time does no harm.
 * @param {import('playwright').ElectronApplication} app
 */
const askAgain = (app) => {
  const evaluate = app.evaluate.bind(app);
  const patient = async (body, argument) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const silence = wait(answerMs, undefined, { ref: false }).then(() => {
          throw new Error('Electron does not answer: its promise was garbage collected');
        });
        return await Promise.race([evaluate(body, argument), silence]);
      } catch (error) {
        if (tries === 4 || !/promise was garbage collected/i.test(String(error))) throw error;
      }
    }
  };
  app.evaluate = patient;
};

/**
 * One start in fifty, the driver attaches between a page's first navigation and its commit, and waits for news that has
 * been. The app is well then, and nobody can reach it: it is started again.
 * @template T
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
const started = async (start) => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === 3 || !/Timeout \d+ms exceeded/.test(String(error))) throw error;
    }
  }
};

const scratch = () => mkdtempSync(join(tmpdir(), 'lockstep-run-'));

/**
 * @param {{program: string, kind: string, app?: string, args?: readonly string[], env?: NodeJS.ProcessEnv, dataDir?: string, sandbox?: boolean}} options
 *   `app`: another app's folder than this project's. `dataDir`: kept by the caller; else a scratch folder that goes at the end.
 *   `sandbox`: Chromium's own; by default on, but for root.
 * @returns {Promise<Opened>}
 */
export const launchElectron = async ({ program, kind, app: folder = root, args = [], env = {}, dataDir, sandbox }) => {
  const { _electron } = await import('playwright');
  const data = dataDir ?? scratch();
  const asRoot = process.getuid?.() === 0;
  const app = await started(() =>
    _electron.launch({
      executablePath: program,
      args: [folder, `--user-data-dir=${data}`, ...args],
      cwd: root,
      chromiumSandbox: sandbox ?? !asRoot,
      env: /** @type {Record<string, string>} */ ({ ...process.env, LOCKSTEP_RUNTIME: kind, ...env }),
      timeout: 15_000,
    }),
  );
  askAgain(app);
  // Asked now: the driver forgets it as soon as the app has gone.
  const child = app.process();
  const end = async () => {
    await Promise.race([app.close(), wait(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
    if (!dataDir) rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = await app.firstWindow();
    const about = await app.evaluate(() => ({
      startedAt: /** @type {any} */ (process).getCreationTime(),
      versions: {
        electron: process.versions.electron ?? null,
        chromium: process.versions.chrome ?? '',
        node: process.versions.node,
      },
    }));
    return { host: 'electron', page, app, ...about, end };
  } catch (error) {
    await end();
    throw error;
  }
};

/**
 * @param {{program: string, viewport?: {width: number, height: number}, dataDir?: string, args?: readonly string[]}} options
 *   `program`: a Chromium. `args`: switches for it.
 * @returns {Promise<Opened>}
 */
export const launchBrowser = async ({ program, viewport = { width: 1440, height: 900 }, dataDir, args = [] }) => {
  const { chromium } = await import('playwright');
  const data = dataDir ?? scratch();
  const host = await startHost({ dataDir: data });
  const browser = await chromium.launch({ executablePath: program, args: [...args] });
  const end = async () => {
    await browser.close();
    await host.end();
    if (!dataDir) rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    // A context of its own: one that a page brings along goes with that page, and with it every other window.
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(host.address);
    const versions = { electron: null, chromium: browser.version(), node: process.versions.node };
    return { host: 'browser', page, app: null, startedAt: host.startedAt, versions, end };
  } catch (error) {
    await end();
    throw error;
  }
};
