/** A write and what it led to, told by a far shell in one journey: with each reader, and whatever hangs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Look, Wire } from '../../main/wires/wire.js';
import { drive, smallSysroot, stick, type Sysroot } from '../fixtures/sysroot.js';
import { farShell } from './farShell.js';

const never = (): AbortSignal => new AbortController().signal;
const ways = [{ readers: [] }, { readers: ['perl'] }, { readers: ['python'] }] as const;
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const opened = async (way: (typeof ways)[number]) => {
  const tree = smallSysroot();
  ends.push(() => tree[Symbol.dispose]());
  const patience = { portionMs: 2500, fileMs: 2500 };
  const wire = await farShell({ shell: 'dash', sysroot: tree.root, patience, ...way });
  ends.push(() => wire[Symbol.asyncDispose]());
  return { tree, wire };
};
const hang = (tree: Sysroot, path: string): void => {
  rmSync(join(tree.root, path), { force: true });
  execFileSync('mkfifo', [join(tree.root, path)]);
};
const driver = `${drive}/driver_override`;
const look: Look = { folders: [drive, 'devices/not/there'], paths: [driver, `${drive}/nothing`] };
const write = (wire: Wire, path: string, { value = 'vfiopc', limitMs = 5000, what = look } = {}) => {
  const { writeAndLook } = wire;
  if (writeAndLook === undefined) throw new Error('the wire has no such thing');
  return writeAndLook({ path, value, limitMs }, what, never());
};

describe.each(ways)('a write and what it led to ($readers)', (way) => {
  it('come together, as if each was asked by itself', async () => {
    const { wire } = await opened(way);
    const { outcome, seen } = write(wire, driver);
    expect(await outcome).toMatchObject({ kind: 'done' });
    const found = await seen;
    expect(found?.readings).toMatchObject({ [driver]: { value: 'vfiopc' }, [`${drive}/nothing`]: { errno: 'ENOENT' } });
    expect(found?.devices.map(({ path }) => path)).toEqual([drive]);
    expect(found?.devices[0]?.attrs).toMatchObject({
      driver_override: { value: 'vfiopc' },
      class: { value: '0x010802' },
    });
    expect(found?.devices[0]?.links).toMatchObject({ driver: 'bus/pci/drivers/nvme' });
    const refused = write(wire, `${drive}/vendor/below`, { what: { folders: [], paths: [driver] } });
    expect(await refused.outcome).toMatchObject({ kind: 'refused', errno: 'ENOTDIR' });
    expect(await refused.seen).toMatchObject({ devices: [], readings: { [driver]: { value: 'vfiopc' } } });
  });

  it('a write that hangs tells nothing of what it led to, and leaves nothing behind', async () => {
    const { tree, wire } = await opened(way);
    hang(tree, `${drive}/reset`);
    const hanging = write(wire, `${drive}/reset`, { limitMs: 1500 });
    expect(await wire.sweep([stick], never())).toHaveLength(1);
    expect(await hanging.outcome).toMatchObject({ kind: 'timeout' });
    expect(await hanging.seen).toBeNull();
    expect(await write(wire, driver, { value: 'x' }).outcome).toMatchObject({ kind: 'done' });
  });

  it('a file that hangs behind it holds no outcome back', async () => {
    const { tree, wire } = await opened(way);
    hang(tree, `${drive}/vendor`);
    const { outcome, seen } = write(wire, driver, { limitMs: 60_000 });
    expect(await outcome).toMatchObject({ kind: 'done' });
    expect(await seen).toBeNull();
    // By itself it is found, and left out from then on.
    expect((await wire.sweep([drive], never()))[0]?.attrs.vendor).toMatchObject({ errno: 'ETIMEDOUT' });
    const again = write(wire, driver, { value: 'again!' });
    expect((await again.seen)?.devices[0]?.attrs).toMatchObject({
      vendor: { errno: 'ETIMEDOUT' },
      driver_override: { value: 'again!' },
    });
  });
});

describe('what a far machine takes in part', () => {
  it.runIf(process.getuid?.() === 0).each(ways)('is no write that was done ($readers)', async (way) => {
    const { tree, wire } = await opened(way);
    const folder = join(tree.root, 'devices', 'full');
    mkdirSync(folder);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]).status).toBe(0);
    ends.push(() => void spawnSync('umount', ['-l', folder]));
    tree.file('devices/full/some', Buffer.alloc(0));
    const outcome = await wire.write('devices/full/some', 'x'.repeat(10_000), 10_000, never());
    expect(outcome).toMatchObject({ kind: 'refused' });
  });
});
