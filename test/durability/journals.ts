/** Journals of plain events for tests: written, and read again by nothing but SQLite. */
import Libsql from 'libsql';
import type { LabEvent } from '../../shared/facts/event.js';
import { systemClock } from '../../main/session/clock.js';
import { openJournal } from '../../main/session/journal.js';

export const clock = systemClock;
export const meta = { id: 'a1', uri: 'local:', title: 'Bench machine', openedAt: 1 };
export const event = (id: number, length = 200): LabEvent => ({
  id,
  kind: 'console',
  text: 'x'.repeat(length),
  seenAt: id,
  happenedAt: null,
  device: null,
  cause: null,
});

export const idsIn = (file: string): readonly number[] => {
  const db = new Libsql(file);
  try {
    const rows = db.prepare("SELECT id FROM events WHERE session = 'a1' ORDER BY id").all() as readonly {
      id: number;
    }[];
    return rows.map(({ id }) => id);
  } finally {
    db.close();
  }
};
/** How many events a session has, and the number of its last. */
export const countsIn = (file: string, session: string): { readonly n: number; readonly last: number } => {
  const db = new Libsql(file);
  try {
    const row: unknown = db.prepare('SELECT count(*) AS n, max(id) AS last FROM events WHERE session = ?').get(session);
    return row as { n: number; last: number };
  } finally {
    db.close();
  }
};

export const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

/** A journal of `events` events, closed in good order. */
export const written = async (dir: string, events: number): Promise<string> => {
  using journal = await openJournal({ dir, clock });
  const session = journal.begin(meta);
  for (let id = 1; id <= events; id++) session.event(event(id));
  session.close(2);
  return journal.file;
};
