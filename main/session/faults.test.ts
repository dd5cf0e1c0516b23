import { describe, expect, it } from 'vitest';
import type { LabEvent, WriteOutcome } from '../../shared/facts/event.js';
import type { Radius } from '../../shared/facts/radius.js';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { devpath, type ScriptedWire, scriptedWire } from '../../test/fixtures/scriptedWire.js';

const path = `${devpath}/trust`;
const ownDisk: Radius = {
  touched: [devpath],
  stakes: [{ kind: 'mount', text: '/ on /dev/nvme0n1p2', own: 'disk' }],
  unseen: [],
};
const never = (): Promise<WriteOutcome> => new Promise(() => undefined);

const opened = async (options: Parameters<typeof scriptedWire>[0] & { limitMs?: number; stands?: Radius } = {}) => {
  const wire = scriptedWire(options);
  wire.stands = options.stands ?? wire.stands;
  const lab = await labFixture({
    openWire: () => Promise.resolve(wire),
  });
  if (options.limitMs !== undefined) await lab.handle('settings.set', { settings: { writeLimitMs: options.limitMs } });
  const session = await lab.open('local:');
  const raw = (value: string, ownBranch = false) =>
    lab.attempt({ session, path, value, predicted: null, ownBranch, op: 'w' });
  return { wire, lab, session, raw, [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose]() };
};
/** Events without the changes of facts that only follow from the level. */
const told = (it: { lab: { events(session: string): readonly LabEvent[] }; session: string }): readonly LabEvent[] =>
  it.lab.events(it.session).filter((event) => event.kind !== 'change' || event.fact === 'level');
const arm = (
  it: { lab: { handle: Awaited<ReturnType<typeof labFixture>>['handle'] }; session: string },
  armed = true,
) => it.lab.handle('session.arm', { session: it.session, armed });

describe('guard rails of a session on a real machine', () => {
  it('holds a write back while disarmed, records that, and writes nothing', async () => {
    await using it = await opened();
    expect(it.lab.seen(it.session).status.writes).toBe('disarmed');
    expect(await it.raw('0')).toMatchObject({ ok: false, fault: { kind: 'disarmed' } });
    expect(it.wire.written).toEqual([]);
    await expect.poll(() => it.lab.events(it.session).at(-1)).toMatchObject({ kind: 'held', path, value: '0' });
  });

  it('writes when armed, says so in the status, and stops again when disarmed', async () => {
    await using it = await opened();
    await arm(it);
    await expect.poll(() => it.lab.seen(it.session).status.writes).toBe('armed');
    expect(await it.raw('0')).toMatchObject({ ok: true });
    await arm(it, false);
    expect(await it.raw('1')).toMatchObject({ ok: false, fault: { kind: 'disarmed' } });
    expect(it.wire.written).toEqual([`0 > ${path}`]);
    expect(it.lab.events(it.session).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['armed', 'disarmed', 'held']),
    );
  });

  it('holds a write to its own branch back until that is said for this very write', async () => {
    await using it = await opened({ stands: ownDisk });
    await arm(it);
    expect(await it.raw('0')).toMatchObject({ ok: false, fault: { kind: 'own-branch' } });
    expect(await it.raw('0', true)).toMatchObject({ ok: true });
    expect(await it.raw('0')).toMatchObject({ ok: false });
    expect(it.wire.written).toHaveLength(1);
  });

  it('tells by a dry run what stands on the device, and writes nothing', async () => {
    await using it = await opened({ stands: ownDisk });
    const answer = await it.lab.handle('session.dryRun', { session: it.session, path, value: '0' });
    expect(answer).toEqual({ ok: true, result: ownDisk });
    const outside = await it.lab.handle('session.dryRun', { session: it.session, path: '../etc/passwd', value: '0' });
    expect(outside).toMatchObject({ ok: false, fault: { kind: 'bad-path' } });
    expect(it.wire.written).toEqual([]);
  });

  it('stays disarmed when the rights that were chosen cannot be had, and says why', async () => {
    await using it = await opened();
    it.wire.noElevation = 'sudo gave no rights: a password is required.';
    const answer = await it.lab.handle('session.arm', { session: it.session, armed: true, elevation: 'sudo' });
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'no-rights', text: it.wire.noElevation } });
    expect(await it.raw('0')).toMatchObject({ ok: false, fault: { kind: 'disarmed' } });
  });

  it('needs no arming where nothing real can be harmed', async () => {
    await using it = await opened({ harmless: true });
    expect(await it.raw('0')).toMatchObject({ ok: true });
    await arm(it);
    expect(it.lab.events(it.session).map(({ kind }) => kind)).not.toContain('armed');
  });
});

