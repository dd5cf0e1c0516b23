/** A package made here: its fuses are burned in, it runs, and it says that it is not for shipping. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseRuntime } from '../../scripts/runtime/choose.mjs';
import { startScreen } from '../../scripts/runtime/display.mjs';
import { wrongFuses } from '../../scripts/packing/fuses.mjs';
import { makeEvidence } from '../e2e/evidenceFiles.js';
import { type Ended, project, run, runScript } from './runScript.js';

const program = join(project, 'release/linux-unpacked/lockstep');
let packed: Ended;
let folder = '';

/** Starts a packed program, which has no test fuse, waits for the device tree, and looks at its page. */
const inWindow = async (packedProgram: string, look: (page: Page) => Promise<void>): Promise<void> => {
  const screen = await startScreen();
  const words = ['--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${folder}`];
  const child = spawn(packedProgram, words, {
    env: { ...process.env, DISPLAY: screen.display },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise((done) => child.once('close', done));
  try {
    const address = await new Promise<string>((done) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found) done(found);
      });
    });
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (page === undefined) throw new Error('the packed program has no page');
    await page.locator('[role=treegrid] [data-device]').first().waitFor();
    await look(page);
    await browser.close();
  } finally {
    child.kill('SIGTERM');
    await gone;
    screen.end();
  }
};

const onScreen = async (go: (env: NodeJS.ProcessEnv) => Promise<Ended>): Promise<Ended> => {
  const screen = await startScreen();
  try {
    return await go({ DISPLAY: screen.display });
  } finally {
    screen.end();
  }
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-dist-'));
  packed = await runScript('dist', ['--deb']);
}, 200_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('npm run dist', () => {
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
    const { code, stderr } = await runScript('dist', ['--release'], { env });
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

  it('tries itself out by --smoke, without anything of ours beside it', async () => {
    const { code, stdout, stderr } = await onScreen((env) =>
      run(program, ['--no-sandbox', '--smoke', `--user-data-dir=${folder}`], { env }),
    );
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ host: 'electron', consoleErrors: [] });
    expect(report.devices).toBeGreaterThan(10);
    expect(report.interactiveMs).toBeGreaterThan(0);
  });

  it('opens the window, which says what it is made from', async () => {
    await inWindow(program, async (page) => {
      const info = await page.evaluate(async () => {
        const lab = Reflect.get(window, 'lab') as {
          call(command: string, input: object): Promise<{ result: { runtime: string } }>;
        };
        return (await lab.call('app.info', {})).result;
      });
      expect(info.runtime).toBe(packed.stderr.includes('offline fallback') ? 'offline-fallback' : 'packaged');
    });
  });

  it('judges evidence in its thread, and reads this machine by its helper process', async () => {
    const { capture, root } = makeEvidence();
    await inWindow(program, async (page) => {
      const found = await page.evaluate(
        async ([taken, trusted]) => {
          type Answer = { readonly ok: boolean; readonly result: Readonly<Record<string, unknown>> };
          const lab = Reflect.get(window, 'lab') as { call(command: string, input: object): Promise<Answer> };
          const take = async (purpose: string, upload: string, part: string): Promise<Answer> => {
            await lab.call('evidence.put', { upload, at: 0, part });
            return lab.call('evidence.take', { purpose, files: [{ upload, name: `${upload}.bin` }] });
          };
          await take('root', 'root', trusted);
          const { result } = await take('evidence', 'capture', taken);
          return { shelf: result.shelf, here: (await lab.call('session.open', { uri: 'local:' })).ok };
        },
        [capture.bytes, root.bytes].map((bytes) => Buffer.from(bytes).toString('base64')) as [string, string],
      );
      expect(found).toMatchObject({ here: true, shelf: { collections: [{ verdict: 'pass', exchanges: 2 }] } });
    });
  });
});

// Only root installs packages.
describe.runIf(process.getuid?.() === 0)('the Debian package', () => {
  const deb = (): string => join(project, /release\/\S+\.deb/.exec(packed.stderr)?.[0] ?? 'no package was named');
  const dpkg = (...words: readonly string[]): Promise<Ended> => run('dpkg', words);

  it('has the program, its entry on a desktop and its licence, and no sources, maps or tests', async () => {
    const { stdout } = await run('dpkg-deb', ['--contents', deb()]);
    for (const path of [
      'usr/bin/lockstep',
      'usr/share/applications/lockstep.desktop',
      'usr/share/doc/lockstep/copyright',
    ])
      expect(stdout).toContain(` ./${path}`);
    expect(stdout).not.toMatch(/\.(tsx?|map)$|\/tests?\//m);
    const made = stdout.match(/\S+\.node$/gm)?.map((path) => path.replace(/^.*node_modules/, ''));
    expect(made?.toSorted()).toEqual([
      `/@libsql/linux-${process.arch}-gnu/index.node`,
      `/@serialport/bindings-cpp/prebuilds/linux-${process.arch}/@serialport+bindings-cpp.${process.arch === 'arm64' ? 'armv8.' : ''}glibc.node`,
    ]);
    expect((await run('dpkg-deb', ['--field', deb(), 'Version'])).stdout).toMatch(/\+offline\.test$/m);
  });

  it('installs, opens its window from the command that it brings, and is gone when it is removed', async () => {
    try {
      const { code, stderr } = await dpkg('--install', deb());
      expect(code, stderr).toBe(0);
      expect(statSync('/opt/Lockstep/chrome-sandbox').mode & 0o7777).toBe(0o4755);
      // As root, as the tests are: the command itself leaves the sandbox off, and says so.
      const tried = await onScreen((env) =>
        run('/usr/bin/lockstep', ['--smoke', `--user-data-dir=${folder}`], { env }),
      );
      expect(tried.code, tried.stderr).toBe(0);
      expect(JSON.parse(tried.stdout)).toMatchObject({ host: 'electron', consoleErrors: [] });
      expect(tried.stderr).toMatch(/running as root: the sandbox of Chromium is off/);
    } finally {
      await dpkg('--purge', 'lockstep');
    }
    expect(
      ['/usr/bin/lockstep', '/opt/Lockstep', '/usr/share/applications/lockstep.desktop'].filter(existsSync),
    ).toEqual([]);
  });
});
