/** A far machine that misbehaves: hung reads and writes, a full disk, a shell that is killed, noise on standard output, an agent that came over broken. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { unattended } from '../../main/wires/opening.js';
import { farText, loaderCommand } from '../../main/wires/shell/farSide.js';
import { processLine } from '../../main/wires/shell/processLine.js';
import { shellWire } from '../../main/wires/shell/wire.js';
import { WireLost } from '../../main/wires/wire.js';
import { drive, smallSysroot, stick, type Sysroot } from '../fixtures/sysroot.js';
import { farShell, type FarOptions, type ShellName, shells } from './farShell.js';

const never = (): AbortSignal => new AbortController().signal;
const patience = { portionMs: 4000, fileMs: 4000 };
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const opened = async (options: Partial<FarOptions> = {}, tree: Sysroot = smallSysroot()) => {
  ends.push(() => tree[Symbol.dispose]());
  const wire = await farShell({ shell: 'dash', sysroot: tree.root, patience, ...options });
  ends.push(() => wire[Symbol.asyncDispose]());
  return { tree, wire };
};
/** A pipe without a writer: opening it blocks, as a read in the kernel may. */
const hang = (tree: Sysroot, path: string): void => {
  rmSync(join(tree.root, path), { force: true });
  execFileSync('mkfifo', [join(tree.root, path)]);
};
/** Processes that hold `text` in their arguments. */
const running = (text: string): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      // It ended meanwhile.
      return false;
    }
  }).length;
const typedShells: readonly ShellName[] = ['dash', 'bash', 'busybox ash'];
const ways = [{ readers: [] }, { readers: ['perl'] }, { readers: ['python'] }] as const;

