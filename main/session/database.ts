/** Opens a journal's database file for this process alone; when another one holds it, the next free name is taken. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type Database from 'libsql';
import { FaultError } from '../../shared/ipc/faultError.js';
import { checkHeader, checkWhole, damageNote, salvageFrom, setAside } from './damage.js';
import { diskFault, isDamaged, isDiskError, isLocked } from './diskFault.js';
import { schema, schemaVersion } from './journalSchema.js';
import { makeFolder } from './makeFolder.js';

export interface OpenDatabase {
  readonly db: Database.Database;
  /** Where it is kept; `:memory:` when it is kept nowhere. */
  readonly file: string;
  /** What the person should know of it: another file than usual, a damaged one set aside. Often empty. */
  readonly notes: readonly string[];
  /**
   * For a file that turns out damaged while it is used: sets it aside, and opens a new one with what could be read.
   * Throws {@link FaultError}.
   */
  repair(): OpenDatabase;
}

export interface DatabaseOptions {
  /** Null keeps the journal in memory. */
  readonly dir: string | null;
  /** Bounds the file, 4096 bytes each; null for no bound. */
  readonly pages: number | null;
  /** Milliseconds since the epoch; names a damaged file. */
  readonly now: () => number;
}

type Libsql = new (path: string) => Database.Database;

const mostInstances = 64;

const nameOf = (instance: number): string => (instance === 1 ? 'journal.db' : `journal-${instance}.db`);

const versionOf = (db: Database.Database): number => {
  const row = db.prepare('PRAGMA user_version').get();
  return typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0;
};

/** Size in bytes; 0 when there is no file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Throws SQLite's error; the connection is closed then. */
const prepare = (db: Database.Database, size: number, pages: number | null): void => {
  try {
    // Exclusive: one process writes a journal, the lock goes with the process, and no shared-memory file is needed.
    db.pragma('locking_mode=EXCLUSIVE');
    db.pragma('journal_mode=WAL');
    db.pragma('synchronous=NORMAL');
    // 16 MB of log before it is folded in: folding waits for the disk, and stalls who records.
    db.pragma('wal_autocheckpoint=4000');
    if (pages !== null) db.pragma(`max_page_count=${pages}`);
    db.exec('BEGIN IMMEDIATE');
    const version = versionOf(db);
    if (version > schemaVersion)
      throw new Error(`it was written by a newer version of this tool (tables of version ${version})`);
    if (version === 0) db.exec(`${schema} PRAGMA user_version = ${schemaVersion};`);
    db.exec('COMMIT');
    checkWhole(db, size);
  } catch (error) {
    db.close();
    throw error;
  }
};

const opener = (libsql: Libsql, { pages, now }: DatabaseOptions) => {
  const open = (file: string): Database.Database => {
    const size = sizeOf(file);
    checkHeader(size, sizeOf(`${file}-wal`));
    const db = new libsql(file);
    prepare(db, size, pages);
    return db;
  };

  const repaired = (file: string, notes: readonly string[]): OpenDatabase => {
    try {
      const aside = setAside(file, now());
      const db = open(file);
      return opened(db, file, [...notes, damageNote(file, aside, salvageFrom(aside, db))]);
    } catch (error) {
      throw error instanceof FaultError ? error : new FaultError(diskFault(file, error));
    }
  };

  const opened = (db: Database.Database, file: string, notes: readonly string[]): OpenDatabase => ({
    db,
    file,
    notes,
    repair() {
      db.close();
      return repaired(file, notes);
    },
  });

  /** Throws SQLite's error when another process holds it, else {@link FaultError}. */
  return (file: string, notes: readonly string[]): OpenDatabase => {
    try {
      return opened(open(file), file, notes);
    } catch (error) {
      if (isLocked(error)) throw error;
      if (isDamaged(error) && file !== memory) return repaired(file, notes);
      throw new FaultError(diskFault(file, error));
    }
  };
};

const memory = ':memory:';

/** Throws {@link FaultError} when the disk is full, read-only, or the file cannot be used. A damaged file is set aside. */
export const openDatabase = async (options: DatabaseOptions): Promise<OpenDatabase> => {
  // Loaded when the first target is opened, not at start: the binary takes tens of milliseconds.
  const { default: libsql } = await import('libsql');
  // Loading and opening take some 30 ms each on a slow disk: whoever waits for this process has its turn in between.
  await setImmediate();
  const open = opener(libsql, options);
  const { dir } = options;
  if (dir === null) return open(memory, []);
  const usual = join(dir, nameOf(1));
  try {
    makeFolder(dir);
  } catch (error) {
    throw new FaultError(diskFault(usual, error));
  }
  for (let instance = 1; instance <= mostInstances; instance++) {
    const file = join(dir, nameOf(instance));
    try {
      return open(file, instance === 1 ? [] : [`Another Lockstep holds ${usual}; this one writes ${file}.`]);
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
  }
  throw new FaultError({ kind: 'disk', text: `${mostInstances} instances hold the journals in ${dir}; close some.` });
};

/**
 * Lets go of the file at once. Closing alone does not: prepared statements hold the file until they are collected,
 * and with it the lock. Leaving WAL and exclusive locking first gives the lock back.
 * When the disk does not let the log be folded in, the log stays beside the file: the next start reads it.
 */
export const closeDatabase = (db: Database.Database): void => {
  try {
    db.pragma('journal_mode=DELETE');
    db.pragma('locking_mode=NORMAL');
    versionOf(db);
  } catch (error) {
    // Committed rows are in the log; only the tidying failed. A bug of ours would not be an error of SQLite.
    if (!isDiskError(error)) throw error;
  } finally {
    db.close();
  }
};
