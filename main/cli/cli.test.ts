import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runLockstep } from '../../test/fixtures/runLockstep.js';
import { devpath, type ScriptedWire, scriptedWire } from '../../test/fixtures/scriptedWire.js';

const drive = 'bus/pci/devices/0000:01:00.0';

const run = (args: readonly string[], options: { wire?: ScriptedWire; stop?: AbortSignal } = {}) =>
  runLockstep(args, options);
const json = async (args: readonly string[]): Promise<unknown> => JSON.parse((await run([...args, '--json'])).out);

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'lockstep-cli-'));
  vi.stubEnv('LOCKSTEP_DATA', data);
  return () => {
    vi.unstubAllEnvs();
    rmSync(data, { recursive: true, force: true });
  };
});

describe('lockstep targets', () => {
  it('lists what can be opened, and says of the rest that it cannot yet', async () => {
    const { code, out } = await run(['targets']);
    expect(code).toBe(0);
    expect(out).toMatch(/^sim:guest +Simulated guest +/m);
    expect(out).toMatch(/^replay:.*cannot be opened yet/m);
    const open = ['sim:', 'sim:guest', 'local:'].map((uri) => expect.objectContaining({ uri, notYet: null }));
    expect(await json(['targets'])).toMatchObject({ targets: expect.arrayContaining(open), recent: [] });
  });
});

describe('lockstep write --dry-run', () => {
  it('tells what stands on the device, writes nothing, and exits 1 where that is the own branch', async () => {
    const wire = scriptedWire();
    wire.stands = { touched: [devpath], stakes: [{ kind: 'mount', text: '/ on /dev/sda', own: 'disk' }], unseen: [] };
    const { code, out } = await run(['write', '--target', 'local:', `${drive}/trust`, '0', '--dry-run', '--arm'], {
      wire,
    });
    expect(code).toBe(1);
    expect(out).toBe(`touches /sys/${devpath}\n  mount: / on /dev/sda (needs --own-branch)\n`);
    expect(wire.written).toEqual([]);
  });

  it('knows the ways to more rights, and says why one cannot be had', async () => {
    const wire = scriptedWire();
    const words = ['write', '--target', 'local:', `${drive}/trust`, '0', '--arm', '--elevate'];
    expect(await run([...words, 'su'], { wire })).toMatchObject({ code: 2 });
    wire.noElevation = 'sudo gave no rights: a password is required.';
    expect(await run([...words, 'sudo'], { wire })).toMatchObject({ code: 1, err: `lockstep: ${wire.noElevation}\n` });
    expect(wire.written).toEqual([]);
  });
});

describe('lockstep snapshot', () => {
  it('prints devices by bus as sysfs names it, with parents, level and driver', async () => {
    const snapshot = await json(['snapshot', '--target', 'sim:']);
    expect(snapshot).toMatchObject({ target: 'sim:', dialect: 'march', role: 'host' });
    const { devices } = snapshot as { devices: readonly { id: string; bus: string }[] };
    expect(devices.find(({ id }) => id === '0000:01:00.0')).toMatchObject({
      bus: 'pci',
      level: 1,
      driver: 'nvme',
      parent: '0000:00:01.1',
    });
    expect(new Set(devices.map(({ bus }) => bus))).toEqual(new Set(['', 'pci', 'usb', 'thunderbolt']));
  });

  it('prints a tree whose columns line up', async () => {
    const { out } = await run(['snapshot', '--target', 'sim:guest']);
    const [title, head = '', ...rows] = out.trimEnd().split('\n');
    expect(title).toBe('Simulated guest (sim:guest): dialect march, role guest');
    const bus = head.indexOf('BUS');
    for (const row of rows) expect(row.slice(bus - 2, bus)).toBe('  ');
    expect(out).toMatch(/^ +0000:01:00\.0 +pci +1 +nvme +/m);
  });
});

describe('lockstep snapshot of what has no interface', () => {
  it('says neither TDISP state nor link of a host bridge', async () => {
    const { devices } = (await json(['snapshot', '--target', 'sim:'])) as {
      devices: readonly { bus: string; tdisp: unknown; link: unknown }[];
    };
    const bridges = devices.filter(({ bus }) => bus === '');
    expect(bridges.length).toBeGreaterThan(0);
    for (const bridge of bridges) expect(bridge).toMatchObject({ tdisp: null, link: null });
  });
});

