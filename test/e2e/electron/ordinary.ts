/** The window as an ordinary user has it: a user made for the test when the tests run as root, with runtime and app where that user can read them. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { launchElectron, type Opened } from '../../../scripts/drive/launch.mjs';

const project = resolve(import.meta.dirname, '../../..');
export const asRoot = process.getuid?.() === 0;

/** What the built app loads from node_modules when it runs. */
const loaded = ['libsql', '@libsql', '@neon-rs', 'detect-libc', 'ws'];

interface Place {
  readonly program: string;
  readonly app: string;
  readonly home: string;
  readonly end: () => void;
}

let count = 0;

/** Runtime and app in a folder an ordinary user can read, and a starter that becomes that user. */
const asUser = (runtime: string): Place => {
  count += 1;
  const user = `lockstep-${process.pid}-${count}`;
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

const asWeAre = (runtime: string): Place => {
  const home = mkdtempSync(join(tmpdir(), 'lockstep-sandbox-'));
  const end = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  return { program: runtime, app: project, home, end };
};

/** Opens the window as an ordinary user, in Chromium's sandbox; user, files and window are gone afterwards. */
export const asOrdinaryUser = async (use: (opened: Opened) => Promise<void>): Promise<void> => {
  const runtime = process.env.LOCKSTEP_TEST_ELECTRON ?? '';
  const { program, app, home, end } = asRoot ? asUser(runtime) : asWeAre(runtime);
  try {
    const kind = process.env.LOCKSTEP_TEST_RUNTIME ?? '';
    const opened = await launchElectron({ program, kind, app, dataDir: join(home, 'data'), sandbox: true });
    try {
      await use(opened);
    } finally {
      await opened.end();
    }
  } finally {
    end();
  }
};
