/** Getting from a console to a shell: a real getty and login, boots, boot loaders, what earlier tools left, and garbage. */
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInTimes, signInTimes } from '../../main/wires/serial/signIn.js';
import { WireLost, WireRefused } from '../../main/wires/wire.js';
import { serialRig, until } from '../fixtures/serialRig.js';
import { smallSysroot } from '../fixtures/sysroot.js';
import { openSerial } from './serialLine.js';

const user = 'lkserial';
const password = 'pass-word_17 $x';
const brisk: SignInTimes = { ...signInTimes, knock: 500, silent: 4000 };
const getty = 'agetty -L --nohostname 115200 - vt100';
/** Says lines on a terminal and waits, as a machine does on its way up. */
const says = (...lines: readonly string[]): string => `sh -c "${lines.join('; ')}"`;

describe('a console with a login', () => {
  beforeAll(() => {
    execFileSync('sh', ['-c', `id ${user} >/dev/null 2>&1 || useradd -M -d / -s /bin/sh ${user}`]);
    execFileSync('chpasswd', { input: `${user}:${password}\n` });
  });
  afterAll(() => {
    execFileSync('userdel', [user]);
  });

  it('signs in with name and password, shows the password nowhere, and leaves the session when it goes', async () => {
    await using rig = await serialRig({ program: getty });
    using tree = smallSysroot();
    // Who signs in is another user.
    chmodSync(dirname(tree.root), 0o755);
    const { wire, asked, rows } = await openSerial(rig, { answers: [user, password], sysroot: tree.root });
    expect(asked.map(({ kind }) => kind)).toEqual(['text', 'password']);
    expect(rows.find(({ id, state }) => id === 'authenticated' && state === 'passed')?.text).toBe(
      `Signed in as ${user}.`,
    );
    expect((await wire.rights()).user).toBe(user);
    expect(rig.said()).not.toContain(password);
    expect(JSON.stringify(rows)).not.toContain(password);
    const far = rig.pid;
    await wire[Symbol.asyncDispose]();
    // The login's shell was left: the getty's process ends with it.
    await expect.poll(() => alive(far), { timeout: 10_000 }).toBe(false);
  }, 60_000);

  // At a prompt of login's own, a bare Enter already asks for a password.
  it.each([
    ['begun', ['somebody\n', 'Password:']],
    ['failed at', ['somebody\n', 'Password:', 'no password\n', 'Login incorrect']],
  ])(
    'starts a login anew that somebody else has %s, and sends no password to that name',
    async (_, typed) => {
      await using rig = await serialRig({ program: getty });
      using tree = smallSysroot();
      chmodSync(dirname(tree.root), 0o755);
      await until(() => rig.said().endsWith('login: '), 'the login');
      for (const words of typed)
        if (words.endsWith('\n')) rig.type(words);
        else await until(() => rig.said().includes(words), words);
      const { wire, asked } = await openSerial(rig, { answers: [user, password], sysroot: tree.root });
      expect(asked.map(({ kind }) => kind)).toEqual(['text', 'password']);
      expect((await wire.rights()).user).toBe(user);
      await wire[Symbol.asyncDispose]();
    },
    60_000,
  );

  it('a wrong password is a clear fault, with a remedy', async () => {
    await using rig = await serialRig({ program: getty });
    const rows: unknown[] = [];
    const opening = {
      tell: (row: unknown) => void rows.push(row),
      ask: async () => 'wrong',
      signal: new AbortController().signal,
    };
    const open = openSerial(rig, { user, opening });
    await expect(open).rejects.toThrow(WireRefused);
    await expect(open).rejects.toThrow(`The login of ${user} was refused: the name or the password is wrong.`);
    expect(rows.at(-1)).toMatchObject({
      id: 'authenticated',
      state: 'failed',
      remedy: expect.stringMatching(/Connect again/),
    });
  }, 60_000);

  it('nobody to ask: says so, and sends no password', async () => {
    await using rig = await serialRig({ program: getty });
    await expect(openSerial(rig, { user, answers: [null] })).rejects.toThrow(
      `The console asks for the password of ${user}, and none was given.`,
    );
  }, 60_000);
});

