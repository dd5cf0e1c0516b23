/** One `page` for both hosts: a test that takes it runs in Electron and in a browser, with a data folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication } from '@playwright/test';
import { launchBrowser, launchElectron, type Opened } from '../../scripts/drive/launch.mjs';
import { systemChromium } from '../../scripts/runtime/display.mjs';

export interface HostOptions {
  readonly host: 'electron' | 'browser';
}

interface Fixtures {
  /** Journal, settings and window state of this test. */
  readonly dataDir: string;
  readonly opened: Opened;
  /** The Electron app; a test that takes it belongs in `electron/`. */
  readonly app: ElectronApplication;
  /** Errors the page logged; every test fails that leaves one. Empty it where errors are what is tested. */
  readonly consoleErrors: string[];
}

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests through the playwright config`);
  return value;
};

const open = (host: HostOptions['host'], dataDir: string): Promise<Opened> => {
  if (host === 'electron') {
    return launchElectron({ program: need('LOCKSTEP_TEST_ELECTRON'), kind: need('LOCKSTEP_TEST_RUNTIME'), dataDir });
  }
  const program = systemChromium();
  if (!program) throw new Error('There is no Chromium: apt-get install -y chromium');
  return launchBrowser({ program, dataDir });
};

export const test = base.extend<Fixtures & HostOptions>({
  host: ['electron', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter to know what a fixture needs
  dataDir: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  opened: async ({ host, dataDir }, use) => {
    const opened = await open(host, dataDir);
    await use(opened);
    await opened.end();
  },
  consoleErrors: async ({ opened }, use) => {
    const errors: string[] = [];
    opened.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    opened.page.on('pageerror', (error) => errors.push(error.message));
    await use(errors);
    if (errors.length > 0) throw new Error(`The page logged errors:\n${errors.join('\n')}`);
  },
  page: async ({ opened, consoleErrors }, use) => {
    void consoleErrors;
    // Electron hands the window over before its script has run: keys pressed then would be nobody's.
    await opened.page.locator('#root > *').first().waitFor();
    await use(opened.page);
  },
  app: async ({ opened }, use) => {
    if (!opened.app) throw new Error('Only Electron has an app: put this test into test/e2e/electron');
    // A window sent elsewhere while its first page still loads has that first load aborted, and the test with it.
    await opened.page.locator('#root > *').first().waitFor();
    await use(opened.app);
  },
});

export { expect } from '@playwright/test';
