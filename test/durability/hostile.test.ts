/** Machines that are strange, broken or hostile: nothing crashes, nothing recorded is lost, and the person is told. */
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { RawDevice } from '../../main/wires/wire.js';
import { labFixture } from '../fixtures/labFixture.js';
import { type ScriptedOptions, scriptedWire } from '../fixtures/scriptedWire.js';
import { hostBridge, pciDevice, textAt } from './machines.js';

const id = '0000:01:00.0';
const path = `devices/pci0000:00/${id}`;
const never = new Promise<never>(() => undefined);

/** A session on these devices, which may be exchanged later by setting `it.devices`. */
const opened = async (devices: readonly RawDevice[], options: ScriptedOptions & { limitMs?: number } = {}) => {
  const { limitMs, ...rest } = options;
  const it = { devices };
  const wire = scriptedWire({ harmless: true, ...rest, devices: () => it.devices });
  const lab = await labFixture({ openWire: () => Promise.resolve(wire) });
  if (limitMs !== undefined) await lab.handle('settings.set', { settings: { writeLimitMs: limitMs } });
  const session = await lab.open('local:');
  const write = (value: string) =>
    lab.attempt({ session, path: `${path}/trust`, value, predicted: null, ownBranch: false, op: 'w' });
  return Object.assign(it, {
    wire,
    lab,
    session,
    write,
    events: (): readonly LabEvent[] => lab.events(session),
    [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose](),
  });
};

const failed = (errno: 'EIO' | 'EACCES'): Reading => ({ errno, at: 1 });

describe('attributes', () => {
  it('that nobody knows are kept as they were read, and change nothing else', async () => {
    const odd = {
      flux_capacitor: textAt('1.21'),
      __proto__x: textAt('a'),
      constructor: textAt('b'),
      'a/b/c': textAt(''),
    };
    await using it = await opened([hostBridge, pciDevice(id, odd)]);
    const device = it.lab.device(it.session, id);
    expect(device.readings).toMatchObject(odd);
    expect(device.facts.level).toMatchObject({ kind: 'measured', value: 1 });
  });

  it.each([
    ['trust', 'level', 'seven'],
    ['trust', 'level', '9'],
    ['trust', 'level', '1e0'],
    ['trust', 'level', ' 1'],
    ['authorized', 'authorized', 'yes please'],
    ['authorized', 'authorized', '-1'],
    ['tsm/tdisp', 'tdisp', 'RUNNING'],
    ['tsm/link', 'link', '\u0000'],
    ['tsm/evidence_generation', 'evidenceGeneration', '99999999999999999999x'],
  ] as const)('%s with a value that does not parse leave %s unknown, and say why: %j', async (name, fact, value) => {
    await using it = await opened([hostBridge, pciDevice('0000:02:00.0'), pciDevice(id, { [name]: textAt(value) })]);
    const found = it.lab.device(it.session, id).facts[fact];
    expect(found).toMatchObject({ kind: 'unknown', why: expect.stringContaining('does not know') });
    expect(it.lab.device(it.session, id).readings[name]).toMatchObject({ value });
  });

  it.each(['EIO', 'EACCES'] as const)(
    'that fail with %s are unknown with that reason, and the rest is read',
    async (errno) => {
      const attrs = { trust: failed(errno), config: failed(errno), 'tsm/connect': failed(errno) };
      await using it = await opened([hostBridge, pciDevice('0000:02:00.0'), pciDevice(id, attrs)]);
      const { facts } = it.lab.device(it.session, id);
      for (const fact of [facts.level, facts.connected, facts.busMaster, facts.capabilities])
        expect(fact).toMatchObject({ kind: 'unknown', why: expect.stringContaining(errno) });
      expect(it.lab.device(it.session, id).name).toBe('PM174X NVMe drive');
      it.devices = [hostBridge, pciDevice('0000:02:00.0'), pciDevice(id)];
      await it.lab.call('session.refresh', { session: it.session, device: path });
      await expect
        .poll(() => it.events().at(-1) && it.events().some((one) => one.kind === 'change' && one.fact === 'level'))
        .toBe(true);
    },
  );

  it('of a megabyte, or of broken configuration space, do no harm', async () => {
    const attrs = { config: textAt('zz'.repeat(2048)), modalias: textAt('m'.repeat(1_000_000)) };
    await using it = await opened([hostBridge, pciDevice(id, attrs)]);
    expect(it.lab.device(it.session, id).facts.busMaster.kind).toBe('unknown');
  });
});

describe('names', () => {
  const hostile = '\u001b[2J\u202e"\'`$(reboot)<img src=x onerror=alert(1)>\u0000\n';

  it('with control characters, quotes or markup are spelt out, in the tree, the events and the export', async () => {
    const usb: RawDevice = {
      path: 'devices/pci0000:00/usb1/1-1',
      attrs: {
        product: textAt(hostile),
        manufacturer: textAt(hostile),
        idVendor: textAt(hostile),
        authorized: textAt('1'),
      },
      links: { subsystem: 'bus/usb', driver: `bus/usb/drivers/${hostile}` },
    };
    await using it = await opened([hostBridge, pciDevice(id), usb]);
    const device = it.lab.device(it.session, '1-1');
    expect(device.name).toContain('\\x1b[2J\\u{202e}"');
    expect(device.name).not.toMatch(/\p{Cc}|\u202e/u);
    expect(JSON.stringify(device.facts.driver)).not.toMatch(/\p{Cc}|\u202e/u);
    it.wire.say({ seqnum: 1, action: hostile, devpath: usb.path, env: { [hostile]: hostile } });
    await expect.poll(() => it.events().some(({ kind }) => kind === 'uevent')).toBe(true);
    const { text } = await it.lab.call('session.export', { session: it.session, format: 'text' });
    // New lines and nothing else of the kind: each is a line of the export itself.
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
  });
});

