/** What happened, on disk: appended in memory, committed in groups, so that recording never slows the person down. */
import type { LabEvent } from '../../shared/facts/event.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';
import type { Clock } from './clock.js';
import { closeDatabase, type OpenDatabase, openDatabase } from './database.js';
import { diskFault, isDamaged, isDiskError } from './diskFault.js';
import { partsAtOnce, partsOf } from './snapshotParts.js';
import { closeUnclosed } from './unclosed.js';

/** Commit after this time, or this many rows, whichever is first. */
const groupMs = 5;
const groupRows = 500;
/** After the disk took nothing, the next try by itself comes this much later. */
const againMs = 1000;
/** While the disk takes nothing, at most this many rows wait in memory; older ones are given up and counted. */
const mostWaiting = 50_000;

export interface SessionMeta {
  readonly id: string;
  readonly uri: string;
  readonly title: string;
  readonly openedAt: number;
}

/** Rows of one session; ids are given by the session. */
export interface SessionJournal {
  event(event: LabEvent): void;
  snapshot(update: SnapshotUpdate, at: number): void;
  /** Events from the end, at most `limit`, oldest first; uncommitted ones included. */
  last(limit: number): readonly LabEvent[];
  close(at: number): void;
}

export interface Journal extends Disposable {
  readonly file: string;
  /**
   * What the person should know, in sentences: another file than usual, a session found unclosed, a damaged file set
   * aside. Null when there is nothing.
   */
  readonly note: string | null;
  /** Null while rows reach the disk; else the fault of the first group that did not. Later rows are tried again. */
  readonly trouble: FaultError | null;
  /** Rows given up because the disk took nothing for too long. */
  readonly lost: number;
  begin(meta: SessionMeta): SessionJournal;
  /**
   * Commits what is waiting. `durable` also waits until the disk has it: the write that follows may stop this machine.
   * Throws {@link FaultError}; the rows stay waiting.
   */
  flush(durable?: boolean): void;
  /**
   * Commits the events that are waiting, before anybody is told of them: what was told survives the end of this process.
   * Never throws; `trouble` says when the disk does not take them.
   */
  keep(): void;
  /** Runs `listener` when `trouble`, `lost` or `note` became another. */
  onChange(listener: () => void): Disposable;
}

type Row = readonly [
  statement: 'begin' | 'event' | 'snapshot' | 'verdict' | 'close',
  ...values: (string | number | null)[],
];

const statements = {
  begin: 'INSERT OR IGNORE INTO sessions (id, uri, title, openedAt) VALUES (?, ?, ?, ?)',
  event:
    'INSERT INTO events (session, id, seenAt, happenedAt, device, kind, cause, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  snapshot: 'INSERT INTO snapshots (session, number, at, kind, body) VALUES (?, ?, ?, ?, ?)',
  verdict: 'INSERT INTO verdicts (session, event, device, verdict, author, reason) VALUES (?, ?, ?, ?, ?, ?)',
  close: 'UPDATE sessions SET closedAt = ? WHERE id = ?',
} as const;

const eventRows = (session: string, event: LabEvent): readonly Row[] => {
  const { id, seenAt, happenedAt, device, kind, cause } = event;
  const row: Row = ['event', session, id, seenAt, happenedAt, device, kind, cause?.id ?? null, JSON.stringify(event)];
  if (event.kind !== 'verdict') return [row];
  return [row, ['verdict', session, id, event.device ?? '', event.verdict, event.author, event.reason]];
};

const prepareAll = (db: OpenDatabase['db']) => ({
  begin: db.prepare(statements.begin),
  event: db.prepare(statements.event),
  snapshot: db.prepare(statements.snapshot),
  verdict: db.prepare(statements.verdict),
  close: db.prepare(statements.close),
});

