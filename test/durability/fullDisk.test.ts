/** What was told while the journal's disk is full: kept on another disk, through a kill and through an end, or counted where there is none. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../main/session/journal.js';
import { spillOf } from '../../main/session/spill.js';
import { bundle } from '../fixtures/bundle.js';
import { countsIn, clock, event, idsIn, meta, upTo } from './journals.js';
import { fullDisk, scratch } from './scratch.js';

const root = resolve(import.meta.dirname, '../..');
const outDir = join(root, 'test-results', `full-disk-${process.pid}`);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe('while the disk is full', () => {
  it('what is told is on another disk by then, and in the journal as soon as there is room', async () => {
    using disk = fullDisk();
    using other = scratch();
    const places = [other.dir];
    using journal = await openJournal({ dir: disk.dir, clock, spillPlaces: places });
    const session = journal.begin(meta);
    for (const id of upTo(10)) session.event(event(id));
    journal.keep();
    disk.fill();
    for (let id = 11; id <= 2000; id++) session.event(event(id));
    journal.keep();
    expect(journal.trouble?.message).toMatch(/the disk is full/);
    expect(journal.spill).toBe(spillOf(journal.file, places).file);
    for (let id = 2001; id <= 2010; id++) session.event(event(id));
    // As before each frame.
    journal.keep();
    const lines = readFileSync(journal.spill ?? '', 'utf8');
    for (const id of [11, 2000, 2010]) expect(lines).toContain(`\\"id\\":${id},`);
    // Nothing is missing for who reads it meanwhile, in the window or as an export.
    expect(session.last(5000).map(({ id }) => id)).toEqual(upTo(2010));
    expect(session.last(3).map(({ id }) => id)).toEqual([2008, 2009, 2010]);
    disk.free();
    journal.flush();
    expect(journal.trouble).toBeNull();
    expect(journal.spill).toBeNull();
    expect(spillOf(journal.file, places).file).toBeNull();
    journal[Symbol.dispose]();
    expect(idsIn(journal.file)).toEqual(upTo(2010));
  });

  /** In a process of its own: one that could not tidy up holds its lock until it is gone. */
  const ended = async (dir: string, place: string): Promise<string> => {
    const ender = await bundle({ root, entry: 'test/durability/ender.ts', outDir });
    return execFileSync(process.execPath, [ender, dir, place, '701'], { encoding: 'utf8' });
  };

  it('an end keeps all of it for the next start, which tells so', async () => {
    using disk = fullDisk();
    using other = scratch();
    const options = { dir: disk.dir, clock, spillPlaces: [other.dir] };
    expect(await ended(disk.dir, other.dir)).toBe('');
    const spill = spillOf(join(disk.dir, 'journal.db'), options.spillPlaces);
    expect(spill.file).not.toBeNull();
    disk.free();
    {
      using again = await openJournal(options);
      expect(again.note).toMatch(
        /^The disk took nothing when Lockstep last ran\. 700 events kept in .*\.jsonl until now are in the journal\.$/,
      );
    }
    expect(idsIn(join(disk.dir, 'journal.db'))).toEqual(upTo(701));
    expect(spill.file).toBeNull();
    using third = await openJournal(options);
    expect(third.note).toBeNull();
  });

  it('an end without any other disk counts to the row what is lost', async () => {
    using disk = fullDisk();
    // 700 events, the part of a snapshot, and the end of the session.
    expect(await ended(disk.dir, join(disk.dir, 'full-too'))).toMatch(
      /the disk is full; .* 702 rows are lost: no other disk took them\./,
    );
    disk.free();
    using journal = await openJournal({ dir: disk.dir, clock });
    expect(journal.note).toMatch(/ended without closing its last session, .* Its 1 event is kept/);
  });

  it('a kill takes nothing that a window was told of', async () => {
    using disk = fullDisk();
    const recorder = await bundle({ root, entry: 'test/durability/recorder.ts', outDir });
    const child = spawn(process.execPath, [recorder, disk.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    let told = { session: '', last: 0 };
    let since = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const one = JSON.parse(line) as { session: string; last: number; trouble: string | null };
      told = one;
      // The disk is small enough to be full soon; then a few hundred events more are told.
      if (one.trouble !== null) since += 1;
      if (since === 30) child.kill('SIGKILL');
    }
    await closed;
    expect(since).toBeGreaterThanOrEqual(30);
    disk.free();
    using journal = await openJournal({ dir: disk.dir, clock });
    expect(journal.note).toMatch(/events kept in .* until now are in the journal/);
    journal[Symbol.dispose]();
    const { n, last } = countsIn(journal.file, told.session);
    expect(last).toBeGreaterThanOrEqual(told.last);
    // Without holes, and one more: the end that the next start gave it.
    expect(n).toBe(last);
  });
});

describe('a file of rows on another disk', () => {
  const rows = [['close', 1, 'a1'] as const, ['close', 2, 'ä"\n'] as const];

  it('is passed over where it is cut off or no rows at all', () => {
    using other = scratch();
    const spill = spillOf('/nowhere/journal.db', [other.dir]);
    expect(spill.append(rows)).toBe(true);
    const file = spill.file ?? '';
    const fd = openSync(file, 'a');
    writeSync(fd, '{}\n["drop", 1]\n["close", 1]\n["close", {}, 1]\n["close", 3, "a');
    closeSync(fd);
    expect(spill.append([['close', 4, 'a1']])).toBe(true);
    expect([...spill.rows()]).toEqual([...rows, ['close', 4, 'a1']]);
    spill.clear();
    expect([...spill.rows()]).toEqual([]);
  });

  it('lies in a folder that nobody else can write or read', () => {
    using other = scratch();
    const spill = spillOf('/nowhere/journal.db', [other.dir]);
    spill.append(rows);
    const folder = join(spill.file ?? '', '..');
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(spill.file ?? '').mode & 0o077).toBe(0);
  });
});