describe('a tree that changes while it is read', () => {
  it('is taken as it was found: children without parents, one device twice, links to nothing', async () => {
    const orphan = {
      ...pciDevice(id, {}, { physfn: 'devices/gone', driver: '' }),
      path: `devices/pci0000:00/gone/${id}`,
    };
    await using it = await opened([pciDevice('0000:02:00.0'), orphan, orphan, hostBridge]);
    expect(it.lab.device(it.session, id)).toMatchObject({ parent: 'devices/pci0000:00' });
    expect(Object.keys(it.lab.seen(it.session).snapshot.devices)).toHaveLength(3);
  });

  it('ends as the kernel left it, when devices come and go during a sweep', async () => {
    await using it = await opened([hostBridge, pciDevice(id)]);
    let go: () => void = () => undefined;
    it.wire.sweepGate = new Promise((resolve) => {
      go = resolve;
    });
    const reading = it.lab.call('session.refresh', { session: it.session, device: null });
    it.wire.say({ seqnum: 1, action: 'remove', devpath: path, env: { SUBSYSTEM: 'pci' } });
    const other = pciDevice('0000:03:00.0');
    it.wire.say({ seqnum: 2, action: 'add', devpath: other.path, env: { SUBSYSTEM: 'pci' } });
    it.devices = [hostBridge, other];
    go();
    await reading;
    await expect
      .poll(() => Object.keys(it.lab.seen(it.session).snapshot.devices))
      .toEqual([hostBridge.path, other.path]);
  });
});

describe('a machine that does not answer', () => {
  it('a read that never returns is told as such, and the next one is made', async () => {
    await using it = await opened([hostBridge, pciDevice(id)], { limitMs: 100 });
    it.wire.readGate = never;
    const paths = [`${path}/trust`];
    expect(await it.lab.call('session.read', { session: it.session, paths })).toMatchObject({
      readings: { [`${path}/trust`]: { errno: 'ETIMEDOUT' } },
    });
    it.wire.readGate = Promise.resolve();
    expect(await it.lab.call('session.read', { session: it.session, paths })).toMatchObject({
      readings: { [`${path}/trust`]: { errno: 'ENOENT' } },
    });
    expect(it.events().filter(({ kind }) => kind === 'read')).toMatchObject([
      { result: 'ETIMEDOUT' },
      { result: 'ENOENT' },
    ]);
  });

  it('a sweep that never returns is given up, and a later one sees what changed', async () => {
    await using it = await opened([hostBridge, pciDevice(id)], { limitMs: 100 });
    it.wire.sweepGate = never;
    await it.lab.call('session.refresh', { session: it.session, device: path });
    expect(it.events().at(-1)).toMatchObject({ kind: 'read', result: 'no answer within 100 ms' });
    it.wire.sweepGate = Promise.resolve();
    it.devices = [hostBridge, pciDevice(id, { trust: textAt('2') })];
    await it.lab.call('session.refresh', { session: it.session, device: path });
    await expect.poll(() => it.lab.device(it.session, id).facts.level).toMatchObject({ value: 2 });
  });

  it('a write that never returns ends with a timeout, is recorded, and others follow', async () => {
    await using it = await opened([hostBridge, pciDevice(id)], { limitMs: 100 });
    it.wire.onWrite = () => never;
    expect(await it.write('2')).toMatchObject({ ok: true, result: { outcome: { kind: 'timeout' } } });
    it.wire.onWrite = () => Promise.resolve({ kind: 'done', ms: 1 });
    expect(await it.write('1')).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
    expect(it.events().filter(({ kind }) => kind === 'outcome')).toMatchObject([
      { outcome: { kind: 'timeout' } },
      { outcome: { kind: 'done' } },
    ]);
  });
});

describe('a device that vanishes while it is selected', () => {
  it('leaves the tree, what is asked of it says so, and its events stay', async () => {
    await using it = await opened([hostBridge, pciDevice(id)]);
    await it.write('2');
    const before = it.events().length;
    it.devices = [hostBridge];
    // Still selected, and asked for before any notice came.
    const gather = { session: it.session, device: path };
    expect(await it.lab.handle('session.gather', gather)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-request', text: expect.stringContaining('is there') },
    });
    it.wire.onWrite = () => Promise.resolve({ kind: 'refused', errno: 'ENOENT', ms: 0.1 });
    expect(await it.write('1')).toMatchObject({ ok: true, result: { outcome: { kind: 'refused', errno: 'ENOENT' } } });
    expect(await it.lab.handle('session.refresh', gather)).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
    await expect.poll(() => Object.keys(it.lab.seen(it.session).snapshot.devices)).toEqual([hostBridge.path]);
    expect(it.events().length).toBeGreaterThan(before);
    expect(it.events().filter(({ device }) => device === path).length).toBeGreaterThan(0);
  });
});
