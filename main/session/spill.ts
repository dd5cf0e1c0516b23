/** Where rows go while the journal's disk takes nothing: a file of lines in a folder of ours on another disk, read back into the journal as soon as that can be written. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  closeSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJournalRow, type JournalRow } from './journalRows.js';

/** Longest file, in bytes: beyond that rows are given up, and counted. */
const mostBytes = 256 * 1024 * 1024;
const portion = 1024 * 1024;

/** The first survives a restart of the machine, the others need not. */
const usualPlaces: readonly string[] = ['/var/tmp', tmpdir(), '/dev/shm'];

export interface Spill {
  /** The file that holds rows now, or null. */
  readonly file: string | null;
  /** True when the rows are in the file; false when no place takes them. */
  append(rows: readonly JournalRow[]): boolean;
  /** What was appended and not cleared, oldest first; a line that was cut off is passed over. */
  rows(): Iterable<JournalRow>;
  clear(): void;
}

/** A folder that belongs to this user alone, or null: others may write where it stands. */
const ownFolder = (place: string): string | null => {
  const uid = process.getuid?.();
  const folder = join(place, `lockstep-${uid ?? 'user'}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there already, and is looked at below; or it cannot be made, and then it is not there.
  }
  try {
    const about = lstatSync(folder);
    const mine = uid === undefined || (about.uid === uid && (about.mode & 0o077) === 0);
    return about.isDirectory() && mine ? folder : null;
  } catch {
    // Nothing is there: the next place may do.
    return null;
  }
};

const parsed = (line: string): JournalRow | null => {
  try {
    const value: unknown = JSON.parse(line);
    return isJournalRow(value) ? value : null;
  } catch {
    // The end of a file whose process was killed while it wrote.
    return null;
  }
};

function* linesOf(file: string): Iterable<string> {
  const fd = openSync(file, 'r');
  const buffer = Buffer.alloc(portion);
  let rest = Buffer.alloc(0);
  try {
    for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer)) {
      rest = Buffer.concat([rest, buffer.subarray(0, length)]);
      let from = 0;
      for (let end = rest.indexOf(10, from); end >= 0; end = rest.indexOf(10, from)) {
        yield rest.toString('utf8', from, end);
        from = end + 1;
      }
      rest = rest.subarray(from);
    }
  } finally {
    closeSync(fd);
  }
}

/** For the journal at `journal` (an absolute path): the same file at each start, so that what an earlier run left is found. */
export const spillOf = (journal: string, places: readonly string[] = usualPlaces): Spill => {
  const name = `journal-${createHash('sha256').update(journal).digest('hex').slice(0, 16)}.jsonl`;
  const files = (): readonly string[] =>
    [...new Set(places)].flatMap((place) => ownFolder(place) ?? []).map((folder) => join(folder, name));
  const holding = (): readonly string[] => files().filter((file) => existsSync(file));

  return {
    get file() {
      return holding()[0] ?? null;
    },
    append(rows) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      for (const file of files()) {
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size + text.length > mostBytes) continue;
        try {
          // A new line first: the process before may have been killed in the middle of one.
          appendFileSync(file, size === 0 ? text : `\n${text}`, { mode: 0o600 });
          return true;
        } catch {
          // This place takes nothing either. What it took of the text is read back as far as its lines are whole.
        }
      }
      return false;
    },
    *rows() {
      for (const file of holding()) {
        for (const line of linesOf(file)) {
          const row = parsed(line);
          if (row !== null) yield row;
        }
      }
    },
    clear() {
      for (const file of holding()) rmSync(file, { force: true });
    },
  };
};
