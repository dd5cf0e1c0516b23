/** Reads what is readable of a damaged journal, row by row around what is not, into a new one. */
import type Database from 'libsql';
import { columnsOf, type TableName } from './journalSchema.js';

export interface Salvaged {
  readonly sessions: number;
  readonly events: number;
}

type Cell = string | number | null;
type Row = readonly Cell[];

/** Rows asked for at once; after an error each key of the batch is tried alone. */
const batch = 200;
/** This many keys in a row that cannot be read: the rest of the table is given up. */
const mostUnreadable = 4_000;

const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'string' || typeof value === 'number';

const cellsOf = (row: unknown, columns: readonly string[]): Row => {
  if (typeof row !== 'object' || row === null) throw new Error('a journal row is no row');
  const cells = new Map(Object.entries(row));
  return columns.map((column) => {
    const cell: unknown = cells.get(column);
    if (!isCell(cell)) throw new Error(`a journal row has no ${column}`);
    return cell;
  });
};

/** The rows, or null when the file cannot give them. */
const attempt = (statement: Database.Statement | null, ...values: readonly Cell[]): readonly unknown[] | null => {
  try {
    return statement === null ? null : statement.all(...values);
  } catch {
    // A page that cannot be read: this is what salvaging is about. The caller goes around it.
    return null;
  }
};

const prepared = (db: Database.Database, text: string): Database.Statement | null => {
  try {
    return db.prepare(text);
  } catch {
    // The schema itself cannot be read: there is nothing to go by.
    return null;
  }
};

/** Walks dense whole-number keys from 1: batches where the file reads, single keys where it does not. */
const walk = (
  next: (first: number) => readonly unknown[] | null,
  one: (key: number) => readonly unknown[] | null,
  take: (row: unknown) => number,
): void => {
  let unreadable = 0;
  for (let first = 1; unreadable < mostUnreadable; ) {
    const rows = next(first);
    if (rows !== null) {
      if (rows.length === 0) return;
      for (const row of rows) first = Math.max(first, take(row) + 1);
      unreadable = 0;
      continue;
    }
    for (let key = first; key < first + batch; key++) {
      const found = one(key);
      if (found !== null && found.length > 0) unreadable = 0;
      else unreadable++;
      for (const row of found ?? []) take(row);
    }
    first += batch;
  }
};

/** Names of the sessions a table has rows of, as far as its pages read. */
const sessionsIn = (from: Database.Database, table: TableName): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const [step, order] of [
    ['>', 'ASC'],
    ['<', 'DESC'],
  ] as const) {
    const statement = prepared(
      from,
      `SELECT session FROM ${table} WHERE session ${step} ? ORDER BY session ${order} LIMIT 1`,
    );
    for (let at = step === '>' ? '' : '\uffff'; ; ) {
      const [row] = attempt(statement, at) ?? [];
      if (row === undefined) break;
      const [session] = cellsOf(row, ['session']);
      if (typeof session !== 'string') break;
      found.add(session);
      at = session;
    }
  }
  return found;
};

/**
 * `into` has the tables, empty. Everything is one transaction: after a crash here the old file is still there.
 * Throws what `into` throws; errors of `from` only cost the rows that cannot be read.
 */
export const salvage = (from: Database.Database, into: Database.Database): Salvaged => {
  const inserts = (table: TableName) => {
    const columns = columnsOf[table];
    const marks = columns.map(() => '?').join(', ');
    const statement = into.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
    return (row: Row): void => void statement.run(...row);
  };
  const sessions = new Set<string>();
  const putSession = inserts('sessions');
  let events = 0;

  const copySessions = (): void => {
    const named = `SELECT rowid AS number, ${columnsOf.sessions.join(', ')} FROM sessions`;
    const next = prepared(from, `${named} WHERE rowid >= ? ORDER BY rowid LIMIT ${batch}`);
    const one = prepared(from, `${named} WHERE rowid = ?`);
    walk(
      (first) => attempt(next, first),
      (key) => attempt(one, key),
      (row) => {
        const cells = cellsOf(row, columnsOf.sessions);
        sessions.add(String(cells[0]));
        putSession(cells);
        return Number(cellsOf(row, ['number'])[0]);
      },
    );
  };

  const copyRows = (table: 'events' | 'snapshots' | 'verdicts', key: 'id' | 'number' | 'event'): void => {
    const columns = columnsOf[table];
    const put = inserts(table);
    const named = `SELECT ${columns.join(', ')} FROM ${table} WHERE session = ?`;
    const next = prepared(from, `${named} AND ${key} >= ? ORDER BY ${key} LIMIT ${batch}`);
    const one = prepared(from, `${named} AND ${key} = ?`);
    for (const session of new Set([...sessions, ...sessionsIn(from, table)])) {
      if (!sessions.has(session)) {
        // Its own row is lost: what is left of it stands under a name that says so.
        putSession([session, 'unknown:', 'Recovered session', 0, null]);
        sessions.add(session);
      }
      walk(
        (first) => attempt(next, session, first),
        (number) => attempt(one, session, number),
        (row) => {
          put(cellsOf(row, columns));
          if (table === 'events') events++;
          return Number(cellsOf(row, [key])[0]);
        },
      );
    }
  };

  into.exec('BEGIN IMMEDIATE');
  try {
    copySessions();
    copyRows('events', 'id');
    copyRows('snapshots', 'number');
    copyRows('verdicts', 'event');
    into.exec('COMMIT');
  } catch (error) {
    if (into.inTransaction) into.exec('ROLLBACK');
    throw error;
  }
  return { sessions: sessions.size, events };
};
