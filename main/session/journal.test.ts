import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import { systemClock } from './clock.js';
import { openJournal } from './journal.js';

const opened = (id: number, text = 'opened'): LabEvent => ({
  id,
  kind: 'opened',
  text,
  seenAt: 1000 + id,
  happenedAt: null,
  device: null,
  cause: null,
});
const meta = { id: 'a1', uri: 'sim:', title: 'Simulated lab', openedAt: 1 };
const clock = systemClock;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lockstep-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('openJournal', () => {
  it('keeps events over a restart, in order, with what each of them says', async () => {
    {
      using journal = await openJournal({ dir, clock });
      const session = journal.begin(meta);
      for (let id = 1; id <= 1200; id++) session.event(opened(id));
      session.close(5);
    }
    const { default: Libsql } = await import('libsql');
    const db = new Libsql(join(dir, 'journal.db'));
    expect(db.prepare('SELECT count(*) AS n, min(id) AS first, max(id) AS last FROM events').get()).toMatchObject({
      n: 1200,
      first: 1,
      last: 1200,
    });
    expect(db.prepare('SELECT uri, closedAt FROM sessions').get()).toMatchObject({ uri: 'sim:', closedAt: 5 });
    db.close();
  });

  it('gives back the last events, those not yet on disk included', async () => {
    using journal = await openJournal({ dir, clock });
    const session = journal.begin(meta);
    for (let id = 1; id <= 10; id++) session.event(opened(id));
    expect(session.last(3).map(({ id }) => id)).toEqual([8, 9, 10]);
    expect(session.last(1)).toEqual([opened(10)]);
  });

  it('keeps a verdict in its own table too, with author and reason', async () => {
    using journal = await openJournal({ dir, clock });
    const session = journal.begin(meta);
    session.event({
      ...opened(1),
      kind: 'verdict',
      device: null,
      verdict: 'accept',
      author: 'Mara',
      reason: 'The measurements match the sheet.',
    });
    session.snapshot({ kind: 'delta', at: 3, devices: [], removed: [], readings: {} }, 3);
    journal.flush(true);
    expect(journal.trouble).toBeNull();
  });

  it('commits by itself after a few milliseconds', async () => {
    using journal = await openJournal({ dir, clock });
    journal.begin(meta).event(opened(1));
    await expect.poll(() => existsSync(join(dir, 'journal.db-wal'))).toBe(true);
    expect(journal.trouble).toBeNull();
  });

  it('takes the next name when another instance holds the file, and says so', async () => {
    using first = await openJournal({ dir, clock });
    using second = await openJournal({ dir, clock });
    expect(first.note).toBeNull();
    expect(second.file).toBe(join(dir, 'journal-2.db'));
    expect(second.note).toContain('Another Lockstep holds');
    second.begin(meta);
    second.flush();
    expect(readdirSync(dir)).toContain('journal-2.db');
  });

  it('keeps what its disk does not take where no other instance finds it', async () => {
    const other = mkdtempSync(join(tmpdir(), 'lockstep-spill-'));
    const options = { dir, clock, pages: 20, spillPlaces: [other] };
    {
      using first = await openJournal(options);
      first.begin(meta).event(opened(1, 'x'.repeat(200_000)));
      expect(() => first.flush()).toThrow(FaultError);
      const kept = first.spill;
      expect(kept).toContain(other);
      // It writes a file of its own, and takes, closes and clears nothing of the first one's.
      using second = await openJournal({ ...options, pages: 5000 });
      expect(second.file).toBe(join(dir, 'journal-2.db'));
      expect(second.spill).toBeNull();
      expect(first.spill).toBe(kept);
    }
    using later = await openJournal({ ...options, pages: 5000 });
    expect(later.file).toBe(join(dir, 'journal.db'));
    expect(later.note).toContain('are in the journal');
    rmSync(other, { recursive: true });
  });

  it('sets a file aside that is no journal, and says so', async () => {
    const text = 'not a database at all, but long enough to look at'.repeat(100);
    writeFileSync(join(dir, 'journal.db'), text);
    using journal = await openJournal({ dir, clock });
    expect(journal.note).toMatch(/was damaged\. Nothing in it could be read; the damaged file is set aside as /);
    const aside = readdirSync(dir).find((name) => /^journal-damaged-.*Z\.db$/.test(name));
    expect(readFileSync(join(dir, aside ?? ''), 'utf8')).toBe(text);
    journal.begin(meta).event(opened(1));
    journal.flush(true);
  });

  it('says that a file stands where the folder should be', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(openJournal({ dir: join(dir, 'file'), clock })).rejects.toThrow(
      /a file stands where the folder should be/,
    );
  });

  it('says that a file of a newer version is newer', async () => {
    const { default: Libsql } = await import('libsql');
    const db = new Libsql(join(dir, 'journal.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(openJournal({ dir, clock })).rejects.toThrow(/newer version of this tool/);
  });

  it('tells of a full disk, loses nothing of what it had, and goes on when there is room', async () => {
    const other = mkdtempSync(join(tmpdir(), 'lockstep-spill-'));
    using journal = await openJournal({ dir, clock, pages: 20, spillPlaces: [other] });
    const session = journal.begin(meta);
    session.event(opened(1, 'x'.repeat(200_000)));
    expect(() => journal.flush()).toThrow(FaultError);
    expect(journal.trouble?.fault).toEqual({ kind: 'disk', text: expect.stringContaining('the disk is full') });
    expect(journal.spill).toContain(other);
    expect(session.last(1)).toHaveLength(1);
    expect(() => journal.flush(true)).toThrow(/the disk is full/);
    rmSync(other, { recursive: true });
  });

  it('keeps a journal in memory when asked to keep it nowhere', async () => {
    using journal = await openJournal({ dir: null, clock });
    const session = journal.begin(meta);
    session.event(opened(1));
    expect(session.last(5)).toHaveLength(1);
    expect(journal.file).toBe(':memory:');
  });
});
