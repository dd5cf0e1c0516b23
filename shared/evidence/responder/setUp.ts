/** VERSION, CAPABILITIES and ALGORITHMS of a simulated device. */
import { concat } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { u16, u32, u8, zeros } from '../bytes/write.js';
import { baseAsyms, baseHashes, curveGroups, measurementHashes } from '../spdm/algorithms.js';
import { responseCodes } from '../spdm/codes.js';
import { initialState } from './state.js';
import { type Handler, hashNameOf, header, refuse } from './turn.js';

/** What QEMU's socket carries in one answer; other transports carry more. */
export const largestMessage = 4608;

/** The least a requester must take (DSP0274). */
const leastTransfer = 42;

/** Certificates, challenge, signed and fresh measurements, sessions with ECDHE, encrypted and authenticated. */
const capabilities = 0x02 | 0x04 | 0x10 | 0x20 | 0x40 | 0x80 | 0x200;
const aliasCapability = 0x40000;

const aead = 0x02;
const keySchedule = 0x01;
/** Opaque data as lists of elements. */
const opaqueFormat = 0x02;

export const answerVersion: Handler = ({ device, state, transcripts }) => {
  const { versions } = device;
  const entries = versions.map((version) => u16(version << 8));
  const message = concat(header(0x10, responseCodes.VERSION), u8(0), u8(entries.length), ...entries);
  // Everything begins anew, but what was drawn stays drawn, and the interface stands as it stood.
  const { drawn, putOff, toldChange } = state;
  const fresh = { ...initialState(), interface: state.interface, transcripts, drawn, putOff, toldChange };
  return { state: { ...fresh, phase: 'version' }, message, signed: false };
};

export const answerCapabilities: Handler = ({ device, state, message: { header: asked }, bytes }) => {
  if (state.phase !== 'version') return refuse('unexpectedRequest');
  if (!device.versions.includes(asked.version)) return refuse('versionMismatch');
  const transfer = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(12, true);
  if (transfer < leastTransfer) return refuse('invalidRequest');
  const flags = capabilities | (device.alias ? aliasCapability : 0);
  const message = concat(
    header(asked.version, responseCodes.CAPABILITIES),
    zeros(4),
    u32(flags),
    u32(largestMessage),
    u32(largestMessage),
  );
  return { state: { ...state, phase: 'capabilities', version: asked.version, transfer }, message, signed: false };
};

interface Offer {
  readonly specification: number;
  readonly opaque: number;
  readonly asym: number;
  readonly hash: number;
  /** By type: 2 ECDHE groups, 3 AEAD, 4 the requester's own signatures, 5 key schedule. */
  readonly tables: ReadonlyMap<number, number>;
}

const readOffer = (bytes: Uint8Array, count: number): Offer | null => {
  const read = parse(bytes, (reader) => {
    reader.take('header and length', 6);
    const [specification, opaque] = [reader.u8('measurement specification'), reader.u8('other parameters')];
    const [asym, hash] = [reader.u32('base asymmetric'), reader.u32('base hash')];
    reader.take('reserved', 12);
    const external = reader.u8('external asymmetric') + reader.u8('external hashes');
    reader.take('reserved', 2);
    reader.take('external algorithms', external * 4);
    const tables = new Map<number, number>();
    for (let n = 0; n < count; n += 1) {
      const type = reader.u8('type');
      const more = reader.u8('count') & 15;
      tables.set(type, reader.u16('algorithms'));
      reader.take('external algorithms', more * 4);
    }
    return { specification, opaque, asym, hash, tables };
  });
  return read.ok ? read.value : null;
};

const bitOf = <T>(table: readonly (readonly [number, T])[], is: (value: T) => boolean): number =>
  table.find(([, value]) => is(value))?.[0] ?? 0;

export const answerAlgorithms: Handler = ({ device, state, message, bytes }) => {
  if (state.phase !== 'capabilities') return refuse('unexpectedRequest');
  const offer = readOffer(bytes, message.header.param1);
  if (offer === null) return refuse('invalidRequest');
  const hash = hashNameOf(device);
  const { curve } = device.key;
  const asymBit = bitOf(baseAsyms, ({ scheme }) => scheme === `ecdsa-${curve}`);
  const hashBit = bitOf(baseHashes, (name) => name === hash);
  const measured = (offer.specification & 1) === 1;
  if ((offer.asym & asymBit) === 0 || (offer.hash & hashBit) === 0) return refuse('invalidRequest');
  /** What this device has of what was offered. */
  const wanted: readonly (readonly [number, number])[] = [
    [2, curveGroups[curve].bit],
    [3, aead],
    [4, 0],
    [5, keySchedule],
  ];
  const chosen = wanted.flatMap(([type, bit]) => {
    const offered = offer.tables.get(type);
    return offered === undefined ? [] : [[type, offered & bit] as const];
  });
  const tables = chosen.map(([type, bits]) => concat(u8(type), u8(0x20), u16(bits)));
  const sessions = [2, 3, 5].every((type) => chosen.some(([of, bits]) => of === type && bits !== 0));
  const answer = concat(
    header(state.version, responseCodes.ALGORITHMS, [tables.length, 0]),
    u16(36 + 4 * tables.length),
    u8(measured ? 1 : 0),
    u8(offer.opaque & opaqueFormat),
    u32(measured ? bitOf(measurementHashes, (name) => name === hash) : 0),
    u32(asymBit),
    u32(hashBit),
    zeros(16),
    ...tables,
  );
  return { state: { ...state, phase: 'negotiated', sessions }, message: answer, signed: false };
};
