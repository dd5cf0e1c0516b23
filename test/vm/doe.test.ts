/** Evidence through a real kernel's DOE mailbox: QEMU's drive is answered for by our simulated device, our module carries objects, the requester drives. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWire } from '../../main/wires/open.js';
import { MailboxRefused } from '../../main/wires/wire.js';
import { bootVm, type Vm } from './boot.js';
import { barsThere, drive, gatherThrough, mailboxOf, never, overSsh } from './gathered.js';
import { runs } from './machine/state.mjs';
import { speaking } from './machine/topology.mjs';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'python', speaks: true });
});
afterAll(() => vm.dispose());

const silent = 'devices/pci0000:00/0000:00:01.3/0000:04:00.0/0000:05:00.0/0000:06:00.0';

describe('the mailbox of the drive', () => {
  it('is found by the kernel, with SPDM in the clear and secured', async () => {
    expect(await vm.text(`cat /sys/${drive}/doe_features/*`)).toBe('0001:01\n0001:02\n0001:00\n');
    expect(await vm.text('ls /sys/kernel/debug/lockstep_trust/doe')).toBe(`${speaking.address}\n`);
  });

  it('is answered for by a device that knows the registers the kernel gave the drive', async () => {
    const bars = (await barsThere(vm)).map(
      ({ index, base, size }) => `${index}:${base.toString(16)}:${size.toString(16)}`,
    );
    expect(bars).toEqual(speaking.bars);
  });
});

describe('R13 evidence, session, lock, report and start, judged', () => {
  it.each([
    ['perl', () => overSsh(vm, 'perl')],
    ['python', () => overSsh(vm, 'python')],
    ['a shell alone', () => overSsh(vm)],
  ] as const)('over SSH, read there by %s', async (_, open) => {
    await using wire = await open();
    await gatherThrough(vm, wire);
  });

  it('over the serial console', async () => {
    await using wire = await openWire(vm.uris.console);
    await gatherThrough(vm, wire);
  });
});

describe('what a mailbox refuses', () => {
  it('is no mailbox where a device has none', async () => {
    await using wire = await openWire(vm.uris.ssh);
    expect(await wire.mailbox?.(silent, never())).toBeNull();
    expect(await wire.mailbox?.('devices/pci0000:00', never())).toBeNull();
    expect(await wire.mailbox?.(`${drive}/../../../../etc`, never())).toBeNull();
  });

  it.each([
    ['perl', () => overSsh(vm, 'perl')],
    ['python', () => overSsh(vm, 'python')],
    ['a shell alone', () => overSsh(vm)],
  ] as const)('objects that are none are told by error number, through %s', async (_, open) => {
    await using wire = await open();
    await using mailbox = await mailboxOf(wire);
    const refuses = async (...bytes: readonly number[]): Promise<string> => {
      const answer = await mailbox.exchange(Uint8Array.from(bytes), never()).catch((error: unknown) => error);
      return answer instanceof MailboxRefused ? answer.message : `answered: ${String(answer)}`;
    };
    const [discovery, stranger] = [
      await refuses(1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0),
      await refuses(0x86, 0x80, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0),
    ];
    expect(discovery).toMatch(/EOPNOTSUPP/);
    expect(stranger).toMatch(/EINVAL/);
    // Two objects at once, and more than goes over.
    expect(await refuses(1, 0, 1, 0, 3, 0, 0, 0, 0x10, 0x84, 0, 0, 1)).toMatch(/EINVAL/);
    await expect(mailbox.exchange(new Uint8Array(20_000), never())).rejects.toThrow(/too long/);
    const gone = AbortSignal.abort(new Error('not any more'));
    await expect(mailbox.exchange(new Uint8Array(12), gone)).rejects.toThrow('not any more');
  });

  it('one without rights hears so, and with sudo it works', async () => {
    await using wire = await openWire(vm.uris.ssh.replace('//root@', '//quick@'));
    await using mailbox = await mailboxOf(wire);
    const version = Uint8Array.of(1, 0, 1, 0, 3, 0, 0, 0, 0x10, 0x84, 0, 0);
    await expect(mailbox.exchange(version, never())).rejects.toThrow(/EACCES/);
    expect(await wire.elevate('sudo')).toBeNull();
    expect((await mailbox.exchange(version, never())).slice(8, 10)).toEqual(Uint8Array.of(0x10, 0x04));
  });
});

describe('life', () => {
  it('the module goes and comes while a file of it was used, and the kernel warns of nothing', async () => {
    await vm.text(
      'rmmod lockstep_trust; test ! -e /sys/kernel/debug/lockstep_trust; modprobe lockstep_trust role=host',
    );
    expect(await vm.text('ls /sys/kernel/debug/lockstep_trust/doe')).toBe(`${speaking.address}\n`);
    expect(await vm.text(`echo tsm0 > /sys/${drive}/tsm/connect; cat /sys/${drive}/tsm/connect`)).toMatch(/^tsm\d+\n$/);
    expect(await vm.dmesgWarnings()).toEqual([]);
  });

  it('a drive that leaves takes its mailbox along, and brings it back', async () => {
    await vm.text(`echo 1 > /sys/${drive}/remove; test ! -e /sys/kernel/debug/lockstep_trust/doe/${speaking.address}`);
    await vm.text(`echo 1 > /sys/bus/pci/rescan; test -e /sys/kernel/debug/lockstep_trust/doe/${speaking.address}`);
    expect(await vm.dmesgWarnings()).toEqual([]);
  });

  it('a device that answers no more is an error, and not the end of the VM', async () => {
    const { device } = vm.machine;
    if (!device) throw new Error('no device was started');
    await using wire = await openWire(vm.uris.ssh);
    await using mailbox = await mailboxOf(wire);
    process.kill(device.pid, 'SIGKILL');
    await expect.poll(() => runs(device)).toBe(false);
    await expect(
      mailbox.exchange(Uint8Array.of(1, 0, 1, 0, 3, 0, 0, 0, 0x10, 0x84, 0, 0), never()),
    ).rejects.toBeInstanceOf(MailboxRefused);
    expect(await vm.text('echo there')).toBe('there\n');
  });
});
