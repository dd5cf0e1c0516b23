/** Chromium's sandbox, as an ordinary user has it: run by a user made for this test when the tests run as root. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { launchElectron } from '../../../scripts/drive/launch.mjs';
import { expect, test } from '../fixtures.js';

const project = resolve(import.meta.dirname, '../../..');
const asRoot = process.getuid?.() === 0;
const user = `lockstep-${process.pid}`;

/** What the built app loads from node_modules when it runs. */
const loaded = ['libsql', '@libsql', '@neon-rs', 'detect-libc', 'ws'];

/** Runtime and app in a folder an ordinary user can read, and a starter that becomes that user. */
const asUser = (runtime: string): { program: string; app: string; home: string; end: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sandbox-'));
  const app = join(folder, 'app');
  const home = join(folder, 'home');
  // Hard links where that goes: the runtime is over 200 MB.
  const rt = join(folder, 'runtime');
  try {
    execFileSync('cp', ['-al', dirname(runtime), rt], { stdio: 'pipe' });
  } catch {
    // Another file system: a copy, then.
    rmSync(rt, { recursive: true, force: true });
    cpSync(dirname(runtime), rt, { recursive: true });
  }
  cpSync(join(project, 'dist'), join(app, 'dist'), { recursive: true });
  cpSync(join(project, 'package.json'), join(app, 'package.json'));
  for (const name of loaded) {
    const from = join(project, 'node_modules', name);
    if (existsSync(from)) cpSync(from, join(app, 'node_modules', name), { recursive: true });
  }
  mkdirSync(home);
  execFileSync('useradd', ['--system', '--no-create-home', '--home-dir', home, user]);
  execFileSync('chown', ['-R', user, home]);
  for (const path of [folder, home]) chmodSync(path, 0o755);
  const program = join(folder, 'electron-as-user');
  const words = `exec runuser -u ${user} -- env HOME=${home} XDG_CONFIG_HOME=${home} ${join(rt, 'electron')} "$@"`;
  writeFileSync(program, `#!/bin/sh\n${words}\n`, { mode: 0o755 });
  const end = (): void => {
    execFileSync('userdel', [user]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { program, app, home, end };
};

const ordinary = (runtime: string): ReturnType<typeof asUser> => {
  const home = mkdtempSync(join(tmpdir(), 'lockstep-sandbox-'));
  const end = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  return { program: runtime, app: project, home, end };
};

test('an ordinary user runs the window in Chromium’s sandbox', async () => {
  const runtime = process.env.LOCKSTEP_TEST_ELECTRON ?? '';
  const place = asRoot ? asUser(runtime) : ordinary(runtime);
  try {
    const opened = await launchElectron({
      program: place.program,
      kind: process.env.LOCKSTEP_TEST_RUNTIME ?? '',
      app: place.app,
      dataDir: join(place.home, 'data'),
      sandbox: true,
    });
    try {
      const found = await opened.app?.evaluate(({ app, BrowserWindow }) => ({
        uid: process.getuid?.(),
        noSandbox: app.commandLine.hasSwitch('no-sandbox'),
        renderer: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      }));
      expect(found?.uid).not.toBe(0);
      expect(found?.noSandbox).toBe(false);
      const status = readFileSync(`/proc/${found?.renderer}/status`, 'utf8');
      // 2: system calls pass a filter. Chromium sets both in its sandbox, and neither without it.
      expect(status).toMatch(/^Seccomp:\s*2$/m);
      expect(status).toMatch(/^NoNewPrivs:\s*1$/m);
      expect(await opened.page.evaluate(() => 'lab' in window)).toBe(true);
    } finally {
      await opened.end();
    }
  } finally {
    place.end();
  }
});

test('as root there is no sandbox, and the About facts say so', async ({ opened }) => {
  const info = await opened.page.evaluate(async () => {
    const lab = Reflect.get(window, 'lab') as {
      call(command: string, input: object): Promise<{ result: { root: boolean } }>;
    };
    return (await lab.call('app.info', {})).result;
  });
  expect(info.root).toBe(asRoot);
});
