import { describe, expect, it } from 'vitest';
import { wireOpener } from '../wires/open.js';
import { appInfo, frameLog, labFixture } from '../../test/fixtures/labFixture.js';
import { createLab } from './lab.js';

const drive = 'bus/pci/devices/0000:01:00.0';

describe('createLab', () => {
  it('opens the simulated lab, names the session first, then sends all of it in frame 1', async () => {
    await using lab = createLab({ openWire: wireOpener(null), dataDir: null, clock: Date.now, info: appInfo });
    const frames = frameLog(lab);
    const answer = await lab.handle('session.open', { uri: 'sim:' });
    expect(answer).toMatchObject({ ok: true, result: { session: expect.stringMatching(/^[0-9a-f]{16}$/) } });
    expect(frames.all).toHaveLength(0);
    const first = await frames.next();
    expect(first).toMatchObject({
      seq: 1,
      status: { state: 'live', writes: 'harmless' },
      snapshot: { kind: 'full' },
      events: [{ id: 1, kind: 'opened' }],
    });
    if (first.snapshot?.kind !== 'full') throw new Error('no snapshot');
    expect(Object.keys(first.snapshot.snapshot.devices).length).toBeGreaterThan(15);
  });

  it('keeps sessions apart: a write to one machine does nothing to another', async () => {
    await using lab = await labFixture();
    const [one, other] = [await lab.open('sim:'), await lab.open('sim:')];
    await lab.write(one, `${drive}/trust`, '2');
    expect(lab.device(one, '0000:01:00.0').facts.level).toMatchObject({ value: 2 });
    expect(lab.device(other, '0000:01:00.0').facts.level).toMatchObject({ value: 1 });
    expect(await lab.handle('session.close', { session: one })).toEqual({ ok: true, result: {} });
    expect(await lab.handle('session.refresh', { session: one, device: null })).toMatchObject({
      ok: false,
      fault: { kind: 'no-session' },
    });
    expect(await lab.handle('session.refresh', { session: other, device: null })).toMatchObject({ ok: true });
  });

  it.each([
    ['no.such', {}, 'bad-request'],
    ['toString', {}, 'bad-request'],
    ['session.open', { uri: 7 }, 'bad-request'],
    ['session.open', { uri: 'sim:', more: true }, 'bad-request'],
    ['session.open', undefined, 'bad-request'],
    ['session.open', { uri: 'gopher:' }, 'bad-target'],
    ['session.open', { uri: 'replay:box' }, 'not-built'],
    [
      'session.write',
      { session: 'nothere', path: 'a', value: '', predicted: null, ownBranch: false, op: 'a' },
      'no-session',
    ],
    [
      'session.write',
      {
        session: 'nothere',
        path: 'a',
        value: '',
        predicted: { kind: 'refused', errno: 'EWHAT', precondition: '' },
        ownBranch: false,
        op: 'a',
      },
      'bad-request',
    ],
  ])('answers %s %j with %s', async (command, input, kind) => {
    await using lab = await labFixture();
    expect(await lab.handle(command, input)).toMatchObject({
      ok: false,
      fault: { kind, text: expect.stringMatching(/\S/) },
    });
  });

  it('answers what is no JSON, or too large, with bad-request', async () => {
    await using lab = await labFixture();
    const cycle: Record<string, unknown> = {};
    cycle.uri = cycle;
    for (const input of [cycle, { uri: 1n }, { uri: 'x'.repeat(300_000) }]) {
      expect(await lab.handle('session.open', input)).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
    }
  });

  it('offers the simulated machines first, and says of the rest what is missing', async () => {
    await using lab = await labFixture();
    await lab.open('sim:guest');
    const answer = await lab.handle('targets.list', {});
    if (!answer.ok || !('targets' in answer.result)) throw new Error('no list');
    expect(answer.result.targets.map(({ uri, notYet }) => [uri, notYet === null])).toEqual([
      ['sim:', true],
      ['sim:guest', true],
      ['sim:laptop', true],
      ['local:', true],
      ['ssh://[user@]host[:port][?config=FILE]', true],
      ['serial:/dev/X?baud=N', true],
      ['unix:/path', true],
      ['replay:FILE', false],
    ]);
    // Remembered a turn after its first frame.
    await expect.poll(async () => (await lab.call('targets.list', {})).recent).toEqual(['sim:guest']);
  });

  it('answers with a disk fault when the journal cannot be had, and holds no wire', async () => {
    await using lab = createLab({
      openWire: wireOpener(null),
      dataDir: '/proc/version/journal',
      clock: Date.now,
      info: appInfo,
    });
    expect(await lab.handle('session.open', { uri: 'sim:' })).toMatchObject({ ok: false, fault: { kind: 'disk' } });
  });

  it('keeps settings over other commands', async () => {
    await using lab = await labFixture();
    await lab.handle('settings.set', { settings: { theme: 'dark', panels: { tree: 0.3 } } });
    await lab.handle('settings.set', { settings: { theme: 'light' } });
    expect(await lab.handle('settings.get', {})).toEqual({
      ok: true,
      result: { settings: { theme: 'light', panels: { tree: 0.3 } } },
    });
    expect(await lab.handle('app.info', {})).toEqual({ ok: true, result: appInfo });
  });
});
