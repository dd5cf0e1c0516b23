/** More rights for writes, and the dry run. The elevated shell runs here as this very user; sudo and pkexec themselves are in localElevation.test.ts. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { elevatedWriter } from '../../main/wires/local/elevated.js';
import { localPlace } from '../../main/wires/local/place.js';
import { radiusOf } from '../../main/wires/radius/radius.js';
import { rightsOf } from '../../main/wires/local/rights.js';
import { standingSysroot } from '../fixtures/standing.js';
import { drive, smallSysroot, stick, type Sysroot } from '../fixtures/sysroot.js';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});
const tree = (): Sysroot => {
  const made = smallSysroot();
  ends.push(() => made[Symbol.dispose]());
  return made;
};
const never = (): AbortSignal => new AbortController().signal;
const shell = async (root: string) => {
  const writer = await elevatedWriter(root, 'sudo', ['env']);
  if (typeof writer === 'string') throw new Error(writer);
  ends.push(() => writer[Symbol.dispose]());
  return writer;
};
const override = `${drive}/driver_override`;

describe('an elevated shell', () => {
  it('makes one write after the other, and names the error of one that fails', async () => {
    const { root } = tree();
    const writer = await shell(root);
    const write = (path: string, value: string) => writer.write({ path, value, limitMs: 2000, signal: never() });
    expect(await write(override, 'vfiopc')).toMatchObject({ kind: 'done' });
    expect(readFileSync(join(root, override), 'utf8')).toBe('vfiopc\n');
    expect(await write('bus/pci/drivers/nvme', '1')).toMatchObject({ kind: 'refused', errno: 'EISDIR' });
    expect(await write(`${drive}/gone`, '1')).toMatchObject({ kind: 'refused', errno: 'ENOENT' });
    // Nothing in a value is a command.
    expect(await write(override, '$(id); `id` & "\'')).toMatchObject({ kind: 'done' });
    expect(readFileSync(join(root, override), 'utf8')).toBe('$(id); `id` & "\'\n');
  });

  it('is left behind with a write that hangs, and says that it is gone', async () => {
    const { root } = tree();
    spawnSync('mkfifo', [join(root, drive, 'reset')]);
    const writer = await shell(root);
    const hung = await writer.write({ path: `${drive}/reset`, value: '1', limitMs: 100, signal: never() });
    expect(hung).toMatchObject({ kind: 'timeout' });
    expect(writer.gone).toBe(true);
  });

  it('says in one sentence why it cannot be had', async () => {
    expect(await elevatedWriter('/sys', 'sudo', ['/nowhere/sudo'])).toMatch(
      /^\/nowhere\/sudo gave no rights: .*ENOENT\.$/,
    );
    expect(await elevatedWriter('/sys', 'sudo', ['sh', '-c', 'echo a password is required >&2; exit 1'])).toBe(
      'sh gave no rights: a password is required.',
    );
  });

  it('is offered only where it is there, and not to root', () => {
    const folder = dirname(tree().root);
    const ways = (uid: number) => rightsOf(uid, folder).ways.map(({ how, not }) => [how, not]);
    expect(ways(1000)).toEqual([
      ['none', null],
      ['sudo', 'sudo is not installed.'],
      ['pkexec', 'pkexec is not installed.'],
    ]);
    writeFileSync(join(folder, 'sudo'), '');
    chmodSync(join(folder, 'sudo'), 0o755);
    expect(ways(1000)[1]).toEqual(['sudo', null]);
    expect(ways(0)[1]).toEqual(['sudo', 'This tool runs as root already.']);
    expect(rightsOf(1000, '').unseen.length).toBeGreaterThan(0);
  });
});

const standing = () => {
  const made = standingSysroot();
  ends.push(() => made[Symbol.dispose]());
  const machine = { root: made.root, proc: made.proc, ssh: null };
  const dryRun = (path: string, value: string) => radiusOf(localPlace(machine), { path, value });
  return { made, dryRun, machine };
};
const texts = (radius: Awaited<ReturnType<typeof radiusOf>>) =>
  radius.stakes.map(({ kind, text, own }) => `${kind}: ${text}${own === null ? '' : ` (${own})`}`);

describe('the dry run of a write', () => {
  it('tells mounts through partitions and volumes, consoles and the bound driver', async () => {
    const { dryRun } = standing();
    const radius = await dryRun('bus/pci/drivers/nvme/unbind', '0000:01:00.0');
    expect(radius.touched).toEqual([drive]);
    expect(texts(radius)).toEqual([
      'mount: / on /dev/mapper/root (disk)',
      'mount: /mnt/a b on /dev/nvme0n1p2',
      'console: ttyS1, a console of the kernel',
      'driver: nvme is bound to 0000:01:00.0',
    ]);
  });

  it('tells what is behind a bridge, down to the network this machine is reached over', async () => {
    const { dryRun } = standing();
    const radius = await dryRun('bus/pci/devices/0000:00:02.0/remove', '1');
    expect(texts(radius)).toEqual([
      'network: br0, up, this machine is reached over it (network)',
      'network: eth1, up',
      'child: usb1 behind it',
      'child: 1-2 behind it',
      'child: 1-2:1.0 behind it',
    ]);
  });

  it.each([
    ['kernel/iommu_groups/7/type', 'identity', [drive]],
    ['bus/pci/drivers_probe', '0000:01:00.0', [drive]],
    ['bus/pci/drivers/nvme/new_id', '144d a826', [drive]],
    ['bus/pci/devices/0000:01:00.0/driver/unbind', '0000:01:00.0', [drive]],
    ['bus/pci/devices/0000:01:00.0/iommu_group/type', 'identity', [drive]],
    [`${drive}/power/control`, 'on', [drive]],
    [`bus/usb/devices/1-2/authorized`, '0', [stick]],
    ['bus/pci/drivers_autoprobe', '0', []],
    ['bus/pci/drivers/nvme/unbind', '0000:99:00.0', []],
  ])('%s touches its devices', async (path, value, touched) => {
    const { made, dryRun } = standing();
    made.file('bus/pci/drivers/nvme/new_id', '');
    expect((await dryRun(path, value)).touched).toEqual(touched);
  });

  it('says of a tree that is not the running machine what it cannot know', async () => {
    const { machine } = standing();
    const radius = await radiusOf(localPlace({ ...machine, proc: null }), {
      path: 'bus/pci/drivers/nvme/unbind',
      value: '0000:01:00.0',
    });
    expect(radius.stakes).toEqual([{ kind: 'driver', text: 'nvme is bound to 0000:01:00.0', own: null }]);
    expect(radius.unseen).toHaveLength(1);
  });
});