describe('a write that never answers', () => {
  it('ends with a timeout soon after the limit, and the session goes on', async () => {
    await using it = await opened({ harmless: true, limitMs: 100 });
    it.wire.onWrite = never;
    const answer = await it.raw('0');
    expect(answer).toMatchObject({ ok: true, result: { outcome: { kind: 'timeout' } } });
    it.wire.onWrite = async () => ({ kind: 'done', ms: 1 });
    expect(await it.raw('1')).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
  });

  it('is given up when cancelled, by its own name only', async () => {
    await using it = await opened({ harmless: true });
    it.wire.onWrite = never;
    const writing = it.raw('0');
    const cancel = (op: string) => it.lab.handle('session.cancel', { session: it.session, op });
    expect(await cancel('other')).toMatchObject({ result: { cancelled: false } });
    expect(await it.raw('1')).toMatchObject({
      ok: false,
      fault: { kind: 'busy', text: expect.stringContaining('still running') },
    });
    expect(await cancel('w')).toMatchObject({ result: { cancelled: true } });
    expect(await writing).toMatchObject({ ok: true, result: { outcome: { kind: 'cancelled' } } });
    expect(await cancel('w')).toMatchObject({ result: { cancelled: false } });
  });

  it('ends when its session is closed, and nothing of it is told afterwards', async () => {
    await using it = await opened({ harmless: true });
    it.wire.onWrite = never;
    const writing = it.raw('0');
    expect(await it.lab.handle('session.close', { session: it.session })).toMatchObject({ ok: true });
    expect(await writing).toMatchObject({ ok: true, result: { outcome: { kind: 'cancelled' } } });
    expect(it.wire.disposed).toBe(true);
    expect(it.lab.events(it.session).map(({ kind }) => kind)).not.toContain('outcome');
  });

  it('is looked at once more when the kernel finishes after all', async () => {
    await using it = await opened({ harmless: true, limitMs: 100 });
    let finish: (outcome: WriteOutcome) => void = () => undefined;
    it.wire.onWrite = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const answer = await it.raw('0');
    if (!answer.ok || !('event' in answer.result)) throw new Error('no answer');
    it.wire.attrs.trust = '0';
    finish({ kind: 'done', ms: 400 });
    await expect
      .poll(() => told(it).at(-1))
      .toMatchObject({ kind: 'change', fact: 'level', to: '0', cause: { id: answer.result.event, how: 'inferred' } });
  });

  it('does not wait for ever for a machine that no longer reads either', async () => {
    await using it = await opened({ harmless: true, limitMs: 100 });
    it.wire.sweepGate = new Promise(() => undefined);
    expect(await it.raw('0')).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
    expect(it.lab.events(it.session).map((event) => ('result' in event ? event.result : event.kind))).toContain(
      'no answer within 100 ms',
    );
  });
});

