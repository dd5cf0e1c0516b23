/** A package made here: its fuses are burned in, it runs, and it says that it is not for shipping. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseRuntime } from '../../scripts/runtime/choose.mjs';
import { startScreen } from '../../scripts/runtime/display.mjs';
import { wrongFuses } from '../../scripts/packing/fuses.mjs';
import { type Ended, project, run, runScript } from './runScript.js';

const program = join(project, 'release/linux-unpacked/lockstep');
let packed: Ended;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-package-'));
  packed = await runScript('package', ['--dir']);
}, 200_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('npm run package', () => {
  it('packs, and reads the fuses back', async () => {
    expect(packed.code, packed.stderr).toBe(0);
    expect(await wrongFuses(program)).toEqual([]);
  });

  it('finds fuses that are not as they must be', async () => {
    // The development runtime has the inspector on.
    const wrong = await wrongFuses((await chooseRuntime()).program);
    expect(wrong).toContain('EnableNodeCliInspectArguments is not off');
  });

  it('refuses a release made from any runtime but the official one', async () => {
    const env = { LOCKSTEP_ELECTRON: dirname((await chooseRuntime()).program) };
    const { code, stderr } = await runScript('package', ['--release'], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/release cannot be made from the runtime there is \(override\)/);
  });

  it('does not run as Node, whatever the environment says', async () => {
    const { stdout } = await run(program, ['--no-sandbox', '-e', 'console.log("as" + "node")'], {
      env: { ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      limitMs: 20_000,
    });
    expect(stdout).not.toContain('asnode');
  });

  it('opens the window, which says what it is made from', async () => {
    const screen = await startScreen();
    const words = ['--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${folder}`];
    const child = spawn(program, words, {
      env: { ...process.env, DISPLAY: screen.display },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const gone = new Promise((done) => child.once('close', done));
    try {
      const address = await new Promise<string>((done) => {
        let words = '';
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          words += text;
          const found = /DevTools listening on (ws:\S+)/.exec(words)?.[1];
          if (found) done(found);
        });
      });
      const browser = await chromium.connectOverCDP(address);
      const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
      await page?.locator('[role=treegrid] [data-device]').first().waitFor();
      const info = await page?.evaluate(async () => {
        const lab = Reflect.get(window, 'lab') as {
          call(command: string, input: object): Promise<{ result: { runtime: string } }>;
        };
        return (await lab.call('app.info', {})).result;
      });
      expect(info?.runtime).toBe(packed.stderr.includes('offline fallback') ? 'offline-fallback' : 'packaged');
      await browser.close();
    } finally {
      child.kill('SIGTERM');
      await gone;
      screen.end();
    }
  });
});
