/** The test VM itself: two at once, one of each flavour; what is plugged in, who may come in, what the consoles say, and that nothing is left. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLockstep } from '../fixtures/runLockstep.js';
import { bootVms, type Vm } from './boot.js';
import { openConsole } from './console.js';
import { listed, listing } from './expected.js';
import { startOf } from './machine/state.mjs';
import { status } from './status.js';

let vms: readonly Vm[] = [];
let stock: Vm;
let proposal: Vm;

beforeAll(async () => {
  // One builds, the other finds it built; then both boot side by side.
  vms = await bootVms([
    { flavour: 'stock', userland: 'python' },
    { flavour: 'proposal', role: 'guest', console: 'login' },
  ]);
  const [first, second] = vms;
  if (!first || !second) throw new Error('two were asked for');
  [stock, proposal] = [first, second];
});

afterAll(async () => {
  await Promise.all(vms.map((vm) => vm.dispose()));
});

const drive = '/sys/bus/pci/devices/0000:02:00.0';

describe('flavours', () => {
  it('S8 the stock kernel shows its own tsm/, and nothing of the proposal', async () => {
    const words = await stock.text(`
      echo tsm0 > ${drive}/tsm/connect; cat ${drive}/tsm/connect ${drive}/authenticated
      echo tsm0 > ${drive}/tsm/disconnect; cat ${drive}/tsm/connect
      ls ${drive}/trust ${drive}/tsm/lock 2>&1 | grep -c 'No such file'`);
    expect(words).toBe('tsm0\ntsm0\n\n2\n');
  });

  it('S8 the stock kernel keeps no evidence to hand up: the command line says so, and makes no folder', async () => {
    const folder = join(stock.machine.folder, 'evidence');
    const at = ['--target', stock.uris.ssh, '--device', '0000:02:00.0'];
    const { code, err } = await runLockstep(['evidence', folder, ...at]);
    expect([code, err]).toEqual([1, expect.stringContaining('it has no netlink family lockstep-trust')]);
    expect(existsSync(folder)).toBe(false);
  });

  it('R47 the proposal gives every PCI device a trust level, in the role that was asked for', async () => {
    const levels = await proposal.text('cat /sys/bus/pci/devices/*/trust');
    expect(levels).toMatch(/^(1\n){20}$/);
    expect(await proposal.text('cat /sys/module/lockstep_trust/parameters/role')).toBe('guest\n');
  });
});

describe('topology', () => {
  it.each(['stock', 'proposal'] as const)('is as told in the %s flavour', async (flavour) => {
    const vm = flavour === 'stock' ? stock : proposal;
    expect((await vm.text(listing)).trim()).toBe(listed);
  });

  it('has both drives, the virtio disk and the stick', async () => {
    const names = (await stock.text('ls /sys/block')).trim().split('\n');
    expect(names).toEqual(expect.arrayContaining(['nvme0n1', 'nvme1n1', 'sda', 'vda']));
  });

  it('has virtual functions that come and go', async () => {
    const words = await stock.text(`
      card=/sys/bus/pci/devices/0000:09:00.0
      echo 2 > $card/sriov_numvfs; ls -d $card/virtfn*; echo 0 > $card/sriov_numvfs; ls -d $card/virtfn* 2>/dev/null; true`);
    expect(words.trim().split('\n')).toHaveLength(2);
  });

  it('has an IOMMU, with each drive in a group of its own', async () => {
    const group = (address: string) => `basename $(readlink /sys/bus/pci/devices/${address}/iommu_group)`;
    const [first, second] = (await stock.text(`${group('0000:02:00.0')}; ${group('0000:06:00.0')}`)).trim().split('\n');
    expect(first).toMatch(/^\d+$/);
    expect(first).not.toBe(second);
  });
});

