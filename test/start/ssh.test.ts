/** The command line as it is shipped, over SSH to a real sshd of this machine: what its agent does when it was bundled, and its questions at a terminal and without one. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Sshd, startSshd } from '../wires/sshd.js';
import { type Ended, project, run, runScript } from './runScript.js';
import { atTerminal } from './terminal.js';

const cli = join(project, 'dist', 'main', 'cli.js');
let sshd: Sshd;
let data = '';
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'lockstep-cli-'));
  await runScript('build');
  sshd = await startSshd();
});
afterAll(() => {
  sshd[Symbol.dispose]();
  rmSync(data, { recursive: true, force: true });
});

const lockstep = (...args: readonly string[]): Promise<Ended> =>
  run(process.execPath, [cli, ...args], { env: { LOCKSTEP_DATA: data } });
const far = (config = sshd.config): string => `ssh://far?config=${config}`;

const machine = z.object({ devices: z.array(z.object({ path: z.string(), ids: z.unknown(), driver: z.unknown() })) });
const devicesOf = async (target: string) => {
  const { code, stdout, stderr } = await lockstep('snapshot', '--target', target, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return machine.parse(JSON.parse(stdout)).devices;
};

describe('the built command line, over SSH', () => {
  it('reads the same machine as it reads without SSH', async () => {
    const there = await devicesOf(far());
    expect(there.length).toBeGreaterThan(0);
    expect(there).toEqual(await devicesOf('local:'));
  });

  it('writes once armed, with what the kernel says, and not before', async () => {
    const device = (await devicesOf(far())).find(({ path }) => existsSync(`${path}/power/control`));
    const path = `${device?.path}/power/control`;
    // What stands there already: written again, it changes nothing.
    const value = readFileSync(path, 'utf8').trim();
    const meant = ['--arm', '--own-branch', '--json'];
    const outcome = async (target: string, file: string): Promise<unknown> => {
      const { code, stdout } = await lockstep('write', '--target', target, ...meant, file, value);
      const { kind, errno } = JSON.parse(stdout).outcome;
      return { code, kind, errno };
    };
    const held = await lockstep('write', '--target', far(), path, value);
    expect([held.code, held.stdout]).toEqual([1, '']);
    expect(held.stderr).toContain('not armed');
    expect(await outcome(far(), path)).toEqual(await outcome('local:', path));
    const refused = await outcome(far(), `${device?.path}/no/such`);
    expect(refused).toEqual({ code: 1, kind: 'refused', errno: 'ENOENT' });
  });

  it('watches until its time is over, and says which scenarios do not fit', async () => {
    const watched = await lockstep('watch', '--target', far(), '--seconds', '1', '--json');
    expect(watched.code).toBe(0);
    expect(JSON.parse(watched.stdout.split('\n')[0] ?? '')).toMatchObject({ kind: 'opened' });
    const ran = await lockstep('run', 'confidential-vm', '--target', far());
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('does not fit');
  });

  it('is lost with 3, and says what to do, when nobody answers', async () => {
    const { code, stderr } = await lockstep('snapshot', '--target', far(sshd.configWith('refusing', ['Port 1'])));
    expect(code).toBe(3);
    expect(stderr).toContain('refuses connections. Is sshd running there');
  });
});

describe('its questions', () => {
  const stranger = (name: string): string => {
    const known = join(sshd.folder, name);
    rmSync(known, { force: true });
    return far(sshd.configWith(`${name}-config`, [`UserKnownHostsFile ${known}`]));
  };
  const byPassword = (): string =>
    far(sshd.configWith('password', [`User ${sshd.user}`, 'PreferredAuthentications password']));
  const at = (target: string, answer: string, asked: RegExp): Promise<Ended> =>
    atTerminal([process.execPath, cli, 'snapshot', '--target', target], {
      asked,
      answer,
      env: { LOCKSTEP_DATA: data },
    });

  it('take an unknown host key by the end of its fingerprint, at the terminal', async () => {
    const { code, stdout } = await at(stranger('known-1'), `${sshd.fingerprint.slice(-8)}\r`, /as the machine itself/);
    expect(stdout).toContain(sshd.fingerprint);
    expect(stdout).not.toContain('yes/no');
    expect(stdout).toContain('DEVICE');
    expect(code).toBe(0);
  });

  it.each(['yes\r', '\r', '\x03', '\x04'])('take no %j for an unknown host key', async (answer) => {
    const { code, stdout } = await at(stranger('known-2'), answer, /as the machine itself/);
    expect(stdout).toMatch(/\nlockstep: The host key was not confirmed/);
    expect(code).toBe(3);
    expect(existsSync(join(sshd.folder, 'known-2'))).toBe(false);
  });

  it('take a password that is not shown', async () => {
    const { code, stdout } = await at(byPassword(), `${sshd.password}\r`, /password: /);
    expect(stdout).toContain('DEVICE');
    expect(stdout).not.toContain(sshd.password);
    expect(code).toBe(0);
  });

  it('end with 3 without a terminal, and say how it goes on', async () => {
    const unknown = await lockstep('snapshot', '--target', stranger('known-3'));
    expect([unknown.code, unknown.stdout]).toEqual([3, '']);
    expect(unknown.stderr).toMatch(/^lockstep: The host key was not confirmed.*no terminal.*ssh-keyscan.*\n$/);
    const locked = await lockstep('snapshot', '--target', byPassword());
    expect([locked.code, locked.stdout]).toEqual([3, '']);
    expect(locked.stderr).toMatch(/^lockstep: The far side let nobody in.*no terminal.*ssh-agent.*\n$/);
  });
});
