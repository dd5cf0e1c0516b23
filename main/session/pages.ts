/** The pages of an SQLite file that may be damaged, with those of its log: read as bytes, so that a lost page costs no other one. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** https://www.sqlite.org/fileformat2.html: the header of the file, of the log, and of a frame of the log. In bytes. */
const fileHeader = 100;
const logHeader = 32;
const frameHeader = 24;
const usualSize = 4096;

export interface Pages extends Disposable {
  /** Bytes of a page that hold content: the size less what the header keeps back. */
  readonly usable: number;
  /** Every whole page once: those of the log first, its newest first, because they replace those of the file. */
  all(): Iterable<{ readonly number: number; readonly bytes: Buffer }>;
  /** The newest content of a page, or null when it is gone. */
  page(number: number): Buffer | null;
}

interface Source {
  readonly size: number;
  /** The bytes, or null when they are not all there. */
  read(offset: number, length: number): Buffer | null;
  close(): void;
}

const sourceOf = (file: string): Source => {
  const fd = openSync(file, 'r');
  const { size } = fstatSync(fd);
  return {
    size,
    read(offset, length) {
      const bytes = Buffer.alloc(length);
      try {
        return readSync(fd, bytes, 0, length, offset) === length ? bytes : null;
      } catch {
        // The disk does not give this part (EIO): it is as good as cut out.
        return null;
      }
    },
    close: () => closeSync(fd),
  };
};

const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

/** Size of a page and what is kept back of each; what every journal has when the header itself is gone. */
const layoutOf = (file: Source): { readonly size: number; readonly kept: number } => {
  const header = file.read(0, fileHeader);
  const named = header?.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readUInt16BE(16) : 0;
  const size = named === 1 ? 65_536 : named;
  return isPageSize(size) ? { size, kept: header?.[20] ?? 0 } : { size: usualSize, kept: 0 };
};

/** Where the log has a page, newest last. Frames of an earlier round of the log carry another salt and are passed over. */
const framesOf = (log: Source | null, size: number): readonly { readonly number: number; readonly at: number }[] => {
  const salt = log?.read(16, 8);
  if (log === null || salt == null) return [];
  const frames: { number: number; at: number }[] = [];
  for (let at = logHeader; at + frameHeader + size <= log.size; at += frameHeader + size) {
    const header = log.read(at, frameHeader);
    if (header?.subarray(8, 16).equals(salt) === true)
      frames.push({ number: header.readUInt32BE(0), at: at + frameHeader });
  }
  return frames;
};

/** `log` null when there is none. Throws the file system's error when a file cannot even be opened. */
export const openPages = (file: string, log: string | null): Pages => {
  const main = sourceOf(file);
  const beside = log === null ? null : sourceOf(log);
  const { size, kept } = layoutOf(main);
  const newest = new Map(framesOf(beside, size).map(({ number, at }) => [number, at]));
  const page = (number: number): Buffer | null => {
    const at = newest.get(number);
    const found = at === undefined ? null : (beside?.read(at, size) ?? null);
    return found ?? (number < 1 ? null : main.read((number - 1) * size, size));
  };
  return {
    usable: size - kept,
    page,
    *all() {
      for (const number of newest.keys()) {
        const bytes = page(number);
        if (bytes !== null) yield { number, bytes };
      }
      for (let number = 1; number * size <= main.size; number++) {
        const bytes = newest.has(number) ? null : page(number);
        if (bytes !== null) yield { number, bytes };
      }
    },
    [Symbol.dispose]() {
      main.close();
      beside?.close();
    },
  };
};
