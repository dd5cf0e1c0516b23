/** Evidence through a real kernel's DOE mailbox: QEMU's drive is answered for by our simulated device, our module carries objects, the requester drives. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { openWire } from '../../main/wires/open.js';
import { unattended } from '../../main/wires/opening.js';
import { sshWire } from '../../main/wires/ssh/wire.js';
import { parseTarget } from '../../main/wires/uri.js';
import { type Mailbox, MailboxRefused, type Wire } from '../../main/wires/wire.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import { certificateOf, requesterOf } from '../fixtures/evidence/simulated.js';
import { bootVm, type Vm } from './boot.js';
import { runs } from './machine/state.mjs';
import { speaking } from './machine/topology.mjs';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'python', speaks: true });
});
afterAll(() => vm.dispose());

const never = (): AbortSignal => new AbortController().signal;
const drive = `devices/pci0000:00/0000:00:01.1/${speaking.address}`;
const silent = 'devices/pci0000:00/0000:00:01.3/0000:04:00.0/0000:05:00.0/0000:06:00.0';

/** As the kernel assigned them: `resource` has a line for each, begin, end and flags. */
const barsThere = async () =>
  (await vm.text(`head -6 /sys/${drive}/resource`))
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const [base = 0n, last = 0n, flags = 0n] = line.split(' ').map((word) => BigInt(word));
      return flags === 0n ? [] : [{ index, kind: 'memory' as const, base, size: last - base + 1n }];
    });

const mailboxOf = async (wire: Wire): Promise<Mailbox> => {
  const mailbox = await wire.mailbox?.(drive, never());
  if (!mailbox) throw new Error('the wire offers no mailbox');
  return mailbox;
};

const roots = () => [certificateOf(new X509Certificate(readFileSync(vm.machine.device?.root ?? '')).raw)];

/** The whole way: evidence, session, lock, report, start; judged; stopped and ended. */
const drives = async (wire: Wire): Promise<void> => {
  await using mailbox = await mailboxOf(wire);
  const target = { requester: 0x0200, segment: null };
  const carry = (object: Uint8Array): Promise<Uint8Array> => mailbox.exchange(object, never());
  const requester = requesterOf(carry, { target, now: Date.now });
  for (const step of ['gather', 'openSession', 'lock', 'start'] as const) expect(await requester[step]()).toBeNull();
  const judged = judgeCollection(requester.collection, {
    ...{ anchors: roots(), references: null, at: Date.now(), cryptography: nodeCryptography },
    bars: await barsThere(),
  });
  const checks = [...judged.checks, ...judged.judged.flatMap((each) => each.checks)];
  expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(judged.verdict).toBe('pass');
  expect(requester.collection.interface?.state).toBe('RUN');
  expect(await requester.stop()).toBeNull();
  expect(await requester.end()).toBeNull();
};

/** Over SSH with one reader alone, or with none: then the shell answers itself. */
const overSsh = async (...readers: readonly ('perl' | 'python')[]): Promise<Wire> => {
  const uri = vm.uris.ssh;
  const parsed = parseTarget(uri);
  if (!parsed.ok || parsed.target.kind !== 'ssh') throw new Error(`no target: ${uri}`);
  return sshWire({ uri, target: parsed.target, opening: unattended, far: { readers } });
};

describe('the mailbox of the drive', () => {
  it('is found by the kernel, with SPDM in the clear and secured', async () => {
    expect(await vm.text(`cat /sys/${drive}/doe_features/*`)).toBe('0001:01\n0001:02\n0001:00\n');
    expect(await vm.text('ls /sys/kernel/debug/lockstep_trust/doe')).toBe(`${speaking.address}\n`);
  });

  it('is answered for by a device that knows the registers the kernel gave the drive', async () => {
    const bars = (await barsThere()).map(
      ({ index, base, size }) => `${index}:${base.toString(16)}:${size.toString(16)}`,
    );
    expect(bars).toEqual(speaking.bars);
  });
});

describe('R13 evidence, session, lock, report and start, judged', () => {
  it.each([
    ['perl', () => overSsh('perl')],
    ['python', () => overSsh('python')],
    ['a shell alone', () => overSsh()],
  ] as const)('over SSH, read there by %s', async (_, open) => {
    await using wire = await open();
    await drives(wire);
  });

  it('over the serial console', async () => {
    await using wire = await openWire(vm.uris.console);
    await drives(wire);
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
    ['perl', () => overSsh('perl')],
    ['python', () => overSsh('python')],
    ['a shell alone', () => overSsh()],
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
