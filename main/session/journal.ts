/** What happened, on disk: appended in memory, committed in groups, so that recording never slows the person down. */
import type { LabEvent } from '../../shared/facts/event.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';
import type { Clock } from './clock.js';
import { closeDatabase, openDatabase } from './database.js';
import { diskFault } from './diskFault.js';

/** Commit after this time, or this many rows, whichever is first. */
const groupMs = 5;
const groupRows = 500;
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
  /** One sentence when the usual file was held by another instance. */
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
}

type Row = readonly [
  statement: 'begin' | 'event' | 'snapshot' | 'verdict' | 'close',
  ...values: (string | number | null)[],
];

const statements = {
  begin: 'INSERT INTO sessions (id, uri, title, openedAt) VALUES (?, ?, ?, ?)',
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

/** `dir` null: in memory only. `pages` bounds the file. Throws {@link FaultError}. */
export const openJournal = async (options: { dir: string | null; clock: Clock; pages?: number }): Promise<Journal> => {
  const { db, file, note } = await openDatabase(options.dir, options.pages ?? null);
  const insert = {
    begin: db.prepare(statements.begin),
    event: db.prepare(statements.event),
    snapshot: db.prepare(statements.snapshot),
    verdict: db.prepare(statements.verdict),
    close: db.prepare(statements.close),
  };
  // Rows are made of their parts only when a group is committed: a big snapshot is not put into words on the write path.
  let waiting: (() => readonly Row[])[] = [];
  let timer: Disposable | null = null;
  let trouble: FaultError | null = null;
  let lost = 0;
  let closed = false;

  const commit = (durable: boolean): void => {
    timer?.[Symbol.dispose]();
    timer = null;
    if (waiting.length === 0 && !durable) return;
    try {
      if (durable) db.exec('PRAGMA synchronous=FULL');
      db.exec('BEGIN IMMEDIATE');
      for (const rows of waiting) for (const [statement, ...values] of rows()) insert[statement].run(...values);
      db.exec('COMMIT');
      waiting = [];
      trouble = null;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      trouble = new FaultError(diskFault(file, error));
      throw trouble;
    } finally {
      if (durable) db.exec('PRAGMA synchronous=NORMAL');
    }
  };

  const commitOrKeep = (): void => {
    try {
      commit(false);
    } catch (error) {
      // Told by `trouble`, which every frame's status shows; the rows wait for the next group.
      if (!(error instanceof FaultError)) throw error;
    }
  };

  const wait = (rows: () => readonly Row[]): void => {
    // A write that outlived its session has nowhere to be told any more.
    if (closed) return;
    waiting.push(rows);
    if (waiting.length > mostWaiting) lost += waiting.splice(0, waiting.length - mostWaiting).length;
    if (waiting.length === groupRows) commitOrKeep();
    else timer ??= options.clock.after(groupMs, commitOrKeep);
  };

  const begin = ({ id, uri, title, openedAt }: SessionMeta): SessionJournal => {
    let number = 0;
    wait(() => [['begin', id, uri, title, openedAt]]);
    return {
      event: (event) => wait(() => eventRows(id, event)),
      snapshot(update, at) {
        const mine = ++number;
        wait(() => [['snapshot', id, mine, at, update.kind, JSON.stringify(update)]]);
      },
      last(limit) {
        commit(false);
        const rows = db.prepare('SELECT body FROM events WHERE session = ? ORDER BY id DESC LIMIT ?').all(id, limit);
        return rows.reverse().map(bodyOf);
      },
      close(at) {
        wait(() => [['close', at, id]]);
        commitOrKeep();
      },
    };
  };

  return {
    file,
    note,
    get trouble() {
      return trouble;
    },
    get lost() {
      return lost;
    },
    begin,
    flush: (durable = false) => commit(durable),
    [Symbol.dispose]() {
      commitOrKeep();
      closed = true;
      timer?.[Symbol.dispose]();
      closeDatabase(db);
    },
  };
};

/** The event this file itself wrote: not parsed again beyond its JSON. */
const bodyOf = (row: unknown): LabEvent => {
  if (typeof row !== 'object' || row === null || !('body' in row) || typeof row.body !== 'string')
    throw new Error('a journal row has no body');
  return JSON.parse(row.body) as LabEvent;
};
