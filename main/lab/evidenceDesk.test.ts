/** The thread that judges evidence, as the lab sees it: it may fail and die, and the lab goes on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeskListener, deskOver, type EvidenceDesk, evidenceDesk, noDesk } from './evidenceDesk.js';

/** Answers with what it was asked and how often, fails for one name, dies for another, and judges what was taken until it is given up. */
const thread = `
import { parentPort, workerData } from 'node:worker_threads';
let count = 0;
parentPort.on('message', ({ id, command, input }) => {
  count += 1;
  if (command === 'evidence.take') {
    parentPort.postMessage({ kind: 'progress', id, done: 3, of: 9 });
    while (Atomics.load(workerData.given, id % workerData.given.length) !== id);
    parentPort.postMessage({ kind: 'failed', id, why: 'it was given up' });
    return;
  }
  if (input.id === 'die-1') process.exit(3);
  if (input.id === 'throw-1') throw new Error('this file is too much');
  if (input.id === 'fail-1') parentPort.postMessage({ kind: 'failed', id, why: 'no such thing' });
  else parentPort.postMessage({ kind: 'result', id, result: { command, count, dataDir: workerData.dataDir } });
});
`;

let dir: string;
let desk: EvidenceDesk;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lockstep-thread-'));
  writeFileSync(join(dir, 'thread.mjs'), thread);
  desk = evidenceDesk({ file: join(dir, 'thread.mjs'), dataDir: '/kept/here', authorityDir: null });
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

describe('the desk of a lab', () => {
  it('answers each question with its own answer, from one thread', async () => {
    const asked = await Promise.all([desk.ask('evidence.shelf', {}), desk.ask('evidence.look', { id: 'a-1' })]);
    expect(asked).toEqual([
      { command: 'evidence.shelf', count: 1, dataDir: '/kept/here' },
      { command: 'evidence.look', count: 2, dataDir: '/kept/here' },
    ]);
  });

  it('tells a failure as a fault, and goes on', async () => {
    await expect(desk.ask('evidence.look', { id: 'fail-1' })).rejects.toMatchObject({
      fault: { kind: 'internal', text: 'Evidence was not judged: no such thing.' },
    });
    expect(await desk.ask('evidence.shelf', {})).toMatchObject({ count: 2 });
  });

  it.each([
    ['die-1', /its thread ended/],
    ['throw-1', /this file is too much/],
  ])('starts a new thread after one that ended by %s, and leaves no question open', async (id, why) => {
    const open = desk.ask('evidence.look', { id });
    const behind = desk.ask('evidence.shelf', {});
    await expect(open).rejects.toMatchObject({ fault: { text: expect.stringMatching(why) } });
    await expect(behind).rejects.toMatchObject({ fault: { kind: 'internal' } });
    expect(await desk.ask('evidence.shelf', {})).toMatchObject({ count: 1 });
  });

  it('says how far judging has come, and gives it up at once while its thread hears nothing', async () => {
    expect(desk.progress('t1')).toBeNull();
    expect(desk.cancel('t1')).toBe(false);
    const files = [{ upload: 'u1', name: 'large.pcap' }];
    const taken = desk.ask('evidence.take', { purpose: 'evidence', op: 't1', files });
    const ended = expect(taken).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    await expect.poll(() => desk.progress('t1')).toEqual({ done: 3, of: 9 });
    expect(desk.progress('t2')).toBeNull();
    expect(desk.cancel('t1')).toBe(true);
    await ended;
    expect(desk.cancel('t1')).toBe(false);
    // The same thread goes on: what it holds is still there.
    expect(await desk.ask('evidence.shelf', {})).toMatchObject({ count: 2 });
  });

  it('answers what is still open when the lab is closed', async () => {
    const open = desk.ask('evidence.look', { id: 'a-1' });
    const closed = expect(open).rejects.toMatchObject({ fault: { text: expect.stringMatching(/the lab was closed/) } });
    await desk[Symbol.asyncDispose]();
    await closed;
  });

  it('waits as long as judging comes on, and no longer', async () => {
    vi.useFakeTimers();
    try {
      const listeners: DeskListener[] = [];
      let ended = 0;
      const slow = deskOver((listener) => {
        listeners.push(listener);
        const end = (): Promise<void> => {
          ended += 1;
          return Promise.resolve();
        };
        return { post: () => undefined, cancel: () => undefined, hold: () => undefined, end };
      });
      const asked = slow.ask('evidence.take', { purpose: 'evidence', op: 't1', files: [] });
      const failed = expect(asked).rejects.toMatchObject({
        fault: { text: 'Evidence was not judged: it did not come on for 60 s.' },
      });
      for (const done of [1, 2, 3]) {
        vi.advanceTimersByTime(59_000);
        listeners[0]?.heard({ kind: 'progress', id: 1, done, of: 9 });
      }
      expect([ended, slow.progress('t1')]).toEqual([0, { done: 3, of: 9 }]);
      vi.advanceTimersByTime(60_000);
      await failed;
      expect(ended).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is told where there is none', async () => {
    await expect(noDesk.ask('evidence.shelf', {})).rejects.toMatchObject({ fault: { kind: 'not-built' } });
  });
});
