/** What a journal does with a file that is cut off, overwritten or no journal at all: what can be read is kept, and the rest set aside. */
import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../main/session/journal.js';
import { clock, event, idsIn, meta, upTo, written } from './journals.js';
import { scratch } from './scratch.js';

const asideIn = (dir: string): string =>
  join(dir, readdirSync(dir).find((name) => /^journal-damaged-.*\.db$/.test(name)) ?? '');

describe('a damaged file', () => {
  const events = 3000;

  // The first page holds nothing of the sessions; from there on, what is left of the file is what is left of the events.
  it.each([0.02, 0.1, 0.2, 0.33, 0.5, 0.66, 0.8, 0.9, 0.97, 0.999])(
    'that is cut off at %d of its length keeps what is readable, and is told',
    async (share) => {
      using folder = scratch();
      const file = await written(folder.dir, events);
      const size = Math.floor(statSync(file).size * share);
      truncateSync(file, size);
      {
        using journal = await openJournal({ dir: folder.dir, clock });
        expect(journal.note).toMatch(
          /was damaged\. [\d,]+ events? of 1 session could be read and are kept; .*journal-damaged-/,
        );
        expect(journal.trouble).toBeNull();
      }
      const aside = asideIn(folder.dir);
      expect(statSync(aside).size).toBe(size);
      const kept = idsIn(file);
      expect(kept.length).toBeGreaterThan(events * share * 0.9 - 60);
      // Nothing is made up; the last one closes the session that lost its end.
      expect(kept.every((id) => id >= 1 && id <= events + 1)).toBe(true);
    },
  );

  it('that is cut off anywhere opens, and keeps more the more is left', async () => {
    using folder = scratch();
    const file = await written(folder.dir, 400);
    const whole = readFileSync(file);
    let before = 0;
    for (let size = 1; size < whole.length; size += 3_777) {
      using place = scratch();
      const cut = join(place.dir, 'journal.db');
      writeFileSync(cut, whole.subarray(0, size));
      {
        using journal = await openJournal({ dir: place.dir, clock });
        expect(journal.note).toContain('was damaged');
      }
      const kept = idsIn(cut).length;
      expect(kept).toBeGreaterThanOrEqual(before - 1);
      before = kept;
    }
    expect(before).toBeGreaterThan(350);
  });

  it('whose log is whole keeps what stands in the log, however little is left of the file', async () => {
    using folder = scratch();
    using place = scratch();
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      const session = journal.begin(meta);
      for (let id = 1; id <= 500; id++) session.event(event(id));
      journal.flush(true);
      // As a kill leaves them: nothing is folded in yet.
      for (const end of ['', '-wal']) copyFileSync(`${journal.file}${end}`, join(place.dir, `journal.db${end}`));
    }
    const file = join(place.dir, 'journal.db');
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(100_000);
    truncateSync(file, 0);
    {
      using journal = await openJournal({ dir: place.dir, clock });
      expect(journal.note).toContain('500 events of 1 session could be read and are kept');
    }
    expect(idsIn(file).slice(0, 500)).toEqual(upTo(500));
    expect(statSync(`${asideIn(place.dir)}-wal`).size).toBeGreaterThan(100_000);
  });

  it('whose first half is gone keeps what the second half holds, under a name that says so', async () => {
    using folder = scratch();
    const file = await written(folder.dir, events);
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.alloc(4096 * 100), 0, 4096 * 100, 0);
    closeSync(fd);
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      const [, count] = /was damaged\. (1,\d{3}) events of 1 session/.exec(journal.note ?? '') ?? [];
      expect(journal.note).toContain(`Recovered session (unknown:). Its ${count} events are kept.`);
    }
    expect(idsIn(file)).toContain(events);
  });

  it('with long events keeps those whose every page is there', async () => {
    using folder = scratch();
    {
      using journal = await openJournal({ dir: folder.dir, clock });
      const session = journal.begin(meta);
      for (let id = 1; id <= 60; id++) session.event(event(id, 20_000));
      session.close(2);
    }
    const file = join(folder.dir, 'journal.db');
    truncateSync(file, statSync(file).size / 2);
    (await openJournal({ dir: folder.dir, clock }))[Symbol.dispose]();
    const db = new Libsql(file);
    const rows = db.prepare("SELECT body FROM events WHERE kind = 'console'").all() as readonly { body: string }[];
    db.close();
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.length).toBeLessThan(35);
    for (const { body } of rows) expect(JSON.parse(body)).toMatchObject({ text: 'x'.repeat(20_000) });
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
