/** A target that is lost is reached again: the session, its journal and its numbers go on, and what was not seen is said. */
import { describe, expect, it } from 'vitest';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { devpath, scriptedWire } from '../../test/fixtures/scriptedWire.js';
import { WireLost, WireRefused } from '../wires/wire.js';
import type { Clock } from './clock.js';

const soon: Clock['after'] = (_ms, run) => {
  const turn = setImmediate(run);
  return { [Symbol.dispose]: () => clearImmediate(turn) };
};
const asUsual = { predicted: null, ownBranch: false, op: 'w' } as const;

describe('a lost target that can come back', () => {
  it('is tried again until it is there; then everything is read again, and writes are held back', async () => {
    const [first, second] = [scriptedWire(), scriptedWire()];
    second.attrs.trust = '3';
    const wires = [() => first, null, () => second];
    await using lab = await labFixture({
      openWire: async () => {
        const next = wires.shift();
        if (next === undefined || next === null) throw new WireLost('The port refuses connections.');
        return next();
      },
    });
    const session = await lab.open('ssh://box');
    await lab.call('session.arm', { session, armed: true });
    const before = lab.events(session).length;
    first.lose();
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'back'), { timeout: 15_000 }).toBe(true);
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'change')).toBe(true);
    const after = lab.events(session).slice(before);
    expect(after.map(({ kind }) => kind).slice(0, 3)).toEqual(['lost', 'disarmed', 'back']);
    expect(after.map(({ id }) => id)).toEqual(after.map((_, index) => before + 1 + index));
    await expect
      .poll(() => lab.seen(session).status)
      .toMatchObject({ state: 'live', writes: 'disarmed', lostWhy: null });
    expect(first.disposed).toBe(true);
    second.say({ seqnum: 40, action: 'change', devpath, env: {} });
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'uevent')).toBe(true);
  });

  it.each([
    { before: 'a', now: 'a', words: 'It was not started anew.' },
    { before: 'a', now: 'b', words: 'It was started anew meanwhile.' },
    { before: 'a', now: null, words: 'Whether it was started anew is not known.' },
  ])('says whether the machine was started anew: $before, then $now', async ({ before, now, words }) => {
    const [first, second] = [scriptedWire(), scriptedWire()];
    [first.boot, second.boot] = [before, now];
    const read = second.read;
    second.read = async (paths, signal) => ({
      ...(await read(paths, signal)),
      'kernel/uevent_seqnum': { value: '45', at: 0 },
    });
    const wires = [first, second];
    await using lab = await labFixture({ openWire: async () => wires.shift() ?? second, after: soon });
    const session = await lab.open('ssh://box');
    first.say({ seqnum: 40, action: 'change', devpath, env: {} });
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'uevent')).toBe(true);
    first.lose();
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'back')).toBe(true);
    await expect.poll(() => lab.seen(session).status.state).toBe('live');
    const told = lab.events(session);
    expect(told.find(({ kind }) => kind === 'back')).toMatchObject({ text: expect.stringContaining(words) });
    // What the same run of the kernel counted meanwhile is a gap; another run's count says nothing.
    const gaps = told.filter(({ kind }) => kind === 'gap');
    expect(gaps).toMatchObject(before === now ? [{ first: 41, last: 45 }] : []);
  });

  it('stays lost where another try would end the same', async () => {
    const first = scriptedWire();
    let opened = 0;
    await using lab = await labFixture({
      openWire: async () => {
        opened += 1;
        if (opened === 1) return first;
        throw new WireRefused('The login of root was refused.');
      },
      after: soon,
    });
    const session = await lab.open('serial:/dev/ttyUSB0');
    first.lose();
    await expect.poll(() => lab.seen(session).status.lostWhy).toBe('The line was cut.');
    expect(opened).toBe(2);
  });

  it('stays lost where a question is declined: nobody is asked twice', async () => {
    const first = scriptedWire();
    let opened = 0;
    await using lab = await labFixture({
      openWire: async (_uri, opening) => {
        opened += 1;
        if (opened === 1) return first;
        const answer = await opening.ask({
          id: 'p',
          kind: 'password',
          prompt: 'Password:',
          fingerprint: null,
          remember: false,
        });
        throw new WireLost(`not let in with ${answer}`);
      },
      after: soon,
    });
    const session = await lab.open('ssh://box');
    first.lose();
    await expect.poll(() => opened).toBe(2);
    await expect.poll(() => lab.seen(session).status.lostWhy).toBe('The line was cut.');
    expect(opened).toBe(2);
  });

  it('is let go of before it is opened anew: a port takes one at a time', async () => {
    const [first, second] = [scriptedWire(), scriptedWire()];
    const held: boolean[] = [];
    let opened = 0;
    await using lab = await labFixture({
      openWire: async () => {
        opened += 1;
        if (opened === 1) return first;
        held.push(!first.disposed);
        return second;
      },
      after: soon,
    });
    const session = await lab.open('unix:/run/console');
    await lab.call('session.arm', { session, armed: true });
    first.onWrite = () => Promise.resolve({ kind: 'lost', ms: 0 });
    await lab.call('session.write', { session, path: `${devpath}/trust`, value: '1', ...asUsual });
    await expect.poll(() => lab.events(session).some(({ kind }) => kind === 'back')).toBe(true);
    expect(held).toEqual([false]);
  });

  it('asks no second question while the first is open', async () => {
    const first = scriptedWire();
    const asked: string[] = [];
    let opened = 0;
    await using lab = await labFixture({
      openWire: async (_uri, opening) => {
        opened += 1;
        if (opened === 1) return first;
        const question = { id: `p${opened}`, kind: 'password', prompt: 'Password:' } as const;
        asked.push(question.id);
        void opening.ask({ ...question, fingerprint: null, remember: false });
        throw new WireLost('The connection ended.');
      },
      after: soon,
    });
    const { session } = await lab.call('session.open', { uri: 'ssh://box', op: 'one' });
    first.lose();
    await expect.poll(() => asked).toEqual(['p2']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toEqual(['p2']);
    await lab.call('opening.answer', { op: 'one', question: 'p2', answer: 'late' });
    await expect.poll(() => asked).toEqual(['p2', 'p3']);
    await lab.call('session.close', { session });
  });
});
