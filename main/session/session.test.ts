import { describe, expect, it } from 'vitest';
import { known } from '../../shared/facts/fact.js';
import type { LabEvent } from '../../shared/facts/event.js';
import { fallenOf } from '../../shared/journey/fallen.js';
import { labFixture, type LabFixture } from '../../test/fixtures/labFixture.js';

const drive = '0000:01:00.0';
const folder = `bus/pci/devices/${drive}`;
const inject = 'kernel/debug/lockstep_trust/inject';
const detection = 'kernel/debug/lockstep_trust/detection';

const since = (lab: LabFixture, session: string, id: number): readonly LabEvent[] =>
  lab.events(session).filter((event) => event.id >= id);
const kinds = (events: readonly LabEvent[]): readonly string[] => [...new Set(events.map(({ kind }) => kind))];

describe('a session on the simulated lab', () => {
  it('R10 records a write, then its outcome, then what changed, each with its cause, in the frame the answer names', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const { event, outcome, seq } = await lab.write(session, `${folder}/trust`, '2');
    expect(outcome.kind).toBe('done');
    expect(lab.seen(session).seq).toBeGreaterThanOrEqual(seq);
    const events = since(lab, session, event);
    expect(events[0]).toMatchObject({ kind: 'write', path: `${folder}/trust`, value: '2', cause: null });
    expect(kinds(events)).toEqual(expect.arrayContaining(['outcome', 'uevent', 'netlink', 'kmsg', 'change']));
    for (const later of events.slice(1)) expect(later.cause).toEqual({ id: event, how: 'measured' });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'change', fact: 'level', from: '1', to: '2' }));
    expect(lab.device(session, drive).facts.level).toMatchObject({ kind: 'measured', value: 2 });
  });

  it('R11 takes a refusal as an outcome, and changes nothing', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:guest');
    const before = lab.seen(session).snapshot;
    const device = Object.values(before.devices).find(({ kind }) => kind === 'drive');
    const { event, outcome } = await lab.write(session, `bus/pci/devices/${device?.id}/trust`, '4');
    expect(outcome).toMatchObject({ kind: 'refused', errno: 'EPERM' });
    expect(kinds(since(lab, session, event))).toEqual(['write', 'outcome']);
  });

  it('R24 tells a fault, its detection and the fall apart, and joins them by cause', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    await lab.write(session, `${folder}/tsm/connect`, 'tsm0');
    await lab.write(session, `${folder}/trust`, '3');
    await lab.write(session, detection, '0');
    const { event } = await lab.write(session, inject, `ide_loss ${drive}`);
    const events = since(lab, session, event);
    const fault = events.find(({ kind }) => kind === 'fault');
    expect(fault).toMatchObject({
      fault: 'ide_loss',
      cause: { id: event, how: 'measured' },
      device: expect.stringContaining(drive),
    });
    const detected = events.filter(({ kind }) => kind === 'uevent' || kind === 'netlink' || kind === 'fall');
    expect(kinds(detected)).toEqual(['uevent', 'fall', 'netlink']);
    for (const one of detected) expect(one.cause).toEqual({ id: fault?.id, how: 'measured' });
    expect(events.filter(({ kind }) => kind === 'fall')).toHaveLength(1);
    expect(events.find(({ kind }) => kind === 'fall')).toMatchObject({ from: 3, to: 0, reason: 'ide_loss' });
  });

  it('R24 a detection that comes later still names its cause, and stands apart from it in time', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    await lab.write(session, `${folder}/tsm/connect`, 'tsm0');
    await lab.write(session, `${folder}/trust`, '3');
    await lab.write(session, detection, '500');
    const { event } = await lab.write(session, inject, `ide_loss ${drive}`);
    expect(kinds(since(lab, session, event))).toEqual(['write', 'outcome', 'fault']);
    expect(lab.device(session, drive).facts.level).toMatchObject({ value: 3 });
    const fallen = () => since(lab, session, event).find(({ kind }) => kind === 'fall');
    await expect.poll(fallen, { timeout: 2_000 }).toBeDefined();
    const fault = since(lab, session, event).find(({ kind }) => kind === 'fault');
    const fall = fallen();
    expect(fall?.cause).toEqual({ id: fault?.id, how: 'measured' });
    expect((fall?.happenedAt ?? 0) - (fault?.seenAt ?? 0)).toBeGreaterThan(40);
    await expect.poll(() => lab.device(session, drive).facts.level, { timeout: 2_000 }).toMatchObject({ value: 0 });
    const change = since(lab, session, event).find((one) => one.kind === 'change' && one.fact === 'level');
    expect(change?.cause).toEqual({ id: fault?.id, how: 'measured' });
    const device = lab.device(session, drive);
    expect(fallenOf(lab.events(session), device)?.cause).toMatchObject({ at: fault?.seenAt, how: 'measured' });
  });

  it('R1 sees a device leave with what is behind it, and come back', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const before = Object.keys(lab.seen(session).snapshot.devices).length;
    await lab.write(session, inject, `leave ${drive}`);
    expect(Object.keys(lab.seen(session).snapshot.devices)).toHaveLength(before - 1);
    expect(() => lab.device(session, drive)).toThrow(/no device/);
  });

  it('R47 follows a driver that is unbound', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    await lab.write(session, 'bus/pci/drivers/nvme/unbind', drive);
    expect(lab.device(session, drive).facts.driver).toMatchObject({ value: null });
  });

  it('counts events without holes', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    for (const level of ['2', '1', '0', '1']) await lab.write(session, `${folder}/trust`, level);
    const ids = lab.events(session).map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect(lab.seen(session).status.events).toBe(ids.length);
  });

  it('lists the evidence there is, and takes the verdict of a person', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const device = lab.device(session, drive).path;
    const gathered = await lab.call('session.gather', { session, device });
    expect(gathered.items).toContainEqual({
      what: 'Measurements',
      source: 'DOE mailbox',
      bytes: null,
      why: 'no TSM is connected or has locked the device',
    });
    expect(gathered.items).toContainEqual(expect.objectContaining({ source: 'tsm/evidence_generation', bytes: 2 }));
    const verdict = await lab.call('session.verdict', {
      session,
      device,
      verdict: 'accept',
      author: 'Mara',
      reason: 'Seen by eye.',
    });
    await lab.applied(session, verdict.seq);
    expect(lab.events(session).at(-1)).toMatchObject({ kind: 'verdict', author: 'Mara', device });
    const nobody = { session, device: 'devices/none', verdict: 'accept', author: 'M', reason: 'x' };
    expect(await lab.handle('session.verdict', nobody)).toMatchObject({ ok: false });
  });

  it('asks the function that speaks for a device whether a TSM is connected', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const spokenFor = Object.values(lab.seen(session).snapshot.devices).find(
      ({ facts }) => (known(facts.manager) ?? null) !== null,
    );
    if (spokenFor === undefined) throw new Error('the lab has no such function');
    const manager = known(spokenFor.facts.manager);
    const why = async () =>
      (await lab.call('session.gather', { session, device: spokenFor.path })).items.find(
        ({ what }) => what === 'Measurements',
      )?.why;
    expect(await why()).toBe(`no TSM is connected to ${manager}, which speaks for the device`);
    await lab.write(session, `bus/pci/devices/${manager}/tsm/connect`, 'tsm0');
    expect(await why()).toBe('this target carries no objects to its mailbox');
  });

  it('reads what it is asked for, but never what does harm, nor outside sysfs', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const read = (path: string) => lab.handle('session.read', { session, paths: [path] });
    const [there, missing] = [`${folder}/trust`, `${folder}/nothing`];
    expect(await read(there)).toMatchObject({ ok: true, result: { readings: { [there]: { value: '1' } } } });
    expect(await read(missing)).toMatchObject({ ok: true, result: { readings: { [missing]: { errno: 'ENOENT' } } } });
    const refused = [`${folder}/rom`, `${folder}/vpd`, `${folder}/resource0`, '../etc/passwd', 'bus/../../etc/passwd'];
    for (const path of refused) expect(await read(path)).toMatchObject({ ok: false, fault: { kind: 'bad-path' } });
  });

  it('refuses to write outside sysfs, or more than one line', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    const write = (path: string, value: string) =>
      lab.attempt({ session, path, value, predicted: null, ownBranch: false, op: 'a' });
    expect(await write('/sys/../etc/passwd', 'x')).toMatchObject({ ok: false, fault: { kind: 'bad-path' } });
    expect(await write(`${folder}/trust`, '1\n2')).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
  });

  it('exports itself as text and as JSON lines', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    await lab.write(session, `${folder}/trust`, '2');
    const text = await lab.call('session.export', { session, format: 'text' });
    expect(text.name).toMatch(/\.txt$/);
    expect(text.text).toContain('2 > /sys/bus/pci/devices/0000:01:00.0/trust');
    const lines = (await lab.call('session.export', { session, format: 'jsonl' })).text.trimEnd().split('\n');
    const header = JSON.parse(lines[0] ?? '') as unknown;
    expect(header).toMatchObject({ kind: 'session', target: 'sim:', dialect: 'march', role: 'host' });
    expect(lines.slice(1).map((line) => JSON.parse(line) as LabEvent)).toEqual(lab.events(session));
  });

  it('sends everything again to a window that starts anew', async () => {
    await using lab = await labFixture();
    const session = await lab.open('sim:');
    await lab.write(session, `${folder}/trust`, '2');
    const before = lab.events(session);
    const { seq } = lab.seen(session);
    await lab.handle('session.ack', { session, seq: 0 });
    await lab.applied(session, seq + 1);
    expect(lab.events(session).slice(before.length)).toEqual(before);
  });
});
