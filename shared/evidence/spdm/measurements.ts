/** GET_MEASUREMENTS and MEASUREMENTS, with the record's blocks read by the DMTF's measurement specification. */
import { asHex, type Reader } from '../bytes/reader.js';
import { shortHex } from '../bytes/hex.js';
import { readDeviceMode } from './deviceMode.js';
import type { Header } from './header.js';
import { type Negotiated, withoutAlgorithms } from './negotiated.js';
import { readOpaque } from './opaque.js';

export interface GetMeasurements {
  readonly kind: 'get-measurements';
  /** 0 asks how many there are, 1 to 0xfe for one, 0xff for all. */
  readonly operation: number;
  readonly signed: boolean;
  readonly slot: number;
  readonly nonce: Uint8Array | null;
}

export const readGetMeasurements = (reader: Reader, header: Header): GetMeasurements => {
  const signed = (header.param1 & 1) === 1;
  const nonce = signed ? reader.take('nonce', 32) : null;
  const slot = signed && header.version >= 0x11 ? reader.u8('slot') & 15 : 0;
  if (header.version >= 0x13) reader.take('requester context', 8);
  return { kind: 'get-measurements', operation: header.param2, signed, slot, nonce };
};

/** What a measurement is of, by the low 7 bits of its type. */
export const measurementTypes = [
  'immutable ROM',
  'mutable firmware',
  'hardware configuration',
  'firmware configuration',
  'freeform manifest',
  'device mode',
  'firmware version',
  'security version number',
  'hash-extended',
  'informational',
  'structured manifest',
] as const;

export const measurementTypeName = (type: number): string => measurementTypes[type & 0x7f] ?? `type ${type & 0x7f}`;

export interface MeasurementBlock {
  readonly index: number;
  /** 1 is the DMTF's. */
  readonly specification: number;
  /** Low 7 bits of the type; null where the specification is another. */
  readonly type: number | null;
  /** A raw bit stream, not a digest. */
  readonly raw: boolean;
  readonly value: Uint8Array;
  /** Where the block starts in what was parsed, the message or the record alone, and how long it is. */
  readonly at: number;
  readonly length: number;
}

const sayType = (type: number): string => `${measurementTypeName(type)}${type & 0x80 ? ', raw' : ', digest'}`;

const readBlock = (reader: Reader): MeasurementBlock => {
  const at = reader.at;
  const index = reader.u8('index');
  const specification = reader.u8('specification', (value) => (value === 1 ? 'DMTF' : asHex(2)(value)));
  const size = reader.u16('size');
  if (specification !== 1) {
    const value = reader.take('value', size);
    return { index, specification, type: null, raw: false, value, at, length: reader.at - at };
  }
  if (size < 3) reader.refuse('a measurement of at least 3 bytes', String(size), reader.at - 2);
  const type = reader.u8('type', sayType);
  const length = reader.u16('value length');
  if (length !== size - 3) reader.refuse(`a value of ${size - 3} bytes`, String(length), reader.at - 2);
  const raw = (type & 0x80) !== 0;
  const value =
    (type & 0x7f) === 5 && length === 16
      ? readDeviceMode(reader)
      : reader.take('value', length, (bytes) => shortHex(bytes, 64));
  return { index, specification, type: type & 0x7f, raw, value, at, length: reader.at - at };
};

/** Reads the blocks of a record; they must fill it. */
export const readBlocks = (reader: Reader, count: number, end: number): readonly MeasurementBlock[] => {
  const blocks: MeasurementBlock[] = [];
  for (let n = 0; n < count; n += 1) {
    blocks.push(
      reader.group(
        `block ${n + 1}`,
        () => readBlock(reader),
        ({ index, type }) => `index ${index}${type === null ? '' : `, ${measurementTypeName(type)}`}`,
      ),
    );
  }
  if (reader.at !== end) reader.refuse(`${count} blocks that fill the record`, `${end - reader.at} bytes more`);
  return blocks;
};

/** What the responder says of changes since the last signature. */
export type ContentChanged = 'not said' | 'changed' | 'not changed' | 'reserved';

const changes: readonly ContentChanged[] = ['not said', 'changed', 'not changed', 'reserved'];

export interface Measurements {
  readonly kind: 'measurements';
  readonly blocks: readonly MeasurementBlock[];
  readonly record: Uint8Array;
  /** How many indices there are, when that was the question. */
  readonly count: number | null;
  readonly slot: number;
  readonly changed: ContentChanged;
  readonly nonce: Uint8Array;
  /** Null when none was asked for. */
  readonly signature: Uint8Array | null;
  /** Where the record, and the signature, start in the message. */
  readonly recordAt: number;
  readonly signatureAt: number;
}

/** @param asked The request, which alone says whether a signature follows. */
export const readMeasurements = (
  reader: Reader,
  context: {
    readonly header: Header;
    readonly negotiated: Negotiated;
    readonly asked: GetMeasurements | null;
  },
): Measurements => {
  const { header, negotiated, asked } = context;
  const blockCount = reader.u8('blocks');
  const length = reader.u24('record length');
  const recordAt = reader.at;
  if (length > reader.left) reader.refuse(`a record of ${length} bytes`, `${reader.left} bytes before the end`);
  const record = reader.bytes.subarray(recordAt, recordAt + length);
  const blocks = reader.group('record', () => readBlocks(reader, blockCount, recordAt + length));
  // Nonce and opaque length are there even when nothing is signed.
  const nonce = reader.take('nonce', 32);
  readOpaque(reader, header.version);
  if (header.version >= 0x13) reader.take('requester context', 8);
  const signatureAt = reader.at;
  const signed = asked?.signed ?? false;
  if (signed && negotiated.asym === null) reader.refuse(withoutAlgorithms.expected, withoutAlgorithms.found);
  return {
    kind: 'measurements',
    blocks,
    record,
    count: asked?.operation === 0 ? header.param1 : null,
    slot: header.param2 & 15,
    changed: changes[(header.param2 >> 4) & 3] ?? 'not said',
    nonce,
    signature: signed ? reader.take('signature', negotiated.asym?.size ?? 0) : null,
    recordAt,
    signatureAt,
  };
};
