/** What a journal does on a disk that is full or read-only, when two processes want the same file, and after an end without closing. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../main/session/journal.js';
import { labFixture } from '../fixtures/labFixture.js';
import { devpath, scriptedWire } from '../fixtures/scriptedWire.js';
import { clock, event, idsIn, meta, upTo } from './journals.js';
import { fullDisk, readOnlyFolder, scratch } from './scratch.js';

describe('a full disk', () => {
  it('is told, refuses writes to real machines, and loses nothing when there is room again', async () => {
    using disk = fullDisk();
    const wire = scriptedWire();
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire), dataDir: disk.dir });
    const session = await lab.open('local:');
    await lab.call('session.arm', { session, armed: true });
    disk.fill();
    for (let number = 0; number < 500; number++)
      wire.say({ seqnum: number, action: 'change', devpath, env: { FILL: 'x'.repeat(300) } });
    await expect.poll(() => lab.seen(session).status.journalTrouble).toMatch(/the disk is full; make room/);
    const write = { session, path: `${devpath}/trust`, value: '0', predicted: null, ownBranch: false, op: 'w' };
    expect(await lab.handle('session.write', write)).toMatchObject({ ok: false, fault: { kind: 'disk' } });
    expect(wire.written).toEqual([]);
    disk.free();
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
