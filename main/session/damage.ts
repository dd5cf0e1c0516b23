/** Deals with a journal file that is cut off or corrupt: sets it aside under a name that says so, and keeps what can be read of it. */
import { grouped } from '../../shared/facts/grouped.js';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'libsql';
import { openPages } from './pages.js';
import { type Salvaged, salvage } from './salvage.js';

/** Files up to this size are checked whole when they are opened (about 2 ms a megabyte); larger ones when a page is touched. */
const mostChecked = 16 * 1024 * 1024;

/** Thrown when a look at the whole file finds it damaged; SQLite's own errors carry the same code. */
const damaged = (what: string): Error => Object.assign(new Error(what), { code: 'SQLITE_CORRUPT' });

/**
 * Throws for a file shorter than any database, which SQLite would take for an empty one, and throw its log away.
 * Sizes in bytes; 0 for a file that is not there.
 */
export const checkHeader = (size: number, logSize: number): void => {
  if (size < 512 && size + logSize > 0) throw damaged('the file is cut off within its header');
};

/** Throws when the file is damaged. `size` in bytes. */
export const checkWhole = (db: Database.Database, size: number): void => {
  if (size > mostChecked) return;
  const row: unknown = db.prepare('PRAGMA quick_check(1)').get();
  const word = typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
  if (word !== 'ok') throw damaged(String(word));
};

/** The first free name beside `file`: `journal-damaged-2026-11-24T22-40-07Z.db`. */
const asideName = (file: string, now: number): string => {
  const stem = basename(file, '.db');
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  for (let number = 1; ; number++) {
    const name = join(dirname(file), `${stem}-damaged-${time}Z${number === 1 ? '' : `-${number}`}.db`);
    if (!existsSync(name)) return name;
  }
};

/**
 * Copies the file with its log to the new name and removes it from the old one: a copy, because locks of a connection
 * that was just closed still hold the old file. Throws the file system's error, and leaves the file where it was.
 */
export const setAside = (file: string, now: number): string => {
  const aside = asideName(file, now);
  const log = `${file}-wal`;
  copyFileSync(file, aside);
  if (existsSync(log)) copyFileSync(log, `${aside}-wal`);
  for (const old of [file, log, `${file}-shm`]) rmSync(old, { force: true });
  return aside;
};

/** Puts what can be read of the file set aside into the new journal, which has its tables already. */
export const salvageFrom = (aside: string, into: Database.Database): Salvaged => {
  const log = `${aside}-wal`;
  using from = openPages(aside, existsSync(log) ? log : null);
  return salvage(from, into);
};

const count = (number: number, what: string): string => `${grouped(number)} ${number === 1 ? what : `${what}s`}`;

/** What the person is told of it. */
export const damageNote = (file: string, aside: string, { sessions, events }: Salvaged): string => {
  const kept =
    events === 0
      ? 'Nothing in it could be read'
      : `${count(events, 'event')} of ${count(sessions, 'session')} could be read and are kept`;
  return `The journal ${file} was damaged. ${kept}; the damaged file is set aside as ${aside}.`;
};
