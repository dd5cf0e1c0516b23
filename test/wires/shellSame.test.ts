/** Every reader, and every shell, reads the same of one tree as the local wire does. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import type { RawDevice, Wire } from '../../main/wires/wire.js';
import type { Reading } from '../../shared/facts/reading.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { drive, smallSysroot, stick, type Sysroot } from '../fixtures/sysroot.js';
import { farShell, shells, type ShellName } from './farShell.js';

const never = new AbortController().signal;
let tree: Sysroot;
let local: Wire;

/** Everything a kernel may show: odd bytes, several lines, none, errors, links, long names, binary. */
beforeAll(async () => {
  tree = smallSysroot();
  const config = Buffer.alloc(4096);
  for (let i = 0; i < 64; i++) config[i] = (i * 7) & 0xff;
  config.fill(0xff, 300, 400);
  config[4095] = 1;
  tree.file(`${drive}/config`, config);
  tree.file('devices/pci0000:00/0000:00:01.0/config', Buffer.alloc(64, 0x11));
  tree.file('devices/pci0000:00/0000:00:02.0/config', Buffer.alloc(256));
  tree.file(`devices/pci0000:00/0000:00:03.0/config`, Buffer.alloc(256, 3));
  tree.file(`devices/pci0000:00/0000:00:03.0/power/runtime_status`, 'suspended');
  tree.file(`${drive}/label`, 'a\\0101b "it\'s" $HOME `id` %s \\n');
  tree.file(`${drive}/modalias`, 'x'.repeat(3000));
  tree.file(`${drive}/doe_features/0001:01`, '');
  tree.file(`${drive}/reset_method`, Buffer.from('flr\nbus\n\n'));
  tree.file(`${drive}/revision`, Buffer.from('no line end'));
  tree.file(`${drive}/irq`, Buffer.from('one\ntwo'));
  tree.file(`${drive}/enable`, Buffer.alloc(0));
  tree.file(`${drive}/numa_node`, Buffer.from('  spaces and\ttab \n'));
  tree.file(`${stick}/manufacturer`, Buffer.from('Fabricant \u00e9t\u00e9 \u{1f512}\n'));
  tree.file(`${stick}/bcdDevice`, Buffer.from([0xff, 0xfe, 0x41, 0x0a]));
  tree.file(`${stick}/version`, '\u0002LS 1 0. 2 -\nA\n\u0003');
  mkdirSync(join(tree.root, drive, 'irq2'));
  mkdirSync(join(tree.root, drive, 'power_state'));
  tree.file('devices/pci0000:00/available_secure_streams', '4');
  tree.link('devices/pci0000:00/stream0.0.0', drive);
  symlinkSync('../../../devices/pci0000:00/0000:00:1f.0', join(tree.root, 'bus/pci/devices/0000:00:1f.0'));
  symlinkSync('/etc', join(tree.root, 'bus/pci/devices/0000:00:1e.0'));
  symlinkSync('/etc/hostname', join(tree.root, drive, 'msi_bus'));
  // More than one page of mounts, the disk of `/` the last of them; and a bond over the card of the same slot.
  const mounts = Array.from({ length: 120 }, (_, n) => `${n} 1 0:${n} / /run/with\\040space/${n} rw - tmpfs tmpfs rw`);
  tree.file('proc/self/mountinfo', [...mounts, '200 1 259:0 / / rw - ext4 /dev/nvme0n1 rw'].join('\n'));
  tree.file('proc/net/route', 'Iface\tDestination\tGateway\neth0\t00000000\t0102A8C0');
  tree.file(`${drive}/nvme/nvme0/nvme0n1/size`, '8');
  tree.link('dev/block/259:0', `${drive}/nvme/nvme0/nvme0n1`);
  tree.file('devices/virtual/net/eth0/operstate', 'up');
  tree.link('devices/virtual/net/eth0/lower_card', `${drive}/net/card`);
  tree.file(`${drive}/net/card/operstate`, 'up');
  tree.link('class/net/eth0', 'devices/virtual/net/eth0');
  tree.link('class/net/card', `${drive}/net/card`);
  const helper = await builtHelper();
  local = await localWire({ sysroot: tree.root, startHelper: () => nodeHelper(helper) });
}, 60_000);
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  tree[Symbol.dispose]();
});

const timeless = (reading: Reading): unknown => ('value' in reading ? reading.value : { errno: reading.errno });
const plainly = (found: readonly RawDevice[]) =>
  Object.fromEntries(
    found.map(({ path, attrs, links }) => [
      path,
      { links, attrs: Object.fromEntries(Object.entries(attrs).map(([name, reading]) => [name, timeless(reading)])) },
    ]),
  );

const asked = [
  `${drive}/config`,
  `${drive}/label`,
  `${drive}/nothing`,
  `${drive}/label/below`,
  `${drive}/tsm`,
  `${drive}/msi_bus`,
  `${drive}/reset_method`,
  'bus/pci/devices/0000:01:00.0/vendor',
  'bus/pci/devices/0000:01:00.0/driver/module',
  `${stick}/manufacturer`,
];

const ways: readonly { readonly shell: ShellName; readonly readers: readonly ('perl' | 'python')[] }[] = [
  ...(Object.keys(shells) as ShellName[]).map((shell) => ({ shell, readers: [] })),
  { shell: 'dash', readers: ['perl'] },
  { shell: 'busybox ash', readers: ['python'] },
];

/** Every program that looks. */
const looks = ways.filter(({ shell }) => shell !== 'bash');

describe('one tree read in every way', () => {
  it.each(ways)('$shell with $readers reads what the local wire reads', async (way) => {
    await using wire = await farShell({ sysroot: tree.root, ...way });
    expect(plainly(await wire.sweep(null, never))).toEqual(plainly(await local.sweep(null, never)));
    const [far, here] = [await wire.read(asked, never), await local.read(asked, never)];
    for (const path of asked)
      expect([path, far[path] && timeless(far[path])]).toEqual([path, here[path] && timeless(here[path])]);
  });

  it.each(looks)('$shell with $readers: the dry run says what the local one says', async (way) => {
    await using wire = await farShell({ sysroot: tree.root, ...way });
    for (const [path, value] of [
      ['bus/pci/drivers/nvme/unbind', '0000:01:00.0'],
      [`${drive}/driver_override`, 'x'],
      ['bus/pci/devices/0000:00:01.0/remove', '1'],
      ['kernel/iommu_groups/7/type', 'identity'],
    ] as const)
      expect(await wire.radius(path, value)).toEqual(await local.radius(path, value));
  });

  it.each(looks)('$shell with $readers: the dry run finds the last of many mounts', async (way) => {
    await using wire = await farShell({ sysroot: tree.root, proc: join(tree.root, 'proc'), ...way });
    const { stakes, unseen } = await wire.radius(`${drive}/driver_override`, 'x');
    expect(stakes[0]).toEqual({ kind: 'mount', text: '/ on /dev/nvme0n1', own: 'disk' });
    expect(stakes.filter(({ kind }) => kind === 'network')).toEqual([
      { kind: 'network', text: 'card, up', own: null },
      { kind: 'network', text: 'eth0, up, this machine is reached over it', own: 'network' },
    ]);
    expect(unseen).toEqual([]);
  });
});
