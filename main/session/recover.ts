/** What an earlier process left behind, put in order before a new one records. */
import { grouped } from '../../shared/facts/grouped.js';
import type Database from 'libsql';
import { isConstraint, isDiskError } from './diskFault.js';
import { type JournalRow, recoveredSession, rowPutter } from './journalRows.js';
import type { Spill } from './spill.js';
import { closeUnclosed } from './unclosed.js';

/** True when the tables take the row. One that no table takes would hold up all the others for ever; a disk that takes none is for the caller. */
const taken = (put: (row: JournalRow) => void, row: JournalRow): boolean => {
  try {
    put(row);
    return true;
  } catch (error) {
    if (!isConstraint(error)) throw error;
    return false;
  }
};

/** A session for rows whose own session is in no journal any more. */
const lostSession = ([, session = null]: JournalRow): JournalRow => ['begin', session, ...recoveredSession];

/** Puts rows from the other disk into a transaction that is open. Those that are there already stay; answers how many were events. */
export const readBack = (db: Database.Database, spill: Spill | null): number => {
  const put = rowPutter(db, { again: true });
  let events = 0;
  for (const row of spill?.rows() ?? []) {
    if (taken(put, row) || (taken(put, lostSession(row)) && taken(put, row))) events += row[0] === 'event' ? 1 : 0;
  }
  return events;
};

/**
 * What an earlier process left: rows on another disk, and sessions that it did not close. Sentences for the person. A disk
 * that takes nothing is told when the first rows go to it; until then the rows stay where they are.
 */
export const recover = (db: Database.Database, spill: Spill | null, now: number): readonly string[] => {
  const file = spill?.file ?? null;
  try {
    const notes: string[] = [];
    if (file !== null) {
      db.exec('BEGIN IMMEDIATE');
      const events = readBack(db, spill);
      db.exec('COMMIT');
      spill?.clear();
      const what = `${grouped(events)} ${events === 1 ? 'event' : 'events'}`;
      notes.push(`The disk took nothing when Lockstep last ran. ${what} kept in ${file} until now are in the journal.`);
    }
    const unclosed = closeUnclosed(db, now);
    return unclosed === null ? notes : [...notes, unclosed];
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (!isDiskError(error)) throw error;
    return [];
  }
};
