/** Deals with a journal file that is cut off or corrupt: sets it aside under a name that says so, and keeps what can be read of it. */
import { closeSync, copyFileSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'libsql';
import { type Salvaged, salvage } from './salvage.js';

type Libsql = new (path: string) => Database.Database;

/** Files up to this size are checked whole when they are opened (about 2 ms a megabyte); larger ones when a page is touched. */
const mostChecked = 16 * 1024 * 1024;

/** A cut-off file is filled up to this length at most, in bytes; as a hole, it takes no room. */
const mostFilled = 64 * 1024 ** 3;

/** Thrown when a look at the whole file finds it damaged; SQLite's own errors carry the same code. */
const damaged = (what: string): Error => Object.assign(new Error(what), { code: 'SQLITE_CORRUPT' });

/** Throws for a file shorter than any database, which SQLite would take for an empty one. `size` in bytes. */
export const checkHeader = (size: number): void => {
  if (size > 0 && size < 512) throw damaged('the file is cut off within its header');
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

/**
 * Fills a cut-off file up with zeros to the length its header names: without that SQLite refuses all of it, with it
 * only the pages that are missing.
 */
const fillUp = (file: string): void => {
  const header = Buffer.alloc(100);
  const fd = openSync(file, 'r+');
  try {
    if (readSync(fd, header, 0, 100, 0) < 100) return;
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const length = pageSize * header.readUInt32BE(28);
    // A header that is damaged itself may name any length.
    if (length > fstatSync(fd).size && length <= mostFilled) ftruncateSync(fd, length);
  } finally {
    closeSync(fd);
  }
};

/** Puts what can be read of the file set aside into the new journal, which has its tables already. */
export const salvageFrom = (libsql: Libsql, aside: string, into: Database.Database): Salvaged => {
  // A copy is read: what is set aside stays as it was found.
  const copy = `${aside}.reading`;
  const log = `${aside}-wal`;
  let from: Database.Database | null = null;
  try {
    copyFileSync(aside, copy);
    if (existsSync(log)) copyFileSync(log, `${copy}-wal`);
    fillUp(copy);
    from = opened(libsql, copy);
    return from === null ? { sessions: 0, events: 0 } : salvage(from, into);
  } finally {
    from?.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
};

const opened = (libsql: Libsql, file: string): Database.Database | null => {
  try {
    return new libsql(file);
  } catch {
    // Not even opened: nothing can be read of it. The caller tells that nothing was kept.
    return null;
  }
};

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${number === 1 ? what : `${what}s`}`;

/** What the person is told of it. */
export const damageNote = (file: string, aside: string, { sessions, events }: Salvaged): string => {
  const kept =
    events === 0
      ? 'Nothing in it could be read'
      : `${count(events, 'event')} of ${count(sessions, 'session')} could be read and are kept`;
  return `The journal ${file} was damaged. ${kept}; the damaged file is set aside as ${aside}.`;
};
