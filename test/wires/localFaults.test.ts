/** The local wire on machines that misbehave: reads and writes that never return, devices that leave, attributes that fail, hostile names, an ordinary user. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import { snapshotOf } from '../../main/target/snapshot.js';
import type { RawDevice } from '../../main/wires/wire.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { ordinaryUser } from '../fixtures/ordinaryUser.js';
import { dock, drive, emptySysroot, smallSysroot, stick, type Sysroot } from '../fixtures/sysroot.js';

const never = (): AbortSignal => new AbortController().signal;
const patience = { portionMs: 400, fileMs: 300 };
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const opened = async (tree: Sysroot = smallSysroot()) => {
  const helper = await builtHelper();
  const wire = await localWire({ sysroot: tree.root, startHelper: () => nodeHelper(helper), patience });
  ends.push(
    () => tree[Symbol.dispose](),
    () => wire[Symbol.asyncDispose](),
  );
  return { tree, wire };
};
const byId = (found: readonly RawDevice[], path: string) => found.find((one) => one.path === path);
const hex = (value: number): string => value.toString(16).padStart(2, '0');
/** A pipe without a writer: opening it blocks, as a read in the kernel may. */
const hang = (tree: Sysroot, path: string): void => {
  rmSync(join(tree.root, path), { force: true });
  execFileSync('mkfifo', [join(tree.root, path)]);
};

describe('a read that never returns', () => {
  it('is found, left out and said; everything else is read, and the next sweep does not wait for it', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/vendor`);
    hang(tree, `${stick}/product`);
    const found = await wire.sweep(null, never());
    expect(byId(found, drive)?.attrs).toMatchObject({ vendor: { errno: 'ETIMEDOUT' }, class: { value: '0x010802' } });
    expect(byId(found, stick)?.attrs).toMatchObject({ product: { errno: 'ETIMEDOUT' }, idVendor: { value: '0781' } });
    expect(byId(found, dock)?.attrs.authorized).toMatchObject({ value: '0' });
    const began = performance.now();
    expect(await wire.sweep([drive], never())).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(patience.portionMs);
  });

  it('asked for by name is answered, and so are the paths beside it', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/vendor`);
    const readings = await wire.read([`${drive}/class`, `${drive}/vendor`], never());
    expect(readings[`${drive}/class`]).toMatchObject({ value: '0x010802' });
    expect(readings[`${drive}/vendor`]).toMatchObject({ errno: 'ETIMEDOUT' });
  });

  it('can be given up', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/vendor`);
    await expect(wire.sweep(null, AbortSignal.timeout(100))).rejects.toThrow();
    rmSync(join(tree.root, drive, 'vendor'));
    expect(await wire.sweep([drive], never())).toHaveLength(1);
  });
});

describe('a machine too big for one process', () => {
  const count = 700;
  const paths = Array.from({ length: count }, (_, at) => `devices/pci0000:00/0000:${hex(at >> 5)}:${hex(at & 31)}.0`);
  const big = (): Sysroot => {
    const tree = emptySysroot();
    for (const path of paths) tree.device(path, 'pci', { vendor: '0x144d', class: '0x010802' });
    return tree;
  };
  /** The bridge above them all, and then each in its place. */
  const inOrder = (found: readonly RawDevice[]) => found.map(({ path }) => path).filter((path) => paths.includes(path));

  it('is swept by two, and found whole, each device once and in the order of one', async () => {
    const helper = await builtHelper();
    let started = 0;
    const tree = big();
    const startHelper = () => {
      started += 1;
      return nodeHelper(helper);
    };
    const wire = await localWire({ sysroot: tree.root, startHelper, patience });
    ends.push(
      () => tree[Symbol.dispose](),
      () => wire[Symbol.asyncDispose](),
    );
    expect(await wire.sweep([paths[0] ?? ''], never())).toHaveLength(1);
    expect(started).toBe(1);
    const told: number[] = [];
    const found = await wire.sweep(null, never(), (so) => told.push(so));
    expect(started).toBe(2);
    expect(inOrder(found)).toEqual(paths);
    expect(found.every(({ attrs }) => Object.keys(attrs).length === 0 || 'vendor' in attrs)).toBe(true);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBe(found.length);
  });

  it('has a file that hangs in each half left out, and the rest read', async () => {
    const { tree, wire } = await opened(big());
    const [early = '', late = ''] = [paths[3], paths[count - 3]];
    hang(tree, `${early}/vendor`);
    hang(tree, `${late}/vendor`);
    const found = await wire.sweep(null, never());
    expect(inOrder(found)).toEqual(paths);
    for (const path of [early, late])
      expect(byId(found, path)?.attrs).toMatchObject({ vendor: { errno: 'ETIMEDOUT' }, class: { value: '0x010802' } });
  });

  it('can be given up, and swept again', async () => {
    const { tree, wire } = await opened(big());
    const hung = `${paths[count - 3]}/vendor`;
    hang(tree, hung);
    await expect(wire.sweep(null, AbortSignal.timeout(100))).rejects.toThrow();
    rmSync(join(tree.root, hung));
    expect(inOrder(await wire.sweep(null, never()))).toEqual(paths);
  });
});

describe('a write that never returns', () => {
  it('ends at its limit, and the next write is made', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/reset`);
    expect(await wire.write(`${drive}/reset`, '1', 100, never())).toMatchObject({ kind: 'timeout' });
    expect(await wire.write(`${drive}/driver_override`, 'vfio', 2000, never())).toMatchObject({ kind: 'done' });
    expect((await wire.read([`${drive}/driver_override`], never()))[`${drive}/driver_override`]).toMatchObject({
      value: expect.stringMatching(/^vfio/),
    });
  });

  it('does not hold up reading', async () => {
    const { tree, wire } = await opened();
    hang(tree, `${drive}/reset`);
    const write = wire.write(`${drive}/reset`, '1', 1500, never());
    expect(await wire.sweep([drive], never())).toHaveLength(1);
    expect(await write).toMatchObject({ kind: 'timeout' });
  });
});

