/** What a journal does on a disk that is full, read-only, cut off or corrupt, and when two processes want the same file. */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import { systemClock } from '../../main/session/clock.js';
import { openJournal } from '../../main/session/journal.js';
import { labFixture } from '../fixtures/labFixture.js';
import { devpath, scriptedWire } from '../fixtures/scriptedWire.js';
import { readOnlyFolder, scratch, smallDisk } from './scratch.js';

const clock = systemClock;
const meta = { id: 'a1', uri: 'local:', title: 'Bench machine', openedAt: 1 };
const event = (id: number, length = 200): LabEvent => ({
  id,
  kind: 'console',
  text: 'x'.repeat(length),
  seenAt: id,
  happenedAt: null,
  device: null,
  cause: null,
});

const idsIn = (file: string): readonly number[] => {
  const db = new Libsql(file);
  try {
    const rows = db.prepare("SELECT id FROM events WHERE session = 'a1' ORDER BY id").all() as readonly {
      id: number;
    }[];
    return rows.map(({ id }) => id);
  } finally {
    db.close();
  }
};
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

/** A journal of `events` events, closed in good order. */
const written = async (dir: string, events: number): Promise<string> => {
  using journal = await openJournal({ dir, clock });
  const session = journal.begin(meta);
  for (let id = 1; id <= events; id++) session.event(event(id));
  session.close(2);
  return journal.file;
};

describe('a full disk', () => {
  it('is told, refuses writes to real machines, and loses nothing when there is room again', async () => {
    using disk = smallDisk(2048);
    if (disk === null) {
      // Who may not mount has a journal that is bounded instead: the same answer of SQLite.
      using folder = scratch();
      using journal = await openJournal({ dir: folder.dir, clock, pages: 40 });
      const session = journal.begin(meta);
      for (let id = 1; id <= 2000; id++) session.event(event(id));
      expect(() => journal.flush(true)).toThrow(/the disk is full/);
      return;
    }
    const wire = scriptedWire();
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire), dataDir: disk.dir });
    const session = await lab.open('local:');
    await lab.call('session.arm', { session, armed: true });
    const ballast = join(disk.dir, 'ballast');
    const fd = openSync(ballast, 'w');
    expect(() => {
      for (;;) writeSync(fd, Buffer.alloc(4096));
    }).toThrow(/ENOSPC/);
    closeSync(fd);
    for (let number = 0; number < 500; number++)
      wire.say({ seqnum: number, action: 'change', devpath, env: { FILL: 'x'.repeat(300) } });
    await expect.poll(() => lab.seen(session).status.journalTrouble).toMatch(/the disk is full; make room/);
    const write = { session, path: `${devpath}/trust`, value: '0', predicted: null, ownBranch: false, op: 'w' };
    expect(await lab.handle('session.write', write)).toMatchObject({ ok: false, fault: { kind: 'disk' } });
    expect(wire.written).toEqual([]);
    rmSync(ballast);
    // By itself, without another event.
    await expect.poll(() => lab.seen(session).status.journalTrouble, { timeout: 5000 }).toBeNull();
    const told = lab.events(session).length;
    await lab.call('session.close', { session });
    await lab[Symbol.asyncDispose]();
    const db = new Libsql(join(disk.dir, 'journal.db'));
    const row: unknown = db.prepare('SELECT count(*) AS n, max(id) AS last FROM events').get();
    db.close();
    const { n, last } = row as { n: number; last: number };
    expect(n).toBe(last);
    expect(n).toBeGreaterThanOrEqual(told);
  });
});

describe('a read-only disk', () => {
  it('is a fault that says what to do, and what is on it stays as it was', async () => {
    using folder = readOnlyFolder((dir) => writeFileSync(join(dir, 'other'), 'mine'));
    await using lab = await labFixture({ dataDir: folder.dir });
    expect(await lab.handle('session.open', { uri: 'sim:' })).toMatchObject({
      ok: false,
      fault: { kind: 'disk', text: expect.stringMatching(/LOCKSTEP_DATA|cannot be opened/) },
    });
    expect(readdirSync(folder.dir)).toEqual(['other']);
  });
});

