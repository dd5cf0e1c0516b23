/** The rows a journal takes: each a statement of ours with its values. */
import type Database from 'libsql';
import type { LabEvent } from '../../shared/facts/event.js';

const statements = {
  begin: 'INSERT OR IGNORE INTO sessions (id, uri, title, openedAt) VALUES (?, ?, ?, ?)',
  event:
    'INSERT INTO events (session, id, seenAt, happenedAt, device, kind, cause, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  snapshot: 'INSERT INTO snapshots (session, number, at, kind, body) VALUES (?, ?, ?, ?, ?)',
  verdict: 'INSERT INTO verdicts (session, event, device, verdict, author, reason) VALUES (?, ?, ?, ?, ?, ?)',
  close: 'UPDATE sessions SET closedAt = ? WHERE id = ?',
} as const;

/** Address, title and begin of a session of which only other rows are left. */
export const recoveredSession = ['unknown:', 'Recovered session', 0] as const;

type Statement = keyof typeof statements;

export type JournalRow = readonly [statement: Statement, ...values: (string | number | null)[]];

/** The rows of one event: a verdict has one of its own beside it. */
export const eventRows = (session: string, event: LabEvent): readonly JournalRow[] => {
  const { id, seenAt, happenedAt, device, kind, cause } = event;
  const body = JSON.stringify(event);
  const row: JournalRow = ['event', session, id, seenAt, happenedAt, device, kind, cause?.id ?? null, body];
  if (event.kind !== 'verdict') return [row];
  return [row, ['verdict', session, id, event.device ?? '', event.verdict, event.author, event.reason]];
};

/** The events of one session among rows that are in no table yet, in their order. */
export const eventsIn = (rows: readonly JournalRow[], session: string): readonly LabEvent[] =>
  rows.flatMap(([statement, of, ...values]) =>
    statement === 'event' && of === session ? [JSON.parse(String(values.at(-1))) as LabEvent] : [],
  );

const placesOf = (statement: Statement): number => statements[statement].split('?').length - 1;

/** True for what a {@link JournalRow} is once it was text. */
export const isJournalRow = (value: unknown): value is JournalRow => {
  if (!Array.isArray(value)) return false;
  const [statement, ...values] = value as readonly unknown[];
  return (
    typeof statement === 'string' &&
    Object.hasOwn(statements, statement) &&
    values.length === placesOf(statement as Statement) &&
    values.every((one) => one === null || typeof one === 'string' || typeof one === 'number')
  );
};

/** Puts rows into the tables of `db`. Throws SQLite's error. `again`: a row that is there already stays as it is. */
export const rowPutter = (db: Database.Database, { again = false } = {}): ((row: JournalRow) => void) => {
  const prepare = (statement: Statement) =>
    db.prepare(again ? statements[statement].replace(/^INSERT INTO/, 'INSERT OR IGNORE INTO') : statements[statement]);
  const prepared = {
    begin: prepare('begin'),
    event: prepare('event'),
    snapshot: prepare('snapshot'),
    verdict: prepare('verdict'),
    close: prepare('close'),
  };
  return ([statement, ...values]) => void prepared[statement].run(...values);
};