describe('what never returns', () => {
  it.each(ways)('a read is found, left out and said; the rest is read ($readers)', async (way) => {
    const { tree, wire } = await opened(way);
    hang(tree, `${drive}/vendor`);
    const found = await wire.sweep(null, never());
    const at = (path: string) => found.find((one) => one.path === path)?.attrs;
    expect(at(drive)).toMatchObject({ vendor: { errno: 'ETIMEDOUT' }, class: { value: '0x010802' } });
    expect(at(stick)).toMatchObject({ idVendor: { value: '0781' } });
    expect(await wire.read([`${drive}/vendor`, `${drive}/class`], never())).toMatchObject({
      [`${drive}/vendor`]: { errno: 'ETIMEDOUT' },
      [`${drive}/class`]: { value: '0x010802' },
    });
  });

  it.each(ways)('nor holds it up the sweep that goes along with the greeting ($readers)', async (way) => {
    const { tree } = await opened(way);
    hang(tree, `${drive}/vendor`);
    const wire = await farShell({ shell: 'dash', sysroot: tree.root, patience, ahead: true, ...way });
    ends.push(() => wire[Symbol.asyncDispose]());
    const found = await wire.firstSweep?.(never());
    const at = (path: string) => found?.find((one) => one.path === path)?.attrs;
    expect(at(drive)).toMatchObject({ vendor: { errno: 'ETIMEDOUT' }, class: { value: '0x010802' } });
    expect(at(stick)).toMatchObject({ idVendor: { value: '0781' } });
  });

  it('the sweep that went along is given once, and not when it is old', async () => {
    const { tree } = await opened();
    const wire = await farShell({ shell: 'dash', sysroot: tree.root, patience, ahead: true });
    ends.push(() => wire[Symbol.asyncDispose]());
    await wire.firstSweep?.(never());
    tree.file(`${drive}/vendor`, '0x1234');
    const found = await wire.firstSweep?.(never());
    expect(found?.find(({ path }) => path === drive)?.attrs.vendor).toMatchObject({ value: '0x1234' });

    const other = await farShell({ shell: 'dash', sysroot: tree.root, patience, ahead: true });
    ends.push(() => other[Symbol.asyncDispose]());
    await new Promise((later) => setTimeout(later, 3500));
    tree.file(`${drive}/vendor`, '0x5678');
    const late = await other.firstSweep?.(never());
    expect(late?.find(({ path }) => path === drive)?.attrs.vendor).toMatchObject({ value: '0x5678' });
  });

  it('a sweep that went along can be given up', async () => {
    const { tree } = await opened();
    hang(tree, `${drive}/vendor`);
    const wire = await farShell({ shell: 'dash', sysroot: tree.root, patience, ahead: true });
    ends.push(() => wire[Symbol.asyncDispose]());
    await expect(wire.firstSweep?.(AbortSignal.timeout(300))).rejects.toThrow();
    rmSync(join(tree.root, drive, 'vendor'));
    expect(await wire.sweep([drive], never())).toHaveLength(1);
  });

  it.each(ways)('a write ends at its limit, holds nothing up, and leaves no process ($readers)', async (way) => {
    const { tree, wire } = await opened(way);
    hang(tree, `${drive}/reset`);
    const write = wire.write(`${drive}/reset`, '1', 6000, never());
    expect(await wire.sweep([stick], never())).toHaveLength(1);
    expect(await wire.write(`${drive}/driver_override`, 'vfiopc', 10_000, never())).toMatchObject({ kind: 'done' });
    expect(await write).toMatchObject({ kind: 'timeout' });
    await expect.poll(() => running(`of=${tree.root}`), { timeout: 10_000 }).toBe(0);
    await wire[Symbol.asyncDispose]();
    await expect.poll(() => running(tree.root), { timeout: 10_000 }).toBe(0);
  });

  it.each(ways)('a write that is given up at whatever moment leaves no process ($readers)', async (way) => {
    const { tree, wire } = await opened(way);
    hang(tree, `${drive}/reset`);
    const limits = Array.from({ length: 16 }, (_, index) => 5 + index * 6);
    for (const limitMs of limits)
      expect(await wire.write(`${drive}/reset`, '1', limitMs, never())).toMatchObject({ kind: 'timeout' });
    await wire.read([`${drive}/vendor`], never());
    await expect.poll(() => running(`of=${tree.root}`), { timeout: 10_000 }).toBe(0);
  });

  it('a sweep can be given up', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/vendor`);
    await expect(wire.sweep(null, AbortSignal.timeout(300))).rejects.toThrow();
    rmSync(join(tree.root, drive, 'vendor'));
    expect(await wire.sweep([drive], never())).toHaveLength(1);
  });
});

const asRoot = process.getuid?.() === 0;

describe('a far disk', () => {
  it.runIf(asRoot).each(ways)(
    'that is full refuses the write with ENOSPC, and all else works ($readers)',
    async (way) => {
      const { tree, wire } = await opened(way);
      const folder = join(tree.root, 'devices', 'full');
      mkdirSync(folder);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status).toBe(0);
      ends.push(() => void spawnSync('umount', [folder]));
      tree.file('devices/full/fresh', Buffer.alloc(0));
      spawnSync('dd', ['if=/dev/zero', `of=${folder}/filler`, 'bs=1k', 'count=64'], { stdio: 'ignore' });
      expect(await wire.write('devices/full/fresh', '1', 10_000, never())).toMatchObject({
        kind: 'refused',
        errno: 'ENOSPC',
      });
      expect(await wire.sweep([drive], never())).toHaveLength(1);
    },
  );
});

describe('a shell that goes', () => {
  it('is lost to whoever waits, with its own words', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/reset`);
    const listening = (async () => {
      for await (const _ of wire.notices(never()));
    })().catch((error: unknown) => error);
    const write = wire.write(`${drive}/reset`, '1', 30_000, never());
    const sweep = wire.sweep(null, never()).then(
      () => null,
      () => null,
    );
    await sweep;
    process.kill(wire.pid, 'SIGKILL');
    expect(await write).toMatchObject({ kind: 'lost' });
    expect(await listening).toBeInstanceOf(WireLost);
    await expect(wire.sweep(null, never())).rejects.toThrow(WireLost);
  });
});

