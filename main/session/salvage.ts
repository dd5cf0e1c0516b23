/** Reads what is readable of a damaged journal, page by page and without its trees, into a new one. */
import type Database from 'libsql';
import { recoveredSession } from './journalRows.js';
import { columnsOf, type TableName } from './journalSchema.js';
import type { Pages } from './pages.js';
import { unpacked } from './snapshotBody.js';
import { type Cell, recordsOn, type Row } from './records.js';

export interface Salvaged {
  readonly sessions: number;
  readonly events: number;
}

const isText = (cell: Cell | undefined): cell is string => typeof cell === 'string';
const isNumber = (cell: Cell | undefined): cell is number => typeof cell === 'number';
const isKey = (cell: Cell | undefined): boolean => Number.isSafeInteger(cell) && Number(cell) >= 1;

const readWith = (read: (text: string) => unknown, text: Cell | undefined): unknown => {
  try {
    return isText(text) ? read(text) : null;
  } catch {
    // Not a body that this tool wrote whole: then the row is none.
    return null;
  }
};

/** True for the body of that event and no other: what a damaged page pretends must not become history. */
const isBodyOf = (body: unknown, id: Cell | undefined, kind: Cell | undefined): boolean =>
  typeof body === 'object' && body !== null && 'id' in body && body.id === id && 'kind' in body && body.kind === kind;

/** What each table's rows look like, in the order of their columns. */
const looks: Readonly<Record<TableName, (row: Row) => boolean>> = {
  sessions: ([id, uri, title, openedAt, closedAt]) =>
    isText(id) &&
    isText(uri) &&
    /^[a-z]+:/.test(uri) &&
    isText(title) &&
    isNumber(openedAt) &&
    (closedAt === null || isNumber(closedAt)),
  events: ([session, id, seenAt, , , kind, , body]) =>
    isText(session) && isKey(id) && isNumber(seenAt) && isText(kind) && isBodyOf(readWith(JSON.parse, body), id, kind),
  snapshots: ([session, number, at, kind, body]) =>
    isText(session) &&
    isKey(number) &&
    isNumber(at) &&
    (kind === 'full' || kind === 'delta') &&
    readWith(unpacked, body) !== null,
  verdicts: ([session, event, device, verdict, author, reason]) =>
    isText(session) &&
    isKey(event) &&
    (verdict === 'accept' || verdict === 'reject') &&
    [device, author, reason].every(isText),
};

const looksLike = (table: TableName, row: Row): boolean => row.length === columnsOf[table].length && looks[table](row);

const tables: readonly Exclude<TableName, 'sessions'>[] = ['events', 'snapshots', 'verdicts'];

/**
 * `into` has the tables, empty. Everything is one transaction: after a crash here the old file is still there.
 * Throws what `into` throws; what is wrong with `from` only costs the rows that cannot be read.
 */
export const salvage = (from: Pages, into: Database.Database): Salvaged => {
  const inserts = (table: TableName) => {
    const columns = columnsOf[table];
    const marks = columns.map(() => '?').join(', ');
    const statement = into.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
    return (row: Row): number => statement.run(...row).changes;
  };
  const put = {
    sessions: inserts('sessions'),
    events: inserts('events'),
    snapshots: inserts('snapshots'),
    verdicts: inserts('verdicts'),
  };
  const sessions = new Set<string>();
  let events = 0;

  const putSession = (row: Row): void => {
    sessions.add(String(row[0]));
    put.sessions(row);
  };

  const putRow = (table: (typeof tables)[number], row: Row): void => {
    const session = String(row[0]);
    // Its own row is lost: what is left of it stands under a name that says so.
    if (!sessions.has(session)) putSession([session, ...recoveredSession, null]);
    const added = put[table](row);
    if (table === 'events') events += added;
  };

  into.exec('BEGIN IMMEDIATE');
  try {
    // Sessions first: the other rows refer to them.
    for (const page of from.all())
      for (const row of recordsOn(from, page)) if (looksLike('sessions', row)) putSession(row);
    for (const page of from.all()) {
      for (const row of recordsOn(from, page)) {
        const table = tables.find((one) => looksLike(one, row));
        if (table !== undefined) putRow(table, row);
      }
    }
    into.exec('COMMIT');
  } catch (error) {
    if (into.inTransaction) into.exec('ROLLBACK');
    throw error;
  }
  return { sessions: sessions.size, events };
};
