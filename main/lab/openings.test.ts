/** Rows, questions and cancels of an opening, through the lab's own commands. */
import { describe, expect, it } from 'vitest';
import type { OpeningFrame, Question } from '../../shared/ipc/opening.js';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { scriptedWire, type ScriptedWire } from '../../test/fixtures/scriptedWire.js';
import type { Opening } from '../wires/opening.js';
import { wireOpener } from '../wires/open.js';
import { createLab, type LabOptions } from './lab.js';

const password: Question = {
  id: 'q1',
  kind: 'password',
  prompt: 'Password of mara\u001b[2J:',
  fingerprint: null,
  remember: false,
};

const labOf = (openWire: LabOptions['openWire']) => {
  const lab = createLab({ openWire, dataDir: null, clock: Date.now, info: appInfo });
  const told: OpeningFrame[] = [];
  let wake: () => void = () => undefined;
  lab.onOpening((frame) => {
    told.push(frame);
    wake();
  });
  const until = async (holds: (frame: OpeningFrame) => boolean): Promise<OpeningFrame> => {
    for (;;) {
      const last = told.at(-1);
      if (last !== undefined && holds(last)) return last;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { lab, told, until };
};

/** A wire that opens when the far side took the password. */
const guarded =
  (answers: (string | null)[], wire: ScriptedWire = scriptedWire()) =>
  async (_uri: string, opening: Opening): Promise<ScriptedWire> => {
    opening.tell({ id: 'reachable', state: 'passed', text: 'It answers.', remedy: null });
    opening.tell({ id: 'authenticated', state: 'running', text: 'Signing in.', remedy: null });
    answers.push(await opening.ask(password));
    return wire;
  };

describe('openings', () => {
  it('tells rows in their order, and the dialect and TSMs of the first snapshot, before the session is named', async () => {
    const { lab, told } = labOf(wireOpener(null));
    await using _lab = lab;
    await lab.handle('session.open', { uri: 'sim:', op: 'a' });
    const last = told.at(-1);
    expect(last?.rows.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'reachable passed',
      'authenticated skipped',
      'shell skipped',
      'sysfs passed',
      'privileges passed',
      'dialect passed',
      'tsm passed',
    ]);
    expect(last?.rows.at(-1)?.text).toBe('tsm0 (link); host role.');
    expect(told.findIndex(({ session }) => session !== null)).toBe(told.length - 1);
  });

  it('hands an answer to whoever asked, once, and cleans what a far side asks', async () => {
    const answers: (string | null)[] = [];
    const { lab, until } = labOf(guarded(answers));
    await using _lab = lab;
    const opening = lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    const { question } = await until((frame) => frame.question !== null);
    expect(question?.prompt).toBe('Password of mara\\x1b[2J:');
    const give = (asked: string, answer: string) => lab.handle('opening.answer', { op: 'a', question: asked, answer });
    expect(await give('q0', 'secret')).toEqual({ ok: true, result: { taken: false } });
    expect(await give('q1', 'secret')).toEqual({ ok: true, result: { taken: true } });
    expect(await opening).toMatchObject({ ok: true });
    expect(await give('q1', 'secret')).toEqual({ ok: true, result: { taken: false } });
    expect(answers).toEqual(['secret']);
  });

  it('answers a cancel at once, even where the far side never will, and disposes what comes too late', async () => {
    const answers: (string | null)[] = [];
    const wire = scriptedWire();
    const { lab, until } = labOf(guarded(answers, wire));
    await using _lab = lab;
    const opening = lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    await until((frame) => frame.question !== null);
    expect(await lab.handle('opening.cancel', { op: 'a' })).toEqual({ ok: true, result: { cancelled: true } });
    expect(await opening).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(answers).toEqual([null]);
    await Promise.resolve();
    expect(wire.disposed).toBe(true);
    expect(await lab.handle('opening.cancel', { op: 'a' })).toEqual({ ok: true, result: { cancelled: false } });
  });

  it('cancels a first sweep that hangs', async () => {
    const wire = scriptedWire();
    wire.sweepGate = new Promise(() => undefined);
    const { lab, until } = labOf((_uri, opening) => {
      opening.tell({ id: 'sysfs', state: 'running', text: 'Reading.', remedy: null });
      return Promise.resolve(wire);
    });
    await using _lab = lab;
    const opening = lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    await until((frame) => frame.rows.length === 1);
    await lab.handle('opening.cancel', { op: 'a' });
    expect(await opening).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(wire.disposed).toBe(true);
  });

  it('marks what was under way as failed, with the reason', async () => {
    const { lab, until } = labOf((_uri, opening) => {
      opening.tell({ id: 'reachable', state: 'running', text: 'Connecting.', remedy: null });
      return Promise.reject(new Error('port 22 refused'));
    });
    await using _lab = lab;
    await lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    const { rows } = await until((frame) => frame.rows[0]?.state === 'failed');
    expect(rows).toEqual([{ id: 'reachable', state: 'failed', text: 'port 22 refused', remedy: null }]);
  });

  it('tells nothing of a step that was never come to, once one has failed', async () => {
    const remedy = 'Is sshd running there?';
    const { lab, until } = labOf((_uri, opening) => {
      opening.tell({ id: 'reachable', state: 'running', text: 'Connecting.', remedy: null });
      opening.tell({ id: 'shell', state: 'running', text: 'Waiting for a shell.', remedy: null });
      opening.tell({ id: 'reachable', state: 'failed', text: 'port 22 refused', remedy });
      return Promise.reject(new Error('port 22 refused'));
    });
    await using _lab = lab;
    await lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    const { rows } = await until((frame) => frame.rows.every(({ state }) => state !== 'running'));
    expect(rows).toEqual([{ id: 'reachable', state: 'failed', text: 'port 22 refused', remedy }]);
  });

  it('declines every question where nobody listens', async () => {
    const answers: (string | null)[] = [];
    const { lab } = labOf(guarded(answers));
    await using _lab = lab;
    await lab.handle('session.open', { uri: 'ssh://box' });
    expect(answers).toEqual([null]);
  });

  it('refuses a name that is in use, and declines what a session asks when that is cancelled', async () => {
    const answers: (string | null)[] = [];
    let again: Opening | null = null;
    const { lab, until } = labOf((_uri, opening) => {
      again = opening;
      return Promise.resolve(scriptedWire());
    });
    await using _lab = lab;
    await lab.handle('session.open', { uri: 'ssh://box', op: 'a' });
    expect(await lab.handle('session.open', { uri: 'ssh://box', op: 'a' })).toMatchObject({
      ok: false,
      fault: { kind: 'bad-request' },
    });
    const asking = (again as Opening | null)?.ask(password).then((answer) => answers.push(answer));
    await until((frame) => frame.question !== null);
    await lab.handle('opening.cancel', { op: 'a' });
    await asking;
    expect(answers).toEqual([null]);
  });
});
