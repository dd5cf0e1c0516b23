/** Reads the records of one page of an SQLite file by themselves, without the tree above it (https://www.sqlite.org/fileformat2.html). */
import type { Pages } from './pages.js';

export type Cell = string | number | null;
export type Row = readonly Cell[];

/** A number of 1 to 9 bytes, and where it ends. */
type Varint = readonly [value: number, end: number];

const varint = (bytes: Buffer, at: number): Varint | null => {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    if (index === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return null;
};

/** Bytes of whole numbers and of a real, by their type in the record's header. */
const widths: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

const widthOf = (type: number): number => widths[type] ?? (type < 12 ? -1 : (type - 12) >> 1);

/** A value, or undefined for what no journal holds (a blob, a reserved type). */
const cellOf = (bytes: Buffer, at: number, type: number): Cell | undefined => {
  const width = widthOf(type);
  if (width < 0 || at + width > bytes.length) return undefined;
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE(at);
  if (type === 6) return Number(bytes.readBigInt64BE(at));
  if (type < 6) return bytes.readIntBE(at, width);
  return type % 2 === 1 ? bytes.toString('utf8', at, at + width) : undefined;
};

/** The values of a record, or null when it is none. */
const valuesOf = (record: Buffer): Row | null => {
  const [headerEnd, first] = varint(record, 0) ?? [0, 0];
  if (headerEnd > record.length) return null;
  const values: Cell[] = [];
  let at = headerEnd;
  for (let next = first; next < headerEnd; ) {
    const [type, end] = varint(record, next) ?? [10, headerEnd];
    const value = cellOf(record, at, type);
    if (value === undefined) return null;
    values.push(value);
    at += widthOf(type);
    next = end;
  }
  // A record is exactly as long as its header says: anything else was a record once, or never.
  return at === record.length ? values : null;
};

/** Longest record that is put together, in bytes: snapshots come in parts far smaller. */
const mostBytes = 64 * 1024 * 1024;

/** The whole of a record that may go on in pages of its own; null when one of them is gone. */
const payloadOf = (pages: Pages, page: Buffer, cell: { at: number; length: number; table: boolean }): Buffer | null => {
  const { at, length, table } = cell;
  if (length < 1 || length > mostBytes) return null;
  const { usable } = pages;
  const most = table ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return at + length > usable ? null : page.subarray(at, at + length);
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  const here = fitting <= most ? fitting : least;
  if (at + here + 4 > usable) return null;
  const parts = [page.subarray(at, at + here)];
  let next = page.readUInt32BE(at + here);
  for (let left = length - here; left > 0; ) {
    const more = pages.page(next);
    if (more === null) return null;
    const part = more.subarray(4, 4 + Math.min(left, usable - 4));
    parts.push(part);
    left -= part.length;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(parts);
};

/** What a page of a tree is, by its first byte: where its cells' list begins, and what stands before a cell's length. */
const kinds: ReadonlyMap<number, { readonly table: boolean; readonly list: number; readonly before: number }> = new Map(
  [
    // Tables with a row number: only leaves hold rows.
    [0x0d, { table: true, list: 8, before: 0 }],
    // Tables without (their rows stand in an index): leaves, and the pages above them too.
    [0x0a, { table: false, list: 8, before: 0 }],
    [0x02, { table: false, list: 12, before: 4 }],
  ],
);

/** Every record that the page holds and that can be read whole; none for a page that is of no tree, or damaged. */
export const recordsOn = (pages: Pages, page: { readonly number: number; readonly bytes: Buffer }): readonly Row[] => {
  const { bytes } = page;
  // The first page begins with the header of the file.
  const start = page.number === 1 ? 100 : 0;
  const kind = kinds.get(bytes[start] ?? 0);
  if (kind === undefined) return [];
  const count = bytes.readUInt16BE(start + 3);
  const list = start + kind.list;
  if (list + count * 2 > pages.usable) return [];
  return Array.from({ length: count }, (_, index) => bytes.readUInt16BE(list + index * 2)).flatMap((cell) => {
    const [length, after] = varint(bytes, cell + kind.before) ?? [0, 0];
    const at = kind.table ? (varint(bytes, after)?.[1] ?? 0) : after;
    const record = at === 0 ? null : payloadOf(pages, bytes, { at, length, table: kind.table });
    const values = record === null ? null : valuesOf(record);
    return values === null ? [] : [values];
  });
};
