/** The verify step as a session takes it: evidence through a mailbox, this tool's own verdict on it, and what falls with what. */
import { afterEach, describe, expect, it } from 'vitest';
import { deskHere } from '../../test/fixtures/evidence/deskHere.js';
import { devicePath, type LabFixture, labFixture } from '../../test/fixtures/labFixture.js';
import type { LabEvent } from '../../shared/facts/event.js';
import { usualPolicy } from '../../shared/evidence/policy/policy.js';
import { faultFiles } from '../../shared/model/world.js';
import { wireOpener } from '../wires/open.js';
import { MailboxRefused, type Wire } from '../wires/wire.js';

const id = '0000:01:00.0';
const folder = `bus/pci/devices/${id}`;

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

type Changed = (wire: Wire) => Wire;

/** A guest with its drive locked, and nothing gathered yet. */
const locked = async (changed: Changed = (wire) => wire) => {
  const evidence = deskHere();
  const opener = wireOpener(null, evidence.fleet);
  const lab = await labFixture({ evidence, openWire: async (...wanted) => changed(await opener(...wanted)) });
  open.push(lab);
  const session = await lab.open('sim:guest');
  await lab.write(session, 'bus/pci/drivers/nvme/unbind', id);
  await lab.write(session, `${folder}/tsm/lock`, 'tsm0');
  return { lab, session, device: lab.device(session, id).path };
};

const gather = async ({ lab, session, device }: Awaited<ReturnType<typeof locked>>) => {
  const answer = await lab.call('session.gather', { session, device });
  await lab.applied(session, answer.seq);
  return answer.items;
};

const last = <K extends LabEvent['kind']>(lab: LabFixture, session: string, kind: K) =>
  lab.events(session).findLast((event): event is Extract<LabEvent, { kind: K }> => event.kind === kind);

const trust = (lab: LabFixture, session: string, value = '4') =>
  lab.attempt({ session, path: `${folder}/trust`, value, predicted: null, ownBranch: false, op: 'trust' });

