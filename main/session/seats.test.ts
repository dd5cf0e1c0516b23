import { describe, expect, it } from 'vitest';
import { labFixture, type LabFixture } from '../../test/fixtures/labFixture.js';
import { scriptedWire } from '../../test/fixtures/scriptedWire.js';

const drive = '0000:01:00.0';
const trust = `bus/pci/devices/${drive}/trust`;

/** One more window on that session, with its first frame. */
const joined = async (lab: LabFixture, held: string): Promise<string> => {
  const { session } = await lab.call('session.join', { session: held });
  await lab.applied(session, 1);
  return session;
};
const kindsOf = (lab: LabFixture, session: string) => lab.events(session).map(({ id, kind }) => `${id} ${kind}`);

describe('a session in several windows', () => {
  it('R10 tells each window what any of them does, in frames of its own, with the same events', async () => {
    await using lab = await labFixture();
    const one = await lab.open('sim:');
    await lab.write(one, trust, '2');
    const other = await joined(lab, one);
    expect(other).not.toBe(one);
    // All that happened before is there.
    expect(kindsOf(lab, other)).toEqual(kindsOf(lab, one));
    expect(lab.device(other, drive).facts.level).toMatchObject({ value: 2 });
    const { event } = await lab.write(other, trust, '1');
    expect(lab.events(other).at(-1)?.cause).toMatchObject({ id: event });
    await expect.poll(() => kindsOf(lab, one)).toEqual(kindsOf(lab, other));
    expect(lab.device(one, drive).facts.level).toMatchObject({ value: 1 });
    expect(lab.seen(other).dropped).toBe(0);
  });

  it('is listed once, whoever has it, and goes on until the last window has closed it', async () => {
    await using lab = await labFixture();
    const one = await lab.open('sim:');
    const other = await joined(lab, one);
    const guest = await lab.open('sim:guest');
    const listed = async () => (await lab.call('sessions.list', {})).sessions.map(({ session, uri }) => [session, uri]);
    expect(await listed()).toEqual([
      [one, 'sim:'],
      [guest, 'sim:guest'],
    ]);
    await lab.call('session.close', { session: one });
    expect(await listed()).toEqual([
      [other, 'sim:'],
      [guest, 'sim:guest'],
    ]);
    await lab.write(other, trust, '2');
    const late = await joined(lab, other);
    expect(lab.device(late, drive).facts.level).toMatchObject({ value: 2 });
    await lab.call('session.close', { session: other });
    await lab.call('session.close', { session: late });
    expect(await listed()).toEqual([[guest, 'sim:guest']]);
    expect(await lab.handle('session.join', { session: late })).toMatchObject({
      ok: false,
      fault: { kind: 'no-session' },
    });
  });

  it('cancels a window’s own write only, though both call theirs alike', async () => {
    await using lab = await labFixture();
    const one = await lab.open('sim:');
    const other = await joined(lab, one);
    await lab.write(one, 'kernel/debug/lockstep_trust/latency', '5000');
    const path = `bus/pci/devices/${drive}/tsm/connect`;
    const slow = lab.attempt({ session: one, path, value: 'tsm0', predicted: null, ownBranch: false, op: 'w1' });
    await expect
      .poll(() => lab.events(other).some((event) => event.kind === 'write' && event.path === path))
      .toBe(true);
    expect(await lab.call('session.cancel', { session: other, op: 'w1' })).toEqual({ cancelled: false });
    expect(await lab.call('session.cancel', { session: one, op: 'w1' })).toEqual({ cancelled: true });
    expect(await slow).toMatchObject({ ok: true, result: { outcome: { kind: 'cancelled' } } });
  });

  it('stays armed while somebody is at one of its windows, and is disarmed when nobody is', async () => {
    await using lab = await labFixture({ openWire: () => Promise.resolve(scriptedWire()) });
    const one = await lab.open('local:');
    const other = await joined(lab, one);
    const writes = () => lab.seen(other).status.writes;
    await lab.call('session.arm', { session: one, armed: true });
    await expect.poll(writes).toBe('armed');
    lab.away(one);
    await lab.call('session.refresh', { session: other, device: null });
    expect(writes()).toBe('armed');
    // A frame that is acknowledged says that somebody is there again.
    lab.away(one);
    lab.away(other);
    await expect.poll(writes).toBe('disarmed');
  });
});
