/** What happened, on disk: appended in memory, committed in groups, so that recording never slows the person down. */
import { grouped } from '../../shared/facts/grouped.js';
import type { LabEvent } from '../../shared/facts/event.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';
import type { Clock } from './clock.js';
import { closeDatabase, openDatabase } from './database.js';
import { diskFault, isDamaged } from './diskFault.js';
import { eventRows, eventsIn, type JournalRow as Row, rowPutter } from './journalRows.js';
import { readBack, recover } from './recover.js';
import { packed } from './snapshotBody.js';
import { partsAtOnce, partsOf } from './snapshotParts.js';
import { spillOf } from './spill.js';

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
  /** Where rows are kept while the disk takes none; null while none are kept there. */
  readonly spill: string | null;
  /** Rows given up because no disk took them for too long. */
  readonly lost: number;
  begin(meta: SessionMeta): SessionJournal;
  /**
   * Commits what is waiting. `durable` also waits until the disk has it: the write that follows may stop this machine.
   * Throws {@link FaultError}; the rows stay waiting.
   */
  flush(durable?: boolean): void;
  /**
   * Commits the events that are waiting, before anybody is told of them: what was told survives the end of this process.
   * While the disk takes nothing they are kept on another one. Never throws; `trouble` and `spill` say how it stands.
   */
  keep(): void;
  /** Runs `listener` when `trouble`, `lost` or `note` became another. */
  onChange(listener: () => void): Disposable;
  /** Tries once more to write what waits. Throws {@link FaultError} that counts the rows which no disk took. */
  [Symbol.dispose](): void;
}

export interface JournalOptions {
  /** Null keeps it in memory only. */
  readonly dir: string | null;
  readonly clock: Clock;
  /** Bounds the file, 4096 bytes each. */
  readonly pages?: number;
  /** Folders to keep rows in while the disk of `dir` takes none. */
  readonly spillPlaces?: readonly string[];
}

/** Throws {@link FaultError}. */
export const openJournal = async (options: JournalOptions): Promise<Journal> => {
  const { clock, dir, pages = null, spillPlaces } = options;
  let base = await openDatabase({ dir, pages, now: clock.now });
  const spill = dir === null ? null : spillOf(base.file, spillPlaces);
  const found = recover(base.db, spill, clock.now());
  let put = rowPutter(base.db);
  // Rows are made of their parts only when a group is committed: a big snapshot is not put into words on the write path.
  let waiting: (() => readonly Row[])[] = [];
  // Parts of snapshots go to disk a few at a time, behind the events: nobody waits for them.
  let parts: (() => Row)[] = [];
  const begun = new Map<string, Row>();
  const listeners = new Set<() => void>();
  let timer: Disposable | null = null;
  let trouble: FaultError | null = null;
  let lost = 0;
  /** Rows lie on another disk, and go into the journal with the next group that it takes. */
  let spilled = spill?.file != null;
  let closed = false;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  /** What no journal took is put on another disk; what that one does not take stays in memory. */
  const setDown = (): void => {
    if (spill === null || waiting.length === 0) return;
    if (spill.append(waiting.flatMap((make) => make()))) waiting = [];
  };

  /** One transaction. Throws SQLite's error; nothing of it is on disk then. */
  const transact = (rows: readonly (() => readonly Row[])[], some: readonly (() => Row)[], durable: boolean): void => {
    const { db } = base;
    try {
      if (durable) db.exec('PRAGMA synchronous=FULL');
      db.exec('BEGIN IMMEDIATE');
      // A row given up may have been the one a session's events refer to.
      if (lost > 0) for (const row of begun.values()) put(row);
      if (spilled) readBack(db, spill);
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
    put = rowPutter(base.db);
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
    if (waiting.length === 0 && some.length === 0 && !durable && trouble === null) return;
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
      if (spilled) spill?.clear();
      spilled = false;
    } catch (error) {
      trouble = error instanceof FaultError ? error : new FaultError(diskFault(base.file, error));
      setDown();
      spilled = spill?.file != null;
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
        for (const make of partsOf(update)) {
          const mine = ++number;
          parts.push(() => {
            const part = make();
            return ['snapshot', id, mine, at, part.kind, packed(part)];
          });
        }
        bound();
        later(trouble === null ? groupMs : againMs);
      },
      last(limit) {
        keep(0);
        const rows = base.db
          .prepare('SELECT body FROM events WHERE session = ? ORDER BY id DESC LIMIT ?')
          .all(id, limit);
        // What no disk of the journal took was told all the same.
        const elsewhere = [...(spilled ? (spill?.rows() ?? []) : []), ...waiting.flatMap((make) => make())];
        return [...rows.reverse().map(bodyOf), ...eventsIn(elsewhere, id)].slice(-limit);
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
      const notes = [...base.notes, ...found];
      return notes.length === 0 ? null : notes.join(' ');
    },
    get trouble() {
      return trouble;
    },
    get spill() {
      return spilled ? (spill?.file ?? null) : null;
    },
    get lost() {
      return lost;
    },
    begin,
    flush: (durable = false) => commit(durable, 0),
    keep() {
      if (waiting.length === 0) return;
      if (trouble === null) return keep(0);
      setDown();
      spilled ||= spill?.file != null;
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
      if (trouble !== null) {
        waiting.push(...parts.map((make) => () => [make()]));
        setDown();
      }
      closeDatabase(base.db);
      const gone = lost + waiting.length;
      if (trouble !== null && gone > 0 && dir !== null)
        throw new FaultError({
          kind: 'disk',
          text: `${trouble.message} ${rowsText(gone)} lost: no other disk took them.`,
        });
    },
  };
};

const rowsText = (count: number): string => `${grouped(count)} ${count === 1 ? 'row is' : 'rows are'}`;

/** The event this file itself wrote: not parsed again beyond its JSON. */
const bodyOf = (row: unknown): LabEvent => {
  if (typeof row !== 'object' || row === null || !('body' in row) || typeof row.body !== 'string')
    throw new Error('a journal row has no body');
  return JSON.parse(row.body) as LabEvent;
};
