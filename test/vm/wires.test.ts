/** The wire contract in a real kernel: over the VM's own sshd, and over its serial console; and the kernel's own netlink messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../main/wires/notice.js';
import { openWire } from '../../main/wires/open.js';
import { unattended } from '../../main/wires/opening.js';
import { sshWire } from '../../main/wires/ssh/wire.js';
import { parseTarget } from '../../main/wires/uri.js';
import { type Sample, wireContract } from '../wires/contract.js';
import { bootVm, type Vm } from './boot.js';
import { staysQuiet } from './quiet.js';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'python' });
});
afterAll(() => vm.dispose());

const address = '0000:06:00.0';
const bus = `bus/pci/devices/${address}`;
const device = `devices/pci0000:00/0000:00:01.3/0000:04:00.0/0000:05:00.0/${address}`;
const latency = 'kernel/debug/lockstep_trust/latency';
const never = (): AbortSignal => new AbortController().signal;

/** A drive behind the switch, as it was when the VM booted. */
const sampleOf = async (uri: string): Promise<Sample> => {
  const wire = await openWire(uri);
  for (const [path, value] of [
    [latency, '0'],
    [`${bus}/tsm/disconnect`, 'tsm0'],
    [`${bus}/trust`, '1'],
  ] as const)
    await wire.write(path, value, 10_000, never());
  return {
    wire,
    device,
    attrs: { trust: '1', class: '0x010802', vendor: '0x1b36', driver_override: '(null)', 'tsm/connect': '' },
    links: { driver: 'bus/pci/drivers/nvme', subsystem: 'bus/pci' },
    empty: `${bus}/tsm/connect`,
    folder: `${bus}/tsm`,
    missing: `${bus}/tsm/lock`,
    readOnly: { path: `${bus}/class`, value: '1' },
    writeOnly: `${bus}/tsm/disconnect`,
    refused: { path: `${bus}/trust`, value: '4', errno: 'EOPNOTSUPP' },
    done: { path: `${bus}/trust`, value: '2' },
    noticed: [
      { path: `${bus}/trust`, value: '2' },
      { path: `${bus}/trust`, value: '1' },
      { path: `${bus}/trust`, value: '2' },
    ],
    slow: {
      prepare: { path: latency, value: '400' },
      write: { path: `${bus}/tsm/connect`, value: 'tsm0' },
      after: { path: latency, value: '400' },
    },
  };
};

wireContract({ name: 'ssh to the VM', lacks: [], make: () => sampleOf(vm.uris.ssh) });
wireContract({ name: 'the console of the VM', lacks: [], make: () => sampleOf(vm.uris.console) });

describe('the netlink family of the kernel module', () => {
  it.each(['perl', 'python'] as const)('R22 is heard through %s, with level, reason and state', async (reader) => {
    const uri = vm.uris.ssh;
    const parsed = parseTarget(uri);
    if (!parsed.ok || parsed.target.kind !== 'ssh') throw new Error(`no target: ${uri}`);
    await using wire = await sshWire({ uri, target: parsed.target, opening: unattended, far: { readers: [reader] } });
    await wire.sweep([device], never());
    await wire.write(`${bus}/trust`, '1', 10_000, never());
    const ends = new AbortController();
    const said: Notice[] = [];
    const listening = (async () => {
      for await (const notice of wire.notices(ends.signal)) if (notice.kind === 'netlink') said.push(notice);
    })();
    const told = (): readonly string[] =>
      said.flatMap((one) =>
        one.kind === 'netlink' && one.devpath === device
          ? `${one.attrs['trust-old']} ${one.attrs.trust} ${one.attrs.reason}`
          : [],
      );
    for (const value of ['2', '1', '0'])
      expect(await wire.write(`${bus}/trust`, value, 10_000, never())).toMatchObject({ kind: 'done' });
    await expect.poll(told, { timeout: 15_000 }).toEqual(['1 2 write', '2 1 write', '1 0 write']);
    expect(said[0]).toMatchObject({ family: 'lockstep-trust', attrs: { 'dev-name': address } });
    const numbers = said.map((one) => (one.kind === 'netlink' ? Number(one.attrs.seq) : Number.NaN));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? Number.NaN) + index));
    ends.abort();
    await listening;
  });
});

staysQuiet(() => vm);