describe('a tree that changes while it is read', () => {
  it('loses no other device when some leave during a sweep', async () => {
    const tree = emptySysroot();
    const path = (index: number): string => `devices/pci0000:00/0000:00:${index.toString(16).padStart(2, '0')}.0`;
    for (let i = 0; i < 200; i++)
      tree.device(path(i), 'pci', { class: '0x010802', vendor: '0x144d', device: '0x0001' });
    const { wire } = await opened(tree);
    const sweep = wire.sweep(null, never());
    for (let i = 100; i < 200; i++) rmSync(join(tree.root, path(i)), { recursive: true });
    const found = await sweep;
    for (let i = 0; i < 100; i++) expect(byId(found, path(i))?.attrs.class).toMatchObject({ value: '0x010802' });
    expect((await wire.sweep(null, never())).filter((one) => one.links.subsystem === 'bus/pci')).toHaveLength(100);
  });

  it('leaves out a link that leads nowhere or out of the tree', async () => {
    const { tree, wire } = await opened();
    symlinkSync('../../../devices/pci0000:00/0000:00:1f.0', join(tree.root, 'bus/pci/devices/0000:00:1f.0'));
    symlinkSync('/etc', join(tree.root, 'bus/pci/devices/0000:00:1e.0'));
    symlinkSync('/etc/hostname', join(tree.root, drive, 'label'));
    const found = await wire.sweep(null, never());
    expect(found.map((one) => one.path).filter((one) => /1[ef]\.0|etc/.test(one))).toEqual([]);
    expect(await wire.read([`${drive}/label`], never())).toMatchObject({ [`${drive}/label`]: { errno: 'ENOENT' } });
    expect(await wire.write(`${drive}/label`, 'x', 1000, never())).toMatchObject({ kind: 'refused', errno: 'ENOENT' });
  });
});

