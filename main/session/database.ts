/** Opens a journal's database file for this process alone; when another one holds it, the next free name is taken. */
import { join } from 'node:path';
import type Database from 'libsql';
import { FaultError } from '../../shared/ipc/faultError.js';
import { diskFault, isLocked } from './diskFault.js';
import { schema, schemaVersion } from './journalSchema.js';
import { makeFolder } from './makeFolder.js';

export interface OpenDatabase {
  readonly db: Database.Database;
  /** Where it is kept; `:memory:` when it is kept nowhere. */
  readonly file: string;
  /** One sentence when the usual file could not be had; else null. */
  readonly note: string | null;
}

const mostInstances = 64;

const nameOf = (instance: number): string => (instance === 1 ? 'journal.db' : `journal-${instance}.db`);

const versionOf = (db: Database.Database): number => {
  const row = db.prepare('PRAGMA user_version').get();
  return typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0;
};

/** Throws SQLite's error; the connection is closed then. */
const prepare = (db: Database.Database, pages: number | null): void => {
  try {
    // Exclusive: one process writes a journal, the lock goes with the process, and no shared-memory file is needed.
    db.pragma('locking_mode=EXCLUSIVE');
    db.pragma('journal_mode=WAL');
    db.pragma('synchronous=NORMAL');
    if (pages !== null) db.pragma(`max_page_count=${pages}`);
    db.exec('BEGIN IMMEDIATE');
    const version = versionOf(db);
    if (version > schemaVersion)
      throw new Error(`it was written by a newer version of this tool (tables of version ${version})`);
    if (version === 0) db.exec(`${schema} PRAGMA user_version = ${schemaVersion};`);
    db.exec('COMMIT');
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * `dir` null keeps the journal in memory. `pages` bounds the file (4096 bytes each), null for no bound.
 * Throws {@link FaultError} when the disk is full, read-only, or the file cannot be used.
 */
export const openDatabase = async (dir: string | null, pages: number | null = null): Promise<OpenDatabase> => {
  // Loaded when the first target is opened, not at start: the binary takes tens of milliseconds.
  const { default: Libsql } = await import('libsql');
  const usual = dir === null ? ':memory:' : join(dir, nameOf(1));
  try {
    if (dir !== null) makeFolder(dir);
    for (let instance = 1; instance <= mostInstances; instance++) {
      const file = dir === null ? usual : join(dir, nameOf(instance));
      try {
        const db = new Libsql(file);
        prepare(db, pages);
        return { db, file, note: file === usual ? null : `Another Lockstep holds ${usual}; this one writes ${file}.` };
      } catch (error) {
        if (!isLocked(error)) throw new FaultError(diskFault(file, error));
      }
    }
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError(diskFault(usual, error));
  }
  throw new FaultError({
    kind: 'disk',
    text: `${mostInstances} instances hold the journals in ${dir ?? 'memory'}; close some.`,
  });
};

/**
 * Lets go of the file at once. Closing alone does not: prepared statements hold the file until they are collected,
 * and with it the lock. Leaving WAL and exclusive locking first gives the lock back.
 */
export const closeDatabase = (db: Database.Database): void => {
  try {
    db.pragma('journal_mode=DELETE');
    db.pragma('locking_mode=NORMAL');
    versionOf(db);
  } finally {
    db.close();
  }
};