describe('a request that comes in pieces', () => {
  it.each(typedShells)('is whole when the job of another ends in between (%s)', async (shell) => {
    using tree = smallSysroot();
    const loader = loaderCommand.replace(/^sh -c/, shells[shell].join(' '));
    const child = spawn('sh', ['-c', `exec ${loader}`], { stdio: ['pipe', 'pipe', 'ignore'] });
    ends.push(() => void child.kill());
    let said = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      said += text;
    });
    const answered = (id: number) => expect.poll(() => said, { timeout: 10_000 }).toContain(`\u0002LS ${id} `);
    child.stdin.write(`${farText({ sysroot: tree.root, proc: null, readers: [] })}LS 10 hello\nLS 11 hel`);
    await answered(10);
    // Its job is over a moment after its answer.
    await rest(300);
    child.stdin.write('lo\n');
    await answered(11);
    child.stdin.end();
  });
});

describe('a shell that is let go', () => {
  it('leaves no listener behind, however much was asked for since', async () => {
    using tree = smallSysroot();
    const sides = { sysroot: tree.root, proc: null, readers: ['perl'] } as const;
    const child = spawn('sh', ['-c', `exec ${loaderCommand}`], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.stdin.write(`${farText(sides)}LS 5 uevents\n`);
    await expect.poll(() => running(tree.root), { timeout: 10_000 }).toBeGreaterThan(0);
    child.stdin.end('LS 1005 hello\nLS 1006 hello\n');
    await expect.poll(() => running(tree.root), { timeout: 10_000 }).toBe(0);
  });
});

describe('two tools on one target', () => {
  it('do not disturb each other', async () => {
    const tree = smallSysroot();
    const [one, two] = [await opened({}, tree), await opened({}, tree)];
    const both = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? one : two).wire.sweep(null, never())),
    );
    for (const found of both)
      expect(found.map(({ path }) => path).sort()).toEqual(both[0]?.map(({ path }) => path).sort());
    expect(await one.wire.write(`${drive}/driver_override`, 'first!', 9000, never())).toMatchObject({ kind: 'done' });
    expect((await two.wire.read([`${drive}/driver_override`], never()))[`${drive}/driver_override`]).toMatchObject({
      value: 'first!',
    });
  });
});

describe('the way over', () => {
  const line = (command: string) => {
    const child = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'pipe'] });
    return processLine(child, { kill: false, why: () => 'it ended' });
  };
  const options = { uri: 'ssh://far', title: null, opening: unattended } as const;

  it('survives what a login shell prints before', async () => {
    const { root, [Symbol.dispose]: remove } = smallSysroot();
    ends.push(remove);
    const chatty = line(`echo 'Welcome! LS 1 0. 0 -'; printf '\\002LS nonsense\\n'; exec ${loaderCommand}`);
    await using wire = await shellWire({ ...options, line: chatty, sysroot: root });
    expect((await wire.sweep(null, never())).length).toBeGreaterThan(5);
  });

  it('runs nothing of an agent that came over changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-loader-'));
    ends.push(() => rmSync(folder, { recursive: true }));
    const sides = { sysroot: '/sys', proc: null, readers: [] } as const;
    const text = farText(sides).replace('LS_size=', `touch ${folder}/ran;LS_size=`);
    const { stdout } = spawnSync('sh', ['-c', loaderCommand], { input: text, encoding: 'latin1' });
    expect(stdout).toBe('LSBAD\n');
    expect(readdirSync(folder)).toEqual([]);
    // Cut off, it is not run either.
    spawnSync('sh', ['-c', loaderCommand], { input: `touch ${folder}/ran\n`, encoding: 'latin1' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends with a clear fault when no shell answers', async () => {
    await expect(shellWire({ ...options, line: line('exec sleep 60'), helloMs: 500 })).rejects.toThrow(
      'No POSIX shell',
    );
    await expect(shellWire({ ...options, line: line('exit 3') })).rejects.toThrow(WireLost);
  });
});
