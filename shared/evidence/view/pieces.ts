/** The byte strings of a collection that a window can show, by name: a message, a chain, a report, or the file around the byte where it broke. */
import type { ByteRange, Field } from '../bytes/field.js';
import { toHex } from '../bytes/hex.js';
import { parse } from '../bytes/reader.js';
import type { ReadMessage } from '../exchange/conversation.js';
import { codeName } from '../spdm/codes.js';
import { readMessage } from '../spdm/message.js';
import { readInterfaceReport } from '../tdisp/report.js';
import { cutFields } from './bounded.js';
import { chainFields, chainPiece, shifted } from './certificate.js';
import type { Collection } from './collection.js';
import { most, type PieceView, type Spot } from './model.js';
import { reportsOf } from './reports.js';

/** Bytes of a file shown before and after the one where it broke. */
const around = 2048;

/** A range's start as a key: offsets are those of a source. */
export const placeOf = ({ source, offset }: ByteRange): string => `${offset} ${source}`;

/** The message that was made sense of at this place; for chunks the last one, which made them whole. */
const readAt = ({ conversation }: Collection, range: ByteRange): ReadMessage | undefined =>
  conversation.messages.findLast(
    ({ heard }) => heard.range.source === range.source && heard.range.offset === range.offset,
  );

/** The envelope's payload, with the fields of what is in it. */
const withInner = (fields: readonly Field[], { message }: ReadMessage): readonly Field[] => {
  const { body } = message;
  if (body.kind !== 'vendor-defined') return fields;
  const inner = (body.tdisp ?? body.ide)?.fields ?? [];
  return fields.map((field) =>
    field.name === 'payload' && field.offset === body.payloadAt
      ? { ...field, fields: shifted(inner, body.payloadAt + 1) }
      : field,
  );
};

const messageFields = (read: ReadMessage | undefined, bytes: Uint8Array): readonly Field[] =>
  read === undefined ? [] : withInner(parse(bytes, (reader) => readMessage(reader, read.context)).fields, read);

const view = (title: string, bytes: Uint8Array, fields: readonly Field[]): PieceView =>
  viewFrom(0, { title, bytes, fields });

const viewFrom = (
  from: number,
  { title, bytes, fields }: { readonly title: string; readonly bytes: Uint8Array; readonly fields: readonly Field[] },
): PieceView => {
  const shown = cutFields(fields);
  const hex = toHex(bytes.subarray(from, from + most.pieceBytes));
  return { title, length: bytes.length, from, hex, fields: shown.fields, moreFields: shown.more };
};

const messagePiece = (collection: Collection, n: number): PieceView | null => {
  const heard = collection.heard[n];
  if (heard === undefined) return null;
  const read = readAt(collection, heard.range);
  const bytes = read?.heard.bytes ?? heard.bytes;
  const name = codeName(bytes[1] ?? 0);
  const trouble = collection.troubles.find(({ range }) => placeOf(range) === placeOf(heard.range));
  const fields: readonly Field[] =
    trouble === undefined
      ? messageFields(read, bytes)
      : [{ name: 'does not read on', offset: trouble.at, length: 1, text: trouble.why, fields: [] }];
  return view(`${name}, message ${heard.number}`, bytes, fields);
};

const brokenPiece = ({ broken, bytes, name }: Collection): PieceView | null => {
  if (broken === null) return null;
  const from = Math.max(0, (broken.at - around) & ~15);
  const end = Math.min(bytes.length, broken.at + around);
  const field = {
    name: 'does not read on',
    offset: broken.at,
    length: 1,
    text: `expected ${broken.expected}`,
    fields: [],
  };
  return { ...viewFrom(from, { title: name, bytes: bytes.subarray(0, end), fields: [field] }), length: bytes.length };
};

/** Null: there is no such piece. */
export const pieceOf = (collection: Collection, piece: string): PieceView | null => {
  const [, kind, number] = /^(message|chain|report|file)-(\d{1,6})$/.exec(piece) ?? ([] as string[]);
  const n = Number(number);
  if (kind === 'message') return messagePiece(collection, n);
  if (kind === 'file') return brokenPiece(collection);
  if (kind === 'chain') {
    const chain = collection.chains.get(n);
    return chain === undefined ? null : view(`Chain of slot ${n}`, chainPiece(chain).bytes, chainFields(chain));
  }
  const report = kind === 'report' ? reportsOf(collection.conversation).shown[n] : undefined;
  if (report === undefined) return null;
  return view(`Interface report, ${report.of}`, report.bytes, parse(report.bytes, readInterfaceReport).fields);
};

/** Says where in which piece a range of the evidence stands; null for what no piece holds. */
export type Placing = (range: ByteRange | null) => Spot | null;

export const placing = (collection: Collection): Placing => {
  const { heard, chains } = collection;
  const starts = new Map<string, Spot>();
  // What stands in a chain is shown there, with its fields, rather than in the message that brought it.
  for (const [slot, chain] of chains)
    for (const [n, { range }] of chain.links.entries())
      starts.set(`${range.length} ${placeOf(range)}`, {
        piece: `chain-${slot}`,
        offset: chainPiece(chain).starts[n] ?? 0,
        length: chain.links[n]?.certificate.der.length ?? 0,
      });
  const bySource = new Map<string, { readonly range: ByteRange; readonly n: number }[]>();
  for (const [n, { range }] of heard.entries()) {
    const own = bySource.get(range.source) ?? [];
    own.push({ range, n });
    bySource.set(range.source, own);
  }
  for (const messages of bySource.values()) messages.sort((one, other) => one.range.offset - other.range.offset);
  return (range) => {
    if (range === null) return null;
    const known = starts.get(`${range.length} ${placeOf(range)}`);
    if (known !== undefined) return known;
    const report = /^report (\d+)$/.exec(range.source)?.[1];
    if (report !== undefined) return { piece: `report-${report}`, offset: range.offset, length: range.length };
    const messages = bySource.get(range.source) ?? [];
    // The last message that begins at or before it.
    let [low, high] = [0, messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((messages[middle]?.range.offset ?? 0) <= range.offset) low = middle + 1;
      else high = middle;
    }
    const found = messages[low - 1];
    if (found === undefined) return null;
    return { piece: `message-${found.n}`, offset: range.offset - found.range.offset, length: range.length };
  };
};
