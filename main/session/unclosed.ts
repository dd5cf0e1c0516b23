/** Finds the sessions that an earlier Lockstep left open when it was killed or lost power, closes them in the journal, and tells of them. */
import { grouped } from '../../shared/facts/grouped.js';
import type Database from 'libsql';
import type { LabEvent } from '../../shared/facts/event.js';

interface Unclosed {
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  /** How many there are: of a damaged file not all numbers up to the last. */
  readonly events: number;
  readonly last: number;
}

const fieldOf = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? new Map(Object.entries(row)).get(name) : undefined;

const found = (db: Database.Database): readonly Unclosed[] =>
  db
    .prepare(
      `SELECT id, title, uri, (SELECT count(*) FROM events WHERE session = sessions.id) AS events,
              coalesce((SELECT max(id) FROM events WHERE session = sessions.id), 0) AS last
       FROM sessions WHERE closedAt IS NULL ORDER BY rowid`,
    )
    .all()
    .map((row: unknown) => ({
      id: String(fieldOf(row, 'id')),
      title: String(fieldOf(row, 'title')),
      uri: String(fieldOf(row, 'uri')),
      events: Number(fieldOf(row, 'events')),
      last: Number(fieldOf(row, 'last')),
    }));

const noteOf = (sessions: readonly Unclosed[]): string | null => {
  const [one] = sessions;
  if (one === undefined) return null;
  const sum = sessions.reduce((so, session) => so + session.events, 0);
  const events = `${grouped(sum)} ${sum === 1 ? 'event' : 'events'}`;
  return sessions.length === 1
    ? `Lockstep ended without closing its last session, ${one.title} (${one.uri}). Its ${events} ${sum === 1 ? 'is' : 'are'} kept.`
    : `Lockstep ended without closing ${sessions.length} sessions. Their ${events} are kept.`;
};

/**
 * Nobody else writes this file, so a session without an end has no process any more. Each gets a `closed` event as its
 * last one, and the time it was found as its end. One sentence for the person, or null when there was none.
 */
export const closeUnclosed = (db: Database.Database, now: number): string | null => {
  const sessions = found(db);
  if (sessions.length === 0) return null;
  const end = db.prepare('UPDATE sessions SET closedAt = ? WHERE id = ?');
  const put = db.prepare(
    'INSERT INTO events (session, id, seenAt, happenedAt, device, kind, cause, body) VALUES (?, ?, ?, NULL, NULL, ?, NULL, ?)',
  );
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const { id, title, last } of sessions) {
      const closed: LabEvent = {
        id: last + 1,
        kind: 'closed',
        text: `${title}: found unclosed at the next start`,
        seenAt: now,
        happenedAt: null,
        device: null,
        cause: null,
      };
      put.run(id, closed.id, now, closed.kind, JSON.stringify(closed));
      end.run(now, id);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
  return noteOf(sessions);
};
