/** Says what is wrong with the journal's disk in words a person can act on. */
import type { Fault } from '../../shared/ipc/fault.js';

const sentences: readonly (readonly [RegExp, string])[] = [
  [/SQLITE_FULL|ENOSPC|disk is full|disk or is full|EDQUOT/, 'the disk is full; make room, then open the target again'],
  [
    /SQLITE_READONLY|EROFS|readonly database/,
    'the disk is read-only; set LOCKSTEP_DATA to a folder that can be written',
  ],
  [
    /EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH/,
    'this user may not write there; set LOCKSTEP_DATA to a folder that can be written',
  ],
  [
    /SQLITE_NOTADB|SQLITE_CORRUPT/,
    'the file is not a journal, or is damaged; move it away, then open the target again',
  ],
  [/ENOTDIR|EEXIST/, 'a file stands where the folder should be; move it away, or set LOCKSTEP_DATA'],
  [/ENOENT/, 'no folder can be made there; set LOCKSTEP_DATA to one that can be written'],
  [/SQLITE_IOERR|EIO/, 'the disk gives input/output errors'],
  [/SQLITE_CANTOPEN|ConnectionFailed|: 14\)/, 'the file cannot be opened; look at the rights of the folder'],
];

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message.startsWith(code) ? error.message : `${code} ${error.message}`;
};

/** True for the answer SQLite gives when another process holds the file. */
export const isLocked = (error: unknown): boolean =>
  /SQLITE_BUSY|SQLITE_LOCKED|database is locked/.test(wordsOf(error));

/** True when what is in the file is not what a journal has: cut off, overwritten, or never one. */
export const isDamaged = (error: unknown): boolean =>
  /SQLITE_NOTADB|SQLITE_CORRUPT|disk image is malformed|file is not a database/.test(wordsOf(error));

/** True when a row is none that the tables take. */
export const isConstraint = (error: unknown): boolean => /SQLITE_CONSTRAINT|SQLITE_MISMATCH/.test(wordsOf(error));

/** True for any error of SQLite. */
export const isDiskError = (error: unknown): boolean => /SQLITE_|database is locked/.test(wordsOf(error));

/** A fault for an error of SQLite or the file system. An error of neither kind keeps its own words. */
export const diskFault = (file: string, error: unknown): Fault => {
  const words = wordsOf(error);
  const known = sentences.find(([pattern]) => pattern.test(words));
  return { kind: 'disk', text: `The journal ${file} cannot be written: ${known ? known[1] : words}.` };
};