describe('access', () => {
  const passwordOf = (user: string): string => {
    const found = proposal.machine.users.find((each) => each.user === user);
    if (!found) throw new Error(`no user ${user}`);
    return found.password;
  };

  it('lets each user do what it may', async () => {
    const who = async (user: string, script: string) => (await proposal.exec(script, { user })).stdout.trim();
    expect(await who('root', 'id -u')).toBe('0');
    expect(await who('quick', 'id -u; sudo -n id -u')).toBe('1001\n0');
    expect(await who('sudoer', `sudo -n id -u; echo ${passwordOf('sudoer')} | sudo -S -p '' id -u`)).toBe('0');
    expect(await who('plain', `echo ${passwordOf('plain')} | sudo -S -p '' id -u`)).toBe('');
  });

  it('has what readers and benches ask for', async () => {
    expect(await stock.text('test -x /usr/lib/openssh/sftp-server && echo hello | gzip -c | gzip -dc')).toBe('hello\n');
    expect(await stock.text('readlink /bin/sh; bash -c "echo bash"')).toBe('dash\nbash\n');
    expect(
      await stock.text(`python3 -c 'import json, socket, struct, zlib; print("py")'; perl -e 'print "pl\n"'`),
    ).toBe('py\npl\n');
    expect(await stock.text('udevadm --version')).toMatch(/^\d+/);
  });
});

describe('consoles', () => {
  it('the first is a root shell when that is asked for', async () => {
    using line = await openConsole(stock.uris.console);
    line.send('\r');
    await line.until(/# $/m);
    line.send('echo sum$((40+2))\r');
    await line.until(/^sum42/m);
  });

  it('the first asks who it is otherwise, and lets in by password', async () => {
    using line = await openConsole(proposal.uris.console);
    line.send('\r');
    await line.until(/login: $/m);
    line.send('plain\r');
    await line.until(/Password: $/m);
    line.send(`${proposal.machine.users.find(({ user }) => user === 'plain')?.password}\r`);
    await line.until(/\$ $/m);
    line.send('id -un; exit\r');
    await line.until(/^plain/m);
  });

  it('kernel messages go to the first, and not to the second', async () => {
    using first = await openConsole(stock.uris.console);
    using second = await openConsole(stock.uris.second);
    second.send('\r');
    await second.until(/# $/m);
    second.send('echo "<2>lockstep test" > /dev/kmsg; echo done$((1+1))\r');
    await second.until(/^done2/m);
    await first.until(/\] lockstep test/);
    expect(second.text()).not.toMatch(/\] lockstep test/);
  });
});

describe('life', () => {
  it('neither kernel has warned of anything', async () => {
    expect(await stock.dmesgWarnings()).toEqual([expect.stringContaining('lockstep test')]);
    expect(await proposal.dmesgWarnings()).toEqual([]);
  });

  it('each has a name of its own', async () => {
    for (const vm of [stock, proposal]) expect(await vm.text('hostname')).toBe(`lockstep-${vm.machine.name}\n`);
  });

  it('status lists both', async () => {
    const names = (await status()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([stock.machine.name, proposal.machine.name]));
  });

  it('a second one of the same name is refused', async () => {
    const { up } = await import('./machine/up.mjs');
    await expect(up({ name: stock.machine.name })).rejects.toThrow(/runs already/);
  });

  it('reset boots it anew, with the same keys', async () => {
    const boot = () => proposal.exec('cat /proc/sys/kernel/random/boot_id', { limitMs: 20_000 });
    const before = (await boot()).stdout;
    await proposal.reset();
    await expect
      .poll(async () => (await boot()).stdout, { timeout: 250_000, interval: 1000 })
      .toMatch(new RegExp(`^(?!${before.trim()})[0-9a-f-]{36}\n$`));
  });

  it('one that was killed is not listed, and what it left goes away', async () => {
    proposal.kill();
    await expect.poll(() => startOf(proposal.machine.pid)).toBeNull();
    expect((await status()).map(({ name }) => name)).not.toContain(proposal.machine.name);
    expect(existsSync(proposal.machine.folder)).toBe(false);
  });

  it('down leaves nothing', async () => {
    await stock.dispose();
    expect(startOf(stock.machine.pid)).toBeNull();
    expect(existsSync(stock.machine.folder)).toBe(false);
  });
});