describe('two instances', () => {
  it('each keep all of their own, and the second is told which file it writes', async () => {
    using folder = scratch();
    await using one = await labFixture({ dataDir: folder.dir });
    await using other = await labFixture({ dataDir: folder.dir });
    const [a, b] = [await one.open('sim:'), await other.open('sim:')];
    expect(one.seen(a).status.journalNote).toBeNull();
    expect(other.seen(b).status.journalNote).toMatch(
      /Another Lockstep holds .*journal\.db; this one writes .*journal-2\.db/,
    );
    expect(other.events(b)[0]).toMatchObject({ kind: 'opened', text: expect.stringContaining('Another Lockstep') });
    await one.write(a, 'bus/pci/devices/0000:01:00.0/trust', '2');
    await other.write(b, 'bus/pci/devices/0000:01:00.0/trust', '3');
    expect(readdirSync(folder.dir)).toEqual(expect.arrayContaining(['journal.db', 'journal-2.db']));
  });
});

describe('a damaged file', () => {
  const events = 3000;

  it.each([0.9, 0.97])('that is cut off at %d of its length keeps what is readable, and is told', async (share) => {
    using folder = scratch();
    const file = await written(folder.dir, events);
    const size = Math.floor(statSync(file).size * share);
    truncateSync(file, size);
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      expect(journal.note).toMatch(
        /was damaged\. [\d,]+ events of 1 session could be read and are kept; .*journal-damaged-/,
      );
      expect(journal.trouble).toBeNull();
    }
    const aside = readdirSync(folder.dir).find((name) => name.startsWith('journal-damaged-')) ?? '';
    expect(statSync(join(folder.dir, aside)).size).toBeGreaterThanOrEqual(size);
    const kept = idsIn(file);
    expect(kept.length).toBeGreaterThan(events * share * 0.8);
    // Nothing is made up.
    expect(kept.every((id) => id >= 1 && id <= events)).toBe(true);
  });

  it('with one overwritten page keeps the events of all the others', async () => {
    using folder = scratch();
    const file = await written(folder.dir, events);
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 60);
    closeSync(fd);
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      expect(journal.note).toContain('was damaged');
    }
    const kept = idsIn(file);
    expect(kept.length).toBeLessThan(events);
    expect(kept.length).toBeGreaterThan(events - 40);
    expect(kept.at(-1)).toBe(events);
  });

  it.each([
    ['one byte', (text: Buffer) => text.subarray(0, 1)],
    ['half a header', (text: Buffer) => text.subarray(0, 50)],
    ['zeros', (text: Buffer) => Buffer.alloc(text.length)],
    ['noise', (text: Buffer) => Buffer.from(text.map((byte, index) => byte ^ (index * 131 + 7)))],
  ])('of nothing but %s is set aside, and a new one begun', async (_what, damage) => {
    using folder = scratch();
    const file = await written(folder.dir, 10);
    writeFileSync(file, damage(readFileSync(file)));
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      expect(journal.note).toMatch(/Nothing in it could be read/);
      const session = journal.begin(meta);
      for (const id of upTo(20)) session.event(event(id));
      journal.flush(true);
      expect(journal.trouble).toBeNull();
    }
    expect(idsIn(file).slice(0, 20)).toEqual(upTo(20));
  });

  it('found while it is used is repaired under the open session, which loses nothing', async () => {
    using folder = scratch();
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      const session = journal.begin(meta);
      const told: string[] = [];
      using _listening = journal.onChange(() => void told.push(journal.note ?? ''));
      session.event(event(1));
      journal.flush(true);
      // What another program writes over a file that is open.
      const fd = openSync(journal.file, 'r+');
      writeSync(fd, Buffer.alloc(statSync(journal.file).size, 0xff));
      closeSync(fd);
      const log = `${journal.file}-wal`;
      truncateSync(log, 0);
      for (let id = 2; id <= 4000; id++) session.event(event(id, 900));
      journal.flush(true);
      expect(journal.trouble).toBeNull();
      session.close(9);
    }
    const ids = idsIn(join(folder.dir, 'journal.db'));
    expect(ids.at(-1)).toBe(4000);
  });
});

describe('a session left open', () => {
  it('is closed at the next start, keeps its events, and is told once', async () => {
    using folder = scratch();
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      const session = journal.begin(meta);
      for (const id of upTo(5)) session.event(event(id));
    }
    {
      await using lab = await labFixture({ dataDir: folder.dir });
      const session = await lab.open('sim:');
      const note = 'Lockstep ended without closing its last session, Bench machine (local:). Its 5 events are kept.';
      expect(lab.seen(session).status.journalNote).toBe(note);
      expect(lab.events(session)[0]).toMatchObject({ kind: 'opened', text: expect.stringContaining(note) });
    }
    expect(idsIn(join(folder.dir, 'journal.db'))).toEqual(upTo(6));
    using again = await openJournal({ dir: folder.dir, clock });
    expect(again.note).toBeNull();
  });
});