/** `dir` null: in memory only. `pages` bounds the file. Throws {@link FaultError}. */
export const openJournal = async (options: { dir: string | null; clock: Clock; pages?: number }): Promise<Journal> => {
  const { clock, dir, pages = null } = options;
  let base = await openDatabase({ dir, pages, now: clock.now });
  const unclosed = closeUnclosedOf(base, clock.now());
  let insert = prepareAll(base.db);
  // Rows are made of their parts only when a group is committed: a big snapshot is not put into words on the write path.
  let waiting: (() => readonly Row[])[] = [];
  // Parts of snapshots go to disk a few at a time, behind the events: nobody waits for them.
  let parts: (() => Row)[] = [];
  const begun = new Map<string, Row>();
  const listeners = new Set<() => void>();
  let timer: Disposable | null = null;
  let trouble: FaultError | null = null;
  let lost = 0;
  let closed = false;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const put = ([statement, ...values]: Row): void => void insert[statement].run(...values);

  /** One transaction. Throws SQLite's error; nothing of it is on disk then. */
  const transact = (rows: readonly (() => readonly Row[])[], some: readonly (() => Row)[], durable: boolean): void => {
    const { db } = base;
    try {
      if (durable) db.exec('PRAGMA synchronous=FULL');
      db.exec('BEGIN IMMEDIATE');
      // A row given up may have been the one a session's events refer to.
      if (lost > 0) for (const row of begun.values()) put(row);
      for (const make of rows) for (const row of make()) put(row);
      for (const make of some) put(make());
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    } finally {
      if (durable) db.exec('PRAGMA synchronous=NORMAL');
    }
  };

  /** The file was damaged under us: what is readable goes into a new one, and the open sessions with it. */
  const repair = (): void => {
    base = base.repair();
    insert = prepareAll(base.db);
    transact([() => [...begun.values()]], [], false);
    changed();
  };

  const later = (ms: number): void => {
    timer ??= clock.after(ms, () => {
      timer = null;
      keep(partsAtOnce);
    });
  };

  const commit = (durable: boolean, most: number): void => {
    timer?.[Symbol.dispose]();
    timer = null;
    const some = parts.slice(0, most);
    if (waiting.length === 0 && some.length === 0 && !durable) return;
    const before = trouble;
    try {
      try {
        transact(waiting, some, durable);
      } catch (error) {
        if (!isDamaged(error) || base.file === ':memory:') throw error;
        repair();
        transact(waiting, some, durable);
      }
      waiting = [];
      parts = parts.slice(some.length);
      trouble = null;
    } catch (error) {
      trouble = error instanceof FaultError ? error : new FaultError(diskFault(base.file, error));
      later(againMs);
      throw trouble;
    } finally {
      if (before?.message !== trouble?.message) changed();
    }
    if (parts.length > 0) later(groupMs);
  };

  const keep = (most: number): void => {
    try {
      commit(false, most);
    } catch (error) {
      // Told by `trouble`, which every frame's status shows; the rows wait, and are tried again.
      if (!(error instanceof FaultError)) throw error;
    }
  };

  const bound = (): void => {
    const over = waiting.length + parts.length - mostWaiting;
    if (over <= 0) return;
    // A snapshot can be had again, an event cannot.
    const cut = Math.min(parts.length, over);
    parts = parts.slice(cut);
    if (over > cut) waiting.splice(0, over - cut);
    lost += over;
    changed();
  };

  const wait = (rows: () => readonly Row[]): void => {
    // A write that outlived its session has nowhere to be told any more.
    if (closed) return;
    waiting.push(rows);
    bound();
    // While the disk takes nothing, each try costs as much as all that waits: only the timer tries.
    if (trouble === null && waiting.length >= groupRows) keep(0);
    else later(trouble === null ? groupMs : againMs);
  };

  const begin = ({ id, uri, title, openedAt }: SessionMeta): SessionJournal => {
    let number = 0;
    const row: Row = ['begin', id, uri, title, openedAt];
    begun.set(id, row);
    wait(() => [row]);
    return {
      event: (event) => wait(() => eventRows(id, event)),
      snapshot(update, at) {
        if (closed) return;
        for (const part of partsOf(update)) {
          const mine = ++number;
          parts.push(() => ['snapshot', id, mine, at, part.kind, JSON.stringify(part)]);
        }
        bound();
        later(trouble === null ? groupMs : againMs);
      },
      last(limit) {
        commit(false, 0);
        const rows = base.db
          .prepare('SELECT body FROM events WHERE session = ? ORDER BY id DESC LIMIT ?')
          .all(id, limit);
        return rows.reverse().map(bodyOf);
      },
      close(at) {
        wait(() => [['close', at, id]]);
        keep(Number.POSITIVE_INFINITY);
      },
    };
  };

  return {
    get file() {
      return base.file;
    },
    get note() {
      const notes = [...base.notes, ...(unclosed === null ? [] : [unclosed])];
      return notes.length === 0 ? null : notes.join(' ');
    },
    get trouble() {
      return trouble;
    },
    get lost() {
      return lost;
    },
    begin,
    flush: (durable = false) => commit(durable, 0),
    keep() {
      if (trouble === null && waiting.length > 0) keep(0);
    },
    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    [Symbol.dispose]() {
      if (closed) return;
      listeners.clear();
      keep(Number.POSITIVE_INFINITY);
      closed = true;
      timer?.[Symbol.dispose]();
      closeDatabase(base.db);
    },
  };
};

/** Closes what an earlier process left open. A disk that takes nothing is told when the first rows go to it. */
const closeUnclosedOf = ({ db }: OpenDatabase, now: number): string | null => {
  try {
    return closeUnclosed(db, now);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return null;
  }
};

/** The event this file itself wrote: not parsed again beyond its JSON. */
const bodyOf = (row: unknown): LabEvent => {
  if (typeof row !== 'object' || row === null || !('body' in row) || typeof row.body !== 'string')
    throw new Error('a journal row has no body');
  return JSON.parse(row.body) as LabEvent;
};
