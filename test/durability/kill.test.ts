/** Kills a recording process 200 times, at random moments, and counts again what its window had been told. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle } from '../fixtures/bundle.js';
import { scratch } from './scratch.js';

const root = resolve(import.meta.dirname, '../..');
const kills = 200;
/** Lines of processes side by side, each line on a journal of its own. */
const lanes = 4;

const outDir = join(root, 'test-results', `recorder-${process.pid}`);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

interface Told {
  readonly session: string;
  readonly last: number;
  readonly note: string | null;
}

/** Runs one process, kills it `after` ms past its first frame, and answers with the last thing it told. */
const killed = async (recorder: string, dir: string, after: number): Promise<Told> => {
  const child = spawn(process.execPath, [recorder, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let told: Told | null = null;
  let first = true;
  for await (const line of createInterface({ input: child.stdout })) {
    told = JSON.parse(line) as Told;
    if (first) void wait(after).then(() => child.kill('SIGKILL'));
    first = false;
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  if (told === null) throw new Error('the recorder said nothing');
  return told;
};

const recount = (dir: string) => {
  const db = new Libsql(join(dir, 'journal.db'));
  const rows = db
    .prepare('SELECT session, count(*) AS n, max(id) AS last FROM events GROUP BY session')
    .all() as readonly { session: string; n: number; last: number }[];
  const whole: unknown = db.prepare('PRAGMA integrity_check').get();
  db.close();
  return { whole, sessions: new Map(rows.map(({ session, n, last }) => [session, { n, last }])) };
};

describe('kill -9', () => {
  it(`takes no event that a window was told of, ${kills} times`, async () => {
    using folder = scratch();
    const recorder = await bundle({ root, entry: 'test/durability/recorder.ts', outDir });
    const told: Told[] = [];
    const lane = async (number: number): Promise<void> => {
      for (let run = number; run < kills; run += lanes) {
        const one = await killed(recorder, join(folder.dir, String(number)), Math.random() * 25);
        told.push(one);
        // Each start after the first tells that the one before ended without closing.
        if (run >= lanes) expect(one.note).toMatch(/ended without closing its last session, Scripted machine/);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
    expect(told).toHaveLength(kills);
    const kept = new Map<string, { n: number; last: number }>();
    for (let number = 0; number < lanes; number++) {
      const { whole, sessions } = recount(join(folder.dir, String(number)));
      expect(whole).toMatchObject({ integrity_check: 'ok' });
      for (const [session, counted] of sessions) kept.set(session, counted);
    }
    for (const { session, last } of told) {
      const counted = kept.get(session);
      expect(counted?.last).toBeGreaterThanOrEqual(last);
      // Without holes: what was told is all there.
      expect(counted?.n).toBe(counted?.last);
    }
    expect(told.reduce((sum, { last }) => sum + last, 0)).toBeGreaterThan(kills);
  }, 600_000);
});
