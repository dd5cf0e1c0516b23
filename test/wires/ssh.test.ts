/** SSH against a real sshd: signing in, every question and refusal, and what breaks on the way. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';
import type { Opening } from '../../main/wires/opening.js';
import { sshWire, type SshOptions } from '../../main/wires/ssh/wire.js';
import { parseTarget } from '../../main/wires/uri.js';
import { type Wire, WireLost } from '../../main/wires/wire.js';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { type Sshd, startSshd } from './sshd.js';

const never = (): AbortSignal => new AbortController().signal;
let sshd: Sshd;
let tree: Sysroot;
const ends: (() => void | Promise<void>)[] = [];
beforeAll(async () => {
  sshd = await startSshd();
}, 60_000);
afterAll(() => sshd[Symbol.dispose]());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Person extends Opening {
  readonly asked: Question[];
  readonly rows: Map<string, PreflightRow>;
}
const person = (answer: (question: Question) => string | null = () => null): Person => {
  const asked: Question[] = [];
  const rows = new Map<string, PreflightRow>();
  return {
    asked,
    rows,
    tell: (row) => void rows.set(row.id, row),
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answer(question));
    },
    signal: never(),
  };
};

const open = async (config: string, { who = person(), ...more }: Partial<SshOptions> & { who?: Person } = {}) => {
  tree = smallSysroot();
  // The far user is another one.
  chmodSync(dirname(tree.root), 0o755);
  ends.push(() => tree[Symbol.dispose]());
  const uri = `ssh://far?config=${config}`;
  const parsed = parseTarget(uri);
  if (!parsed.ok || parsed.target.kind !== 'ssh') throw new Error('no target');
  const wire = await sshWire({ uri, target: parsed.target, opening: who, far: { sysroot: tree.root }, ...more });
  ends.push(() => wire[Symbol.asyncDispose]());
  return wire;
};
const failure = async (opened: Promise<Wire>): Promise<string> => {
  const error: unknown = await opened.then(
    () => null,
    (why: unknown) => why,
  );
  expect(error).toBeInstanceOf(WireLost);
  return error instanceof Error ? error.message : '';
};
const byPassword = () =>
  sshd.configWith('by-password', [`User ${sshd.user}`, 'PubkeyAuthentication no', 'PreferredAuthentications password']);

describe('signing in', () => {
  it('by key asks nothing, tells its rows, and reads the machine', async () => {
    const who = person();
    const wire = await open(sshd.config, { who });
    expect(who.asked).toEqual([]);
    for (const id of ['reachable', 'authenticated', 'shell', 'sysfs', 'privileges'])
      expect(who.rows.get(id)?.state, id).toBe('passed');
    const found = await wire.sweep(null, never());
    expect(found.find(({ path }) => path === drive)?.attrs.vendor).toMatchObject({ value: '0x144d' });
  });

  it('asks for the password in the app, and keeps it nowhere', async () => {
    const who = person(() => sshd.password);
    const wire = await open(byPassword(), { who });
    expect(who.asked).toMatchObject([{ kind: 'password', fingerprint: null, remember: false }]);
    expect((await wire.rights()).user).toBe(sshd.user);
    expect(who.rows.get('privileges')?.state).toBe('warning');
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(sshd.password);
  });

  it('says of a wrong password that nobody was let in', async () => {
    const who = person(() => 'wrong');
    expect(await failure(open(byPassword(), { who }))).toContain('let nobody in');
    expect(who.rows.get('authenticated')).toMatchObject({
      state: 'failed',
      remedy: expect.stringContaining('password'),
    });
  });

  it('asks once, and gives up, when the question is declined', async () => {
    const who = person();
    expect(await failure(open(byPassword(), { who }))).toContain('let nobody in');
    expect(who.asked).toHaveLength(1);
  });

  it('asks for the passphrase of a key', async () => {
    const key = join(sshd.folder, 'locked');
    rmSync(key, { force: true });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'long words', '-f', key]);
    writeFileSync(join(sshd.folder, 'authorized'), readFileSync(`${key}.pub`), { flag: 'a' });
    const who = person(() => 'long words');
    await open(sshd.configWith('locked-config', [`IdentityFile ${key}`, 'IdentityAgent none']), { who });
    expect(who.asked.map(({ kind }) => kind)).toContain('passphrase');
  });
});

describe('a connection that is shared', () => {
  it('is used where it stands, and told; ours is none that others hang on', async () => {
    const path = join(sshd.folder, 'shared');
    const config = sshd.configWith('sharing', ['ControlMaster auto', `ControlPath ${path}`, 'ControlPersist yes']);
    const alone = person();
    await (await open(config, { who: alone }))[Symbol.asyncDispose]();
    expect(alone.rows.get('authenticated')?.text).toBe('Signed in by publickey.');
    expect(existsSync(path)).toBe(false);
    execFileSync('ssh', ['-F', config, '-MNf', 'far'], { stdio: 'ignore' });
    ends.push(() => void spawnSync('ssh', ['-F', config, '-O', 'exit', 'far'], { stdio: 'ignore' }));
    const who = person();
    const wire = await open(config, { who });
    expect(who.rows.get('authenticated')).toMatchObject({ state: 'passed', text: expect.stringContaining('shared') });
    expect(who.rows.get('reachable')?.state).toBe('passed');
    expect((await wire.sweep(null, never())).length).toBeGreaterThan(5);
    await wire[Symbol.asyncDispose]();
    // Whoever else hangs on it goes on.
    expect(spawnSync('ssh', ['-F', config, '-O', 'check', 'far']).status).toBe(0);
  });
});

describe('host keys', () => {
  it('an unknown one is a question with its fingerprint, which is the only yes', async () => {
    const config = sshd.configWith('stranger', [`UserKnownHostsFile ${join(sshd.folder, 'none-known')}`]);
    for (const [answer, remembered] of [
      ['yes', false],
      [null, false],
      [sshd.fingerprint, true],
    ] as const) {
      const who = person(() => answer);
      const opened = open(config, { who });
      if (remembered) await opened;
      else expect(await failure(opened)).toContain('not confirmed');
      expect(who.asked).toMatchObject([{ kind: 'host-key', fingerprint: sshd.fingerprint }]);
      expect(existsSync(join(sshd.folder, 'none-known'))).toBe(remembered);
    }
  });

  it('a changed one is refused, whatever the person would say, with its fingerprint and the remedy', async () => {
    const before = sshd.fingerprint;
    await sshd.changeKey();
    const who = person(() => 'yes');
    const why = await failure(open(sshd.config, { who }));
    expect(why).toContain('has changed');
    expect(why).toContain(sshd.fingerprint);
    expect(why).not.toContain(before);
    expect(who.asked).toEqual([]);
    expect(who.rows.get('authenticated')?.remedy).toContain('ssh-keygen');
    writeFileSync(sshd.knownHosts, `[127.0.0.1]:${sshd.port} ${readFileSync(join(sshd.folder, 'host.pub'), 'utf8')}`);
  });
});

describe('what cannot be reached', () => {
  it('says that a port refuses, that a host is unknown, and that no client is installed', async () => {
    const refusing = person();
    expect(await failure(open(sshd.configWith('refused', ['Port 1']), { who: refusing }))).toContain('refuses');
    expect(refusing.rows.get('reachable')).toMatchObject({ state: 'failed', remedy: expect.stringContaining('sshd') });
    expect(await failure(open(sshd.configWith('nowhere', ['HostName nowhere.invalid'])))).toContain('nowhere.invalid');
    expect(await failure(open(sshd.config, { program: '/nowhere/ssh' }))).toContain('No OpenSSH client');
  });

  it('says that a configuration cannot be read', async () => {
    expect(await failure(open(join(sshd.folder, 'no-such-config')))).toContain('configuration');
  });
});
