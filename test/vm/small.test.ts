/** A small machine of busybox alone, in a real kernel: more rights through its sudo, and its kernel's events without udev, perl or python. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../main/wires/notice.js';
import type { Opening } from '../../main/wires/opening.js';
import { openWire } from '../../main/wires/open.js';
import type { Wire } from '../../main/wires/wire.js';
import { bootVm, type Vm } from './boot.js';
import { staysQuiet } from './quiet.js';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'guest', userland: 'busybox' });
});
afterAll(() => vm.dispose());

const device = 'devices/pci0000:00/0000:00:01.3/0000:04:00.0/0000:05:00.0/0000:06:00.0';
const trust = `${device}/trust`;
const never = (): AbortSignal => new AbortController().signal;

/** Signs in as one of its users, by key; what sudo asks is answered in order, and then declined. */
const as = async (user: string, answers: readonly string[] = []): Promise<{ wire: Wire; asked: string[] }> => {
  const asked: string[] = [];
  const opening: Opening = {
    tell: () => undefined,
    ask: ({ prompt }) => {
      asked.push(prompt);
      return Promise.resolve(answers[asked.length - 1] ?? null);
    },
    signal: never(),
  };
  const wire = await openWire(vm.uris.ssh.replace('//root@', `//${user}@`), {}, opening);
  return { wire, asked };
};
const passwordOf = (wanted: string): string => vm.machine.users.find(({ user }) => user === wanted)?.password ?? '';
const level = async (wire: Wire): Promise<string> => {
  const reading = (await wire.read([trust], never()))[trust];
  return reading !== undefined && 'value' in reading ? reading.value : (reading?.errno ?? 'nothing');
};
/** What a write came to, and what was seen in the same journey, if anything. */
const write = async (wire: Wire, value: string): Promise<string> => {
  const outcome = await wire.write(trust, value, 10_000, never());
  return outcome.kind === 'refused' ? outcome.errno : outcome.kind;
};

describe('more rights through sudo', () => {
  it('without a password: writes have them from then on, until they are given back', async () => {
    const { wire, asked } = await as('quick');
    await using _ = wire;
    expect(await write(wire, '2')).toBe('EACCES');
    expect(await wire.elevate('sudo')).toBeNull();
    expect(await write(wire, '2')).toBe('done');
    expect(await level(wire)).toBe('2');
    expect(await write(wire, '4')).toBe('EPERM');
    expect(await wire.elevate('none')).toBeNull();
    expect(await write(wire, '1')).toBe('EACCES');
    expect(await level(wire)).toBe('2');
    expect(asked).toEqual([]);
  });

  it('with a password: a wrong one gives none, the right one does', async () => {
    const { wire, asked } = await as('sudoer', ['wrong', passwordOf('sudoer')]);
    await using _ = wire;
    expect(await wire.elevate('sudo')).toMatch(/^sudo gave no rights: /);
    expect(await write(wire, '1')).toBe('EACCES');
    expect(await wire.elevate('sudo')).toBeNull();
    expect(await write(wire, '1')).toBe('done');
    expect(await level(wire)).toBe('1');
    expect(asked).toHaveLength(2);
  });

  it('who may not is told so, and writes nothing', async () => {
    const { wire } = await as('plain', [passwordOf('plain')]);
    await using _ = wire;
    expect(await wire.elevate('sudo')).toMatch(/^sudo gave no rights: .*sudoers/);
    expect(await write(wire, '2')).toBe('EACCES');
    expect(await level(wire)).toBe('1');
  });
});

describe('events by busybox', () => {
  it('R21 come with number, action and environment, and none is lost untold', async () => {
    const { wire } = await as('root');
    await using _ = wire;
    const ends = new AbortController();
    const seen: Notice[] = [];
    const listening = (async () => {
      for await (const notice of wire.notices(ends.signal)) seen.push(notice);
    })();
    const count = async (): Promise<number> => Number(await vm.text('cat /sys/kernel/uevent_seqnum'));
    const ours = () => seen.flatMap((one) => (one.kind === 'uevent' && one.devpath === device ? [one] : []));
    // busybox does not say from when on it listens.
    for (let n = 0; ours().length === 0 && n < 40; n++) await write(wire, n % 2 === 0 ? '2' : '1');
    const from = await count();
    for (const value of ['1', '2', '1']) expect(await write(wire, value)).toBe('done');
    const to = await count();
    const told = () => new Set(seen.flatMap((one) => (one.kind === 'uevent' ? one.seqnum : [])));
    const missing = () => Array.from({ length: to - from }, (_, n) => from + 1 + n).filter((one) => !told().has(one));
    await expect.poll(missing, { timeout: 15_000 }).toEqual([]);
    expect(ours().at(-1)).toMatchObject({ action: 'change', env: { TRUST: '1', TRUST_REASON: 'write' } });
    // The family of the module is there, and nothing that could hear it.
    const said = seen.flatMap((one) => (one.kind === 'console' ? [one.text] : []));
    expect(said).toEqual([expect.stringMatching(/^No netlink notices: neither perl nor python3/)]);
    ends.abort();
    await listening;
  });
});

staysQuiet(() => vm);