describe('evidence in a session', () => {
  it('R13 R14 leads from lock by a verdict of this tool’s own to the TCB', async () => {
    const bench = await locked();
    const { lab, session } = bench;
    const items = await gather(bench);
    for (const what of ['Certificate chain, slot 0', 'Measurements', 'Interface report'])
      expect(items).toContainEqual({ what, source: 'DOE mailbox', bytes: expect.any(Number), why: null });
    const judged = last(lab, session, 'judged');
    expect(judged?.judgement).toMatchObject({
      verdict: 'pass',
      about: { identity: 'pass', binding: 'pass', content: 'pass' },
      counts: { fail: 0, 'not-checkable': 0, 'no-reference': 0 },
      bound: { nonce: expect.stringMatching(/^[0-9a-f]{64}$/), lock: expect.any(String) },
      stopped: null,
    });
    expect(judged?.cause).toEqual({ id: last(lab, session, 'gathered')?.id, how: 'measured' });
    expect(await trust(lab, session)).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
    expect(lab.device(session, id).facts).toMatchObject({ level: { value: 4 }, tdisp: { value: 'RUN' } });
    expect(last(lab, session, 'lapsed')).toBeUndefined();
  });

  it('R13 is bound to a connection, and to no lock, where a host locks nothing', async () => {
    const evidence = deskHere();
    const lab = await labFixture({ evidence, openWire: wireOpener(null, evidence.fleet) });
    open.push(lab);
    const session = await lab.open('sim:lab');
    await lab.write(session, `${folder}/tsm/connect`, 'tsm0');
    const { path: device } = lab.device(session, id);
    await gather({ lab, session, device });
    expect(last(lab, session, 'judged')?.judgement.bound).toMatchObject({ lock: null, connection: 'tsm0' });
  });

  it('shelves what it gathered, with the root and the values that its maker gave, each under its name', async () => {
    const bench = await locked();
    const { lab, session } = bench;
    await gather(bench);
    const shelf = await lab.call('evidence.shelf', {});
    expect(shelf.roots).toMatchObject([{ name: 'Simulated devices of this installation' }]);
    expect(shelf.references).toMatchObject([{ name: expect.stringMatching(/^simulated .*, as delivered$/) }]);
    const { collection = '' } = last(lab, session, 'judged')?.judgement ?? {};
    expect(shelf.collections).toMatchObject([{ id: collection, verdict: 'pass', exchanges: 3 }]);
    const { view } = await lab.call('evidence.look', { id: collection ?? '' });
    expect(view?.checks.map((check) => check.id)).toContain('interface.state');
    // A root that a person takes away stays away.
    await lab.call('evidence.remove', { id: shelf.roots[0]?.id ?? '' });
    await gather(bench);
    expect((await lab.call('evidence.shelf', {})).roots).toEqual([]);
    expect(last(lab, session, 'judged')?.judgement).toMatchObject({ verdict: 'no-reference' });
  });

  it.each([
    ['R29 a new generation of evidence', `firmware_updated ${id}`],
    ['R34 a lock that is another', `drop_and_relock ${id}`],
    ['R23 a session that is lost', `spdm_loss ${id}`],
  ])('%s takes the verdict down, and the step to trust with it', async (_, fault) => {
    const bench = await locked();
    const { lab, session, device } = bench;
    await gather(bench);
    const judged = last(lab, session, 'judged');
    await lab.write(session, faultFiles.detection, '0');
    await lab.write(session, faultFiles.inject, fault);
    await lab.call('session.refresh', { session, device });
    const lapsed = last(lab, session, 'lapsed');
    expect(lapsed).toMatchObject({ device, verdict: judged?.id, cause: { how: 'measured' } });
    const cause = lab.events(session).find((event) => event.id === lapsed?.cause?.id);
    expect(cause?.device).toBe(device);
    expect(await trust(lab, session)).toMatchObject({
      ok: false,
      fault: { kind: 'no-evidence', text: expect.stringContaining('the verdict on its evidence fell') },
    });
    expect(last(lab, session, 'held')).toMatchObject({
      device,
      why: expect.stringContaining('Gather and verify anew'),
    });
    // Level 0 and 1 rest on nothing.
    expect(await trust(lab, session, '0')).toMatchObject({ ok: true });
  });

  it('R29 evidence that changes between lock and trust takes the verdict down, and nothing gathered since passes', async () => {
    const bench = await locked();
    const { lab, session, device } = bench;
    await gather(bench);
    const judged = last(lab, session, 'judged');
    const generation = judged?.judgement.bound.generation ?? null;
    await lab.write(session, faultFiles.evidence, `changing-evidence ${id}`);
    const lapsed = last(lab, session, 'lapsed');
    expect(lapsed).toMatchObject({ device, verdict: judged?.id, text: expect.stringContaining('another generation') });
    // From the fault over what it changed to what fell with it: one chain of causes.
    const changed = last(lab, session, 'change');
    expect(changed).toMatchObject({ fact: 'evidenceGeneration', from: String(generation) });
    expect(lapsed?.cause).toEqual({ id: changed?.id, how: 'measured' });
    expect(changed?.cause?.id).toBe(last(lab, session, 'fault')?.id);
    expect(await trust(lab, session)).toMatchObject({ ok: false, fault: { kind: 'no-evidence' } });
    // Nobody broke the lock: it is the policy alone that holds the step now.
    expect(lab.device(session, id).facts).toMatchObject({ tdisp: { value: 'CONFIG_LOCKED' } });
    await gather(bench);
    expect(await trust(lab, session)).toMatchObject({
      ok: false,
      fault: { kind: 'no-evidence', text: expect.stringContaining('refuses level 4') },
    });
  });

  it('R31 a gathering over another nonce takes the place of the one before', async () => {
    const bench = await locked();
    const { lab, session } = bench;
    await gather(bench);
    const first = last(lab, session, 'judged');
    await gather(bench);
    expect(last(lab, session, 'lapsed')).toMatchObject({ verdict: first?.id, text: expect.stringContaining('nonce') });
    expect(last(lab, session, 'judged')?.judgement.bound.nonce).not.toBe(first?.judgement.bound.nonce);
    expect(await trust(lab, session)).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
  });

  it('R13 holds by the policy what firmware that is not known asks for, and not where the policy only tells', async () => {
    const bench = await locked();
    const { lab, session } = bench;
    await lab.write(session, faultFiles.inject, `firmware_updated ${id}`);
    await lab.write(session, `${folder}/tsm/unlock`, 'tsm0');
    await lab.write(session, `${folder}/tsm/lock`, 'tsm0');
    await gather(bench);
    const { verdict, rows } = last(lab, session, 'judged')?.judgement ?? {};
    expect(verdict).toBe('fail');
    expect(rows?.[0]).toMatchObject({ id: 'measurement.2.reference', verdict: 'fail' });
    expect(await trust(lab, session)).toMatchObject({
      ok: false,
      fault: { kind: 'no-evidence', text: expect.stringContaining('“Measurement 2: reference value” is fail') },
    });
    // The same rules, by a policy that tells and holds nothing.
    const part = Buffer.from(JSON.stringify({ ...usualPolicy, name: 'Telling', holds: false })).toString('base64');
    await lab.call('evidence.put', { upload: 'telling', at: 0, part });
    const files = [{ upload: 'telling', name: 'telling.json' }];
    expect(await lab.call('evidence.take', { purpose: 'policy', files })).toMatchObject({ ok: true });
    await gather(bench);
    const told = last(lab, session, 'judged')?.judgement;
    expect(told).toMatchObject({ verdict: 'fail', policy: { name: 'Telling', holds: false } });
    expect(told?.policy?.allows.find(({ level }) => level === 4)).toMatchObject({
      why: expect.stringContaining('“Measurement 2: reference value” is fail'),
    });
    expect(await trust(lab, session)).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
    expect(lab.device(session, id).facts).toMatchObject({ level: { value: 4 } });
  });

  it('tells what a mailbox refuses as what it is: evidence that could not be had', async () => {
    const bench = await locked((wire) => ({
      ...wire,
      mailbox: () =>
        Promise.resolve({
          exchange: () => Promise.reject(new MailboxRefused('it is busy with another')),
          [Symbol.asyncDispose]: () => Promise.resolve(),
        }),
    }));
    const items = await gather(bench);
    expect(items.find(({ what }) => what === 'Measurements')).toMatchObject({
      bytes: null,
      why: 'The mailbox did not take an object: it is busy with another.',
    });
    const { lab, session } = bench;
    expect(last(lab, session, 'judged')?.judgement).toMatchObject({ verdict: 'not-checkable' });
    expect(lab.seen(session).status.state).toBe('live');
  });

  it('can be cancelled while a mailbox does not answer', async () => {
    let asked: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const bench = await locked((wire) => ({
      ...wire,
      mailbox: () =>
        Promise.resolve({
          exchange: (_, signal) =>
            new Promise((_done, failed) => {
              signal.addEventListener('abort', () => failed(signal.reason));
              asked();
            }),
          [Symbol.asyncDispose]: () => Promise.resolve(),
        }),
    }));
    const { lab, session, device } = bench;
    const gathering = lab.handle('session.gather', { session, device, op: 'g1' });
    await waits;
    expect(await lab.call('session.cancel', { session, op: 'g1' })).toEqual({ cancelled: true });
    expect(await gathering).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(last(lab, session, 'gathered')).toBeUndefined();
    expect(lab.seen(session).status.state).toBe('live');
  });

  it('gathers what it did before where a wire carries no objects', async () => {
    const bench = await locked((wire) => ({ ...wire, mailbox: undefined }));
    const items = await gather(bench);
    expect(items.find(({ what }) => what === 'Measurements')).toMatchObject({
      bytes: null,
      why: 'this target carries no objects to its mailbox',
    });
    expect(last(bench.lab, bench.session, 'judged')).toBeUndefined();
    expect(devicePath(bench.device)).toBe(bench.device);
  });

  it.each([
    ['expired-certificate', 'fail', 'chain.2.validity'],
    ['revoked-certificate', 'fail', 'chain.2.revocation'],
    ['wrong-root', 'no-reference', 'chain.anchor'],
    ['bad-signature', 'fail', 'signature'],
    ['replayed-nonce', 'fail', 'signature'],
    ['changed-measurement', 'fail', 'measurement.2.reference'],
    ['debug-mode', 'fail', 'measurement.254.debug'],
    ['truncated-chain', 'fail', 'chain.form'],
    ['misfit-report', 'fail', 'report.range.0.fits'],
    ['changing-evidence', 'fail', 'evidence.2.unchanged'],
  ] as const)('R13 sees %s in the row that it shows in, and holds the TCB', async (fault, verdict, row) => {
    const bench = await locked();
    const { lab, session, device } = bench;
    await lab.write(session, faultFiles.evidence, `${fault} ${id}`);
    expect(last(lab, session, 'fault')).toMatchObject({ device, fault });
    await gather(bench);
    const { judgement } = last(lab, session, 'judged') ?? {};
    expect(judgement?.rows.map((one) => `${one.id} ${one.verdict}`)).toContain(`${row} ${verdict}`);
    expect(judgement?.verdict).not.toBe('pass');
    expect(await trust(lab, session)).toMatchObject({ ok: false, fault: { kind: 'no-evidence' } });
    // Taken back, it passes again.
    await lab.write(session, faultFiles.evidence, `none ${id}`);
    await gather(bench);
    expect(last(lab, session, 'judged')?.judgement.verdict).toBe('pass');
    expect(await trust(lab, session)).toMatchObject({ ok: true, result: { outcome: { kind: 'done' } } });
  });

  it('refuses a fault that there is not, and a device that signs nothing', async () => {
    const { lab, session } = await locked();
    for (const [line, errno] of [
      [`no-such-fault ${id}`, 'EINVAL'],
      ['bad-signature', 'EINVAL'],
      ['bad-signature 0000:03:00.0', 'ENODEV'],
    ] as const)
      expect((await lab.write(session, faultFiles.evidence, line)).outcome).toMatchObject({ kind: 'refused', errno });
  });
});