describe('a target that is lost', () => {
  const lost = async (it: {
    wire: ScriptedWire;
    lab: { seen: (session: string) => { status: unknown } };
    session: string;
  }): Promise<void> => {
    it.wire.lose();
    await expect
      .poll(() => it.lab.seen(it.session).status)
      .toMatchObject({ state: 'lost', lostWhy: 'The line was cut.', lostAt: expect.any(Number) });
  };

  it('keeps everything it recorded, says when and why, and answers target-lost', async () => {
    await using it = await opened({ harmless: true });
    await it.raw('0');
    await lost(it);
    expect(it.lab.events(it.session).at(-1)).toMatchObject({ kind: 'lost', text: 'The line was cut.' });
    expect(await it.raw('1')).toMatchObject({ ok: false, fault: { kind: 'target-lost' } });
    expect(await it.lab.handle('session.refresh', { session: it.session, device: null })).toMatchObject({
      ok: false,
      fault: { kind: 'target-lost' },
    });
    expect(await it.lab.handle('session.read', { session: it.session, paths: ['a'] })).toMatchObject({
      ok: false,
      fault: { kind: 'target-lost' },
    });
    expect(await it.lab.handle('session.export', { session: it.session, format: 'text' })).toMatchObject({
      ok: true,
      result: { text: expect.stringContaining(`0 > /sys/${path}`) },
    });
  });

  it('is an outcome when it goes during a write', async () => {
    await using it = await opened({ harmless: true });
    it.wire.onWrite = async () => ({ kind: 'lost', ms: 3 });
    expect(await it.raw('0')).toMatchObject({ ok: true, result: { outcome: { kind: 'lost' } } });
    await expect.poll(() => it.lab.seen(it.session).status.state).toBe('lost');
  });

  it('is a fault when it goes while it is being opened, and the wire is let go', async () => {
    const wire = scriptedWire();
    wire.lose();
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire) });
    expect(await lab.handle('session.open', { uri: 'local:' })).toMatchObject({
      ok: false,
      fault: { kind: 'target-lost', text: 'The line was cut.' },
    });
    expect(wire.disposed).toBe(true);
  });
});

describe('notices of a machine that does not say what led to them', () => {
  const uevent = { action: 'change', devpath, env: { TRUST: '0', TRUST_OLD: '1', TRUST_REASON: 'spdm_loss' } };

  it('R23 R24 gives a fall nobody caused the notice as its cause, and reads the device again', async () => {
    await using it = await opened();
    it.wire.attrs.trust = '0';
    it.wire.say({ seqnum: 7, ...uevent });
    await expect.poll(() => told(it).map(({ kind }) => kind)).toEqual(['opened', 'uevent', 'fall', 'change']);
    const [, notice, fall, change] = told(it);
    expect(fall).toMatchObject({ from: 1, to: 0, reason: 'spdm_loss', cause: { id: notice?.id, how: 'measured' } });
    expect(change).toMatchObject({ fact: 'level', from: '1', to: '0', cause: { id: notice?.id, how: 'inferred' } });
  });

  it('puts what comes during a write at the same device down to that write, as inferred', async () => {
    await using it = await opened({ harmless: true });
    it.wire.onWrite = async () => {
      it.wire.attrs.trust = '0';
      it.wire.say({ seqnum: 8, ...uevent, env: { TRUST: '0', TRUST_OLD: '1', TRUST_REASON: 'write' } });
      return { kind: 'done', ms: 1 };
    };
    const { event } = await it.lab.write(it.session, path, '0');
    const later = told(it).filter(({ id }) => id > event);
    expect(later.map(({ kind, cause }) => [kind, cause?.id, cause?.how])).toEqual([
      ['outcome', event, 'measured'],
      ['uevent', event, 'inferred'],
      ['change', event, 'inferred'],
    ]);
  });

  it('reads all again after events that were not seen', async () => {
    await using it = await opened();
    it.wire.attrs.trust = '2';
    it.wire.gap(3, 9);
    await expect.poll(() => told(it).map(({ kind }) => kind)).toEqual(['opened', 'gap', 'change']);
    expect(it.wire.sweeps).toEqual([null, null]);
  });

  it('reads a device once for a burst of notices', async () => {
    await using it = await opened();
    for (let seqnum = 1; seqnum <= 500; seqnum++) it.wire.say({ seqnum, action: 'change', devpath, env: {} });
    await expect.poll(() => told(it).filter(({ kind }) => kind === 'uevent').length).toBe(500);
    await expect.poll(() => it.wire.sweeps.length).toBeGreaterThan(1);
    expect(it.wire.sweeps.length).toBeLessThan(5);
  });
});
