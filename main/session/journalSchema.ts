/** The journal's tables, and how an older file becomes a newer one. */

/** Counts up with every change of the tables; kept in the file as `user_version`. */
export const schemaVersion = 1;

/**
 * Times are milliseconds since the epoch, as reals. `events.body` is the whole event as JSON; the columns beside it
 * are for searching. `snapshots.body` is a whole snapshot (kind `full`) or what changed since the row before (`delta`), packed (`snapshotBody.ts`).
 */
export const schema = `
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  uri TEXT NOT NULL,
  title TEXT NOT NULL,
  openedAt REAL NOT NULL,
  closedAt REAL
) STRICT;
CREATE TABLE events (
  session TEXT NOT NULL REFERENCES sessions(id),
  id INTEGER NOT NULL,
  seenAt REAL NOT NULL,
  happenedAt REAL,
  device TEXT,
  kind TEXT NOT NULL,
  cause INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
  session TEXT NOT NULL REFERENCES sessions(id),
  number INTEGER NOT NULL,
  at REAL NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('full', 'delta')),
  body TEXT NOT NULL,
  PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE verdicts (
  session TEXT NOT NULL REFERENCES sessions(id),
  event INTEGER NOT NULL,
  device TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject')),
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (session, event)
) STRICT, WITHOUT ROWID;
`;

/** Columns in the order of the tables, for copying rows from one file to another. */
export const columnsOf = {
  sessions: ['id', 'uri', 'title', 'openedAt', 'closedAt'],
  events: ['session', 'id', 'seenAt', 'happenedAt', 'device', 'kind', 'cause', 'body'],
  snapshots: ['session', 'number', 'at', 'kind', 'body'],
  verdicts: ['session', 'event', 'device', 'verdict', 'author', 'reason'],
} as const;

export type TableName = keyof typeof columnsOf;