describe('attributes that fail, and names that lie', () => {
  it('shows the error of each attribute, and reads on', async () => {
    const { tree, wire } = await opened();
    // A folder in place of a file: EISDIR. /proc/self/mem at 0: EIO, as a broken device gives.
    rmSync(join(tree.root, drive, 'vendor'));
    execFileSync('mkdir', [join(tree.root, drive, 'vendor')]);
    rmSync(join(tree.root, drive, 'device'));
    symlinkSync('/proc/self/mem', join(tree.root, drive, 'device'));
    const found = byId(await wire.sweep([drive], never()), drive);
    expect(found?.attrs).toMatchObject({ vendor: { errno: 'EISDIR' }, device: { errno: 'EIO' }, class: {} });
  });

  it('keeps hostile text as text', async () => {
    const { tree, wire } = await opened();
    tree.file(`${stick}/product`, '<img src=x onerror=alert(1)>\u001b]0;owned\u0007\u202e"\'');
    tree.file(`${stick}/manufacturer`, Buffer.from([0xff, 0xfe, 0x00, 0x41]));
    const raw = await wire.sweep(null, never());
    const { devices } = snapshotOf({ uri: 'local:', title: '', raw, readings: {}, at: 1 });
    const { name } = Object.values(devices).find(({ id }) => id === '1-2') ?? { name: '' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(name).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(name).toContain('<img src=x');
  });

  it('leaves configuration space of a sleeping device alone, and reads it of one that is awake', async () => {
    const { tree, wire } = await opened();
    tree.file(`${drive}/config`, Buffer.alloc(256, 1));
    expect(byId(await wire.sweep([drive], never()), drive)?.attrs.config).toMatchObject({ value: '01'.repeat(256) });
    tree.file(`${drive}/power/runtime_status`, 'suspended');
    expect(byId(await wire.sweep([drive], never()), drive)?.attrs.config).toBeUndefined();
  });

  it('reads nothing that is not on the list, however it is called', async () => {
    const { tree, wire } = await opened();
    for (const file of ['vpd', 'rom', 'resource0', 'key', 'remove', 'rescan']) hang(tree, `${drive}/${file}`);
    const found = byId(await wire.sweep([drive], never()), drive);
    expect(Object.keys(found?.attrs ?? {})).not.toEqual(expect.arrayContaining(['vpd']));
    expect(found?.attrs.class).toMatchObject({ value: '0x010802' });
  });
});

describe('an ordinary user', () => {
  it('reads what it may, is refused the rest by the kernel, and writes nothing', async () => {
    using user = ordinaryUser();
    const tree = smallSysroot();
    ends.push(() => tree[Symbol.dispose]());
    chmodSync(dirname(tree.root), 0o755);
    tree.file(`${drive}/config`, Buffer.alloc(64, 1), 0o600);
    // The helper, where that user can read it.
    const helper = join(dirname(tree.root), 'helper');
    cpSync(dirname(await builtHelper()), helper, { recursive: true });
    chmodSync(helper, 0o755);
    const program = `
      const take = (await import('node:child_process')).fork('${helper}/helper.js', { serialization: 'advanced', execArgv: [] });
      const look = { root: '${tree.root}', clock: 0, careful: false, hung: [] };
      const answers = [];
      take.on('message', (one) => {
        if (one.kind === 'ready') return;
        answers.push(one);
        if (answers.length < 2) return;
        process.stdout.write(JSON.stringify(answers));
        take.disconnect();
      });
      take.send({ id: 1, kind: 'sweep', folders: ['${drive}'], found: false, ...look });
      take.send({ id: 2, kind: 'write', root: look.root, path: '${drive}/driver_override', value: 'x' });
    `;
    const ran = user.run(process.execPath, '--input-type=module', '-e', program);
    expect(ran.stderr).toBe('');
    const answers: readonly { kind: string; devices?: readonly RawDevice[]; errno?: string }[] = JSON.parse(ran.stdout);
    const device = answers.find(({ kind }) => kind === 'devices')?.devices?.[0];
    expect(device?.attrs).toMatchObject({ class: { value: '0x010802' }, config: { errno: 'EACCES' } });
    expect(answers.find(({ kind }) => kind === 'written')).toMatchObject({ errno: 'EACCES' });
    const { devices } = snapshotOf({ uri: 'local:', title: '', raw: device ? [device] : [], readings: {}, at: 1 });
    expect(Object.values(devices)[0]?.facts.ats).toEqual({
      kind: 'unknown',
      why: 'config is not readable without root (EACCES)',
    });
  });
});