describe('lockstep write', () => {
  it('R10 says what was written, how it ended and what it led to', async () => {
    const { code, out } = await run(['write', '--target', 'sim:', `/sys/${drive}/trust`, '2']);
    expect(code).toBe(0);
    expect(out).toMatch(/^echo 2 > \/sys\/bus\/pci\/devices\/0000:01:00\.0\/trust\ndone in /);
    expect(out).toMatch(/change +level: 1 -> 2/);
  });

  it('R11 explains a refusal: error, who, why, and the nearest path', async () => {
    const { code, out } = await run(['write', '--target', 'sim:guest', `${drive}/trust`, '4']);
    expect(code).toBe(1);
    expect(out).toMatch(/^refused, EPERM/m);
    expect(out).toMatch(/^The PCI core refused: /m);
    expect(out.trimEnd().split('\n').slice(-3)).toEqual([
      '  echo 0000:01:00.0 > /sys/bus/pci/drivers/nvme/unbind',
      '  echo tsm0 > /sys/bus/pci/devices/0000:01:00.0/tsm/lock',
      `  echo 4 > /sys/${drive}/trust`,
    ]);
  });

  it('S8 a lock with a driver bound is refused by the PCI core', async () => {
    const { out } = await run(['write', '--target', 'sim:guest', `${drive}/tsm/lock`, 'tsm0']);
    expect(out).toMatch(/^refused, EBUSY/m);
    expect(out).toMatch(/^The PCI core refused: driver nvme is still bound\.$/m);
  });

  it.each([
    [' 2', "echo ' 2' > "],
    ['', "echo '' > "],
    ['$(x)', "echo '$(x)' > "],
  ])('quotes the value %j in the command it prints', async (value, command) => {
    const { out } = await run(['write', '--target', 'sim:', `${drive}/trust`, value]);
    expect(out.split('\n')[0]).toBe(`${command}/sys/${drive}/trust`);
  });

  it.each([
    [`${drive}/trust`, 'x', 'EINVAL'],
    [`${drive}/nothing`, '1', 'ENOENT'],
    [`${drive}/class`, '1', 'EACCES'],
    [drive, '1', 'EISDIR'],
  ])('says on one line of standard error why %s = %s is refused, %s', async (path, value, errno) => {
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await run(['write', '--target', 'sim:', path, value, ...more]);
      expect(code).toBe(1);
      expect(out).toContain(errno);
      expect(err).toMatch(new RegExp(`^lockstep: refused, ${errno}: [^\n]{10,}\n$`));
    }
  });

  it('prints the same as JSON', async () => {
    expect(await json(['write', '--target', 'sim:guest', `${drive}/trust`, '4'])).toMatchObject({
      target: 'sim:guest',
      path: `${drive}/trust`,
      value: '4',
      outcome: { kind: 'refused', errno: 'EPERM' },
      refusal: { errno: 'EPERM', by: 'bus', path: [{}, {}, { path: `${drive}/trust`, value: '4' }] },
      events: [],
    });
  });

  it.each([
    ['../etc/passwd', '1'],
    ['/etc/passwd', '1'],
    ['/sys/bus/../../etc/passwd', '1'],
    ['bus/pci/drivers_probe', 'a\nb'],
  ])('takes %j %j for bad usage', async (path, value) => {
    const { code, out, err } = await run(['write', '--target', 'sim:', path, value]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^lockstep: [^\n]+\n$/);
  });

  it('writes to a real machine only with --arm', async () => {
    const wire = scriptedWire();
    const without = await run(['write', '--target', 'local:', `${devpath}/trust`, '0'], { wire });
    expect(without).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--arm') });
    expect(wire.written).toEqual([]);
  });

  it('writes to a real machine with --arm, and keeps a journal of it', async () => {
    const wire = scriptedWire();
    const args = ['write', '--target', 'local:', `${devpath}/trust`, '0', '--arm'];
    expect(await run(args, { wire })).toMatchObject({ code: 0, err: '' });
    expect(wire.written).toEqual([`0 > ${devpath}/trust`]);
    expect(existsSync(join(data, 'lab', 'journal.db'))).toBe(true);
  });

  it('writes nothing that it cannot record', async () => {
    vi.stubEnv('LOCKSTEP_DATA', '/proc/no-such-place');
    const wire = scriptedWire();
    const refused = await run(['write', '--target', 'local:', `${devpath}/trust`, '0', '--arm'], { wire });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no folder can be made there') });
    expect(wire.written).toEqual([]);
  });

  it('keeps nothing of a simulated machine', async () => {
    await run(['write', '--target', 'sim:', `${drive}/trust`, '2']);
    expect(existsSync(join(data, 'lab'))).toBe(false);
  });

  it('ends with 3 when the target goes during the write', async () => {
    const wire = scriptedWire({ harmless: true });
    wire.onWrite = async () => ({ kind: 'lost', ms: 2 });
    expect(await run(['write', '--target', 'sim:x', `${devpath}/trust`, '0'], { wire })).toMatchObject({
      code: 3,
      out: expect.stringContaining('target lost after 2.0 ms; whether it was done is not known'),
    });
  });
});

