/** VERSION, CAPABILITIES and ALGORITHMS: what both sides agree on before anything is signed. */
import { asHex, type Reader } from '../bytes/reader.js';
import {
  type Asymmetric,
  baseAsyms,
  baseHashes,
  type Group,
  groups,
  type HashName,
  measurementHashes,
  pqcAsyms,
  selected,
} from './algorithms.js';
import { versionName } from './codes.js';
import type { Header } from './header.js';

export interface VersionList {
  readonly kind: 'version';
  /** `0x12` is 1.2; the order is the responder's. */
  readonly versions: readonly number[];
}

export const readVersion = (reader: Reader): VersionList => {
  reader.u8('reserved');
  const count = reader.u8('version entries');
  const versions: number[] = [];
  for (let n = 0; n < count; n += 1)
    versions.push(reader.u16('version entry', (value) => versionName(value >> 8)) >> 8);
  return { kind: 'version', versions };
};

export interface Capabilities {
  readonly kind: 'capabilities';
  readonly flags: number;
}

/** GET_CAPABILITIES and CAPABILITIES are alike; only a request of 1.0 has no body. */
export const readCapabilities = (reader: Reader, header: Header, request: boolean): Capabilities => {
  if (request && header.version === 0x10) return { kind: 'capabilities', flags: 0 };
  reader.u8('reserved');
  reader.u8('timeout exponent');
  reader.u16('reserved');
  const flags = reader.u32('flags', asHex(8));
  if (header.version >= 0x12) {
    reader.u32('data transfer size');
    reader.u32('largest message');
  }
  // 1.3: the responder may list its algorithms here already.
  if (!request && header.version >= 0x13 && (header.param1 & 1) === 1 && reader.left >= 4) {
    reader.u8('block size');
    reader.u8('reserved');
    const length = reader.u16('block length');
    reader.take('supported algorithms', Math.min(Math.max(length - 4, 0), reader.left));
  }
  return { kind: 'capabilities', flags };
};

export interface Algorithms {
  readonly kind: 'algorithms';
  readonly hash: HashName | null;
  readonly asym: Asymmetric | null;
  readonly measurementHash: HashName | 'raw' | null;
  readonly measurementSpecification: number;
  readonly multiKey: boolean;
  /** Of sessions; null where none that is known here was selected. */
  readonly group: Group | null;
}

const named =
  <T>(table: readonly (readonly [number, T])[], name: (value: T) => string) =>
  (bits: number): string => {
    const found = table.filter(([bit]) => (bits & bit) !== 0).map(([, value]) => name(value));
    return found.length === 0 ? `none known (0x${bits.toString(16)})` : found.join(', ');
  };

const itself = (name: string): string => name;

/** Where the counts of extended algorithms stand in ALGORITHMS, and where their lists begin. */
const countsAt = 32;
const listsAt = 36;
const ofGroups = 2;

/** The table of groups among those behind the fixed part. Odd ones are left alone: what is needed of them is looked for, not judged. */
const groupIn = (answer: Uint8Array, tables: number): Group | null => {
  const extended = (answer[countsAt] ?? 0) + (answer[countsAt + 1] ?? 0);
  let at = listsAt + 4 * extended;
  for (let n = 0; n < tables; n += 1) {
    const [type, counts = 0, low = 0, high = 0] = answer.subarray(at, at + 4);
    if (type === ofGroups) return selected(groups, low | (high << 8));
    // The type, the counts, as many bytes of algorithms as the upper half says, and the extended ones.
    at += 2 + (counts >> 4) + 4 * (counts & 15);
  }
  return null;
};

/** NEGOTIATE_ALGORITHMS and ALGORITHMS: the same head, then a length of their own. */
export const readAlgorithms = (reader: Reader, header: Header, request: boolean): Algorithms => {
  const start = reader.at - 4;
  const length = reader.u16('length');
  const specification = reader.u8('measurement specification', asHex(2));
  const other = reader.u8('other parameters', asHex(2));
  const measurement = request ? 0 : reader.u32('measurement hash', named<HashName | 'raw'>(measurementHashes, itself));
  const base = reader.u32(
    'base asymmetric',
    named(baseAsyms, ({ name }) => name),
  );
  const hash = reader.u32('base hash', named(baseHashes, itself));
  const pqc =
    header.version >= 0x14
      ? reader.u32(
          'post-quantum asymmetric',
          named(pqcAsyms, ({ name }) => name),
        )
      : 0;
  const left = start + length - reader.at;
  if (left < 0) reader.refuse(`a length of at least ${reader.at - start}`, String(length), start + 4);
  const before = reader.at - start;
  const tables = reader.take('tables', left);
  // Offsets are the message's own.
  const whole = new Uint8Array(before + left);
  whole.set(tables, before);
  return {
    kind: 'algorithms',
    hash: selected(baseHashes, hash),
    asym: selected(baseAsyms, base) ?? selected(pqcAsyms, pqc),
    measurementHash: selected<HashName | 'raw'>(measurementHashes, measurement),
    measurementSpecification: specification,
    multiKey: header.version >= 0x13 && (other & 0x10) !== 0,
    group: request ? null : groupIn(whole, header.param1),
  };
};