/** A program that says the same whatever it is told. */
const prompts = (prompt: string): string =>
  `sh -c "trap '' INT; stty -echo; printf '${prompt}'; while read -r l; do printf '${prompt}'; done"`;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // There is no such process any more.
    return false;
  }
};

describe('a console without a login', () => {
  const fails = async (program: string, times = brisk): Promise<string> => {
    await using rig = await serialRig({ program });
    const error: unknown = await openSerial(rig, { times: { signIn: times } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WireLost);
    return (error as Error).message;
  };

  it('waits for a boot in progress, and presses no key while it is under way', async () => {
    const boot = says(
      'stty -echo',
      'echo U-Boot 2025.10',
      'printf \\"Hit any key to stop autoboot:  1 \\"',
      'if read -r -t 2 k 2>/dev/null; then echo STOPPED; fi',
      'echo \\"[    0.000000] Linux version 7.3.4\\"',
      'sleep 1',
      'echo \\"[    1.000000] Run /init\\"',
      'sleep 1',
      'stty echo',
      'echo \\"Please press Enter to activate this console.\\"',
      'read -r k',
      'exec dash -i',
    );
    await using rig = await serialRig({ program: boot.replace('sh -c', 'bash -c') });
    using tree = smallSysroot();
    const { wire, rows } = await openSerial(rig, { sysroot: tree.root });
    expect(rig.said()).not.toContain('STOPPED');
    expect(rows.some(({ text }) => /boot loader counts down|machine is starting/.test(text))).toBe(true);
    const ends = new AbortController();
    const first = [];
    for await (const notice of wire.notices(ends.signal)) {
      first.push(notice);
      if (notice.kind === 'console' && notice.text.includes('Run /init')) break;
    }
    expect(first.map((notice) => notice.kind === 'console' && notice.text)).toContainEqual(
      expect.stringContaining('[    0.000000] Linux version 7.3.4'),
    );
    ends.abort();
    await wire[Symbol.asyncDispose]();
  }, 60_000);

  it('ends what a tool that was killed has left, and starts anew', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    const first = await openSerial(rig, { sysroot: tree.root });
    // As if killed: nothing of it says goodbye.
    const stale = first.line();
    const second = await openSerial(rig, { sysroot: tree.root });
    const devices = await second.wire.sweep(null, new AbortController().signal);
    expect(devices.length).toBeGreaterThan(0);
    await second.wire[Symbol.asyncDispose]();
    await stale.end();
    await first.wire[Symbol.asyncDispose]();
  }, 60_000);

  it('a shell that stood open is left open, with its terminal as it was', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    const { wire } = await openSerial(rig, { sysroot: tree.root });
    await wire[Symbol.asyncDispose]();
    expect(alive(rig.pid)).toBe(true);
    expect(rig.said()).toMatch(/lk-bye\r?\n/);
    const { wire: again } = await openSerial(rig, { sysroot: tree.root });
    await again[Symbol.asyncDispose]();
  }, 60_000);

  it.each([
    ['a boot loader', prompts('=> '), /stands in its boot loader/],
    ['a program that is no shell', prompts('mon# '), /no POSIX shell/],
    ['silence', 'sleep 60', /Nothing answers/],
    // What a line at another rate gives: bytes of no text.
    [
      'a wrong baud rate',
      'sh -c "stty raw -echo; while sleep 0.1; do head -c 30 /dev/urandom | tr -d [:print:]; done"',
      /is no text/,
    ],
  ])(
    'says what stands there: %s',
    async (_, program, words) => {
      expect(await fails(program)).toMatch(words);
    },
    40_000,
  );
});