describe('lockstep watch', () => {
  it('prints events as they come, one JSON object a line, until stopped', async () => {
    const wire = scriptedWire();
    const stop = new AbortController();
    const watching = run(['watch', '--target', 'sim:x', '--json'], { wire, stop: stop.signal });
    wire.say({ seqnum: 9, action: 'change', devpath, env: { TRUST: '1' } });
    setTimeout(() => stop.abort(), 150);
    const { code, out } = await watching;
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    ).toEqual(['opened', 'uevent']);
  });

  it('ends with 3 when the target is lost', async () => {
    const wire = scriptedWire();
    const watching = run(['watch', '--target', 'sim:x'], { wire });
    setTimeout(() => wire.lose(), 50);
    expect(await watching).toMatchObject({
      code: 3,
      err: 'lockstep: The target is lost: The line was cut.\n',
      out: expect.stringContaining('lost'),
    });
  });

  it('ends by itself after the seconds it was given', async () => {
    expect(await run(['watch', '--target', 'sim:', '--seconds', '0.05'])).toMatchObject({ code: 0, err: '' });
    expect(await run(['watch', '--target', 'sim:', '--seconds', 'soon'])).toMatchObject({ code: 2 });
  });
});

describe('lockstep requirements', () => {
  it('tells of every row whether it is covered or planned', async () => {
    const rows = (await json(['requirements'])) as readonly { row: string; state: string; tests: readonly string[] }[];
    expect(rows).toHaveLength(71);
    for (const { state, tests } of rows) expect(tests.length > 0).toBe(state === 'covered');
    expect((await run(['requirements'])).out).toMatch(/^\d+ of 71 rows are covered/m);
  });
});

describe('the command line', () => {
  it.each([
    [['nonsense'], 2],
    [['snapshot'], 2],
    [['snapshot', '--target', 'gopher:'], 2],
    [['snapshot', '--target', 'sim:moon'], 2],
    [['snapshot', '--target', 'replay:box'], 1],
    [['snapshot', '--target', 'sim:', 'more'], 2],
    [['snapshot', '--tarket', 'sim:'], 2],
    [['write', '--target', 'sim:', 'a'], 2],
    [['run'], 2],
    [['write', '--target', 'sim:', '', '1'], 2],
    [['watch', '--target', 'sim:', '--seconds', '-1'], 2],
    [['watch', '--target', 'sim:', '--seconds', '1e99'], 2],
  ])('ends %j with %i and one line on standard error', async (args, expected) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toMatch(/^lockstep: [^\n]+\n$/);
    expect(err).not.toMatch(/too small|expected string/i);
  });

  it('says the limit of --seconds', async () => {
    const { err } = await run(['watch', '--target', 'sim:', '--seconds', '1e99']);
    expect(err).toContain('at most 2000000');
  });

  it('explains itself, and what its JSON holds', async () => {
    expect(await run(['help'])).toMatchObject({ code: 0, out: expect.stringContaining('exit codes: 0 done') });
    for (const command of ['targets', 'snapshot', 'write', 'watch', 'requirements']) {
      expect(await run([command, '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('JSON: ') });
    }
    expect((await run([])).code).toBe(2);
  });
});
