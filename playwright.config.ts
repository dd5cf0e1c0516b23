/** End-to-end tests of the built app: the same tests in Electron and in a browser, and each host's own. */
import { defineConfig } from '@playwright/test';
import { underCi } from './scripts/setup/ci.mjs';
import type { HostOptions } from './test/e2e/fixtures.js';

export default defineConfig<HostOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/e2e/prepare.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  // Speed is measured in some of them: one at a time.
  workers: 1,
  // A window on a machine that is busy with other things: one more try, and `npm test` tells of it.
  retries: underCi ? 1 : 0,
  forbidOnly: true,
  reporter: [['list']],
  testMatch: '*.test.ts',
  // Beside the README's pictures; made only when they are asked for.
  snapshotPathTemplate: 'test/pictures/gallery/{arg}{ext}',
  updateSnapshots: 'none',
  projects: [
    { name: 'electron', testIgnore: '**/browser/**', use: { host: 'electron' } },
    { name: 'browser', testIgnore: '**/electron/**', use: { host: 'browser' } },
  ],
});
