/** IDE key management (PCIe 7.0 §6.33.3): which stream of which port gets a key, and when it is used. The keys themselves are never shown. */
import { asHex, type Reader, type Say } from '../bytes/reader.js';

const objects = ['QUERY', 'QUERY_RESP', 'KEY_PROG', 'KP_ACK', 'K_SET_GO', 'K_SET_STOP', 'K_GOSTOP_ACK'] as const;

/** The key of one direction and sub-stream of a stream. */
export interface KeySlot {
  readonly stream: number;
  readonly keySet: 0 | 1;
  readonly direction: 'receive' | 'transmit';
  readonly subStream: 'posted' | 'non-posted' | 'completion' | 'unknown';
  readonly port: number;
}

export type IdeKm =
  | { readonly kind: 'query'; readonly port: number }
  | {
      readonly kind: 'capabilities';
      readonly port: number;
      /** Segment, bus, device and function, as the device has them. */
      readonly segment: number;
      readonly bus: number;
      readonly deviceFunction: number;
      readonly lastPort: number;
      /** Its IDE extended capability, from the register after the header on. */
      readonly registers: Uint8Array;
    }
  | { readonly kind: 'program' | 'go' | 'stop' | 'went'; readonly slot: KeySlot }
  | { readonly kind: 'programmed'; readonly slot: KeySlot; readonly status: number }
  | { readonly kind: 'other'; readonly object: number };

const subStreams = ['posted', 'non-posted', 'completion'] as const;
const keyStatus: readonly string[] = [
  'successful',
  'incorrect length',
  'unsupported port',
  'unsupported value',
  'unspecified failure',
];

const slotOf = (stream: number, bits: number, port: number): KeySlot => ({
  stream,
  keySet: (bits & 1) === 0 ? 0 : 1,
  direction: (bits & 2) === 0 ? 'receive' : 'transmit',
  subStream: subStreams[bits >> 4] ?? 'unknown',
  port,
});

const bitsInWords: Say = (bits) => {
  const { keySet, direction, subStream } = slotOf(0, bits, 0);
  return `key set ${keySet}, ${direction}, ${subStream}`;
};

/** `byte` names what stands between stream and sub-stream: a status, or nothing. */
const readSlot = (reader: Reader, byte: 'status' | 'reserved'): { readonly slot: KeySlot; readonly byte: number } => {
  reader.take('reserved', 2);
  const stream = reader.u8('stream');
  const between = reader.u8(byte, byte === 'status' ? (value) => keyStatus[value] ?? asHex(2)(value) : asHex(2));
  const bits = reader.u8('key', bitsInWords);
  return { slot: slotOf(stream, bits, reader.u8('port')), byte: between };
};

const readQueried = (reader: Reader): IdeKm => {
  reader.take('reserved', 1);
  const port = reader.u8('port');
  const deviceFunction = reader.u8('device and function', (value) => `${value >> 3}.${value & 7}`);
  const bus = reader.u8('bus', asHex(2));
  const segment = reader.u8('segment');
  const lastPort = reader.u8('last port');
  return {
    kind: 'capabilities',
    port,
    segment,
    bus,
    deviceFunction,
    lastPort,
    registers: reader.rest('IDE registers'),
  };
};

const readProgram = (reader: Reader): IdeKm => {
  const { slot } = readSlot(reader, 'reserved');
  reader.take('key', 32, () => '256 bits, not shown');
  reader.take('initialization vector', 8, () => '64 bits, not shown');
  return { kind: 'program', slot };
};

const bodies: readonly ((reader: Reader) => IdeKm)[] = [
  (reader) => {
    reader.take('reserved', 1);
    return { kind: 'query', port: reader.u8('port') };
  },
  readQueried,
  readProgram,
  (reader) => {
    const { slot, byte } = readSlot(reader, 'status');
    return { kind: 'programmed', slot, status: byte };
  },
  (reader) => ({ kind: 'go', slot: readSlot(reader, 'reserved').slot }),
  (reader) => ({ kind: 'stop', slot: readSlot(reader, 'reserved').slot }),
  (reader) => ({ kind: 'went', slot: readSlot(reader, 'reserved').slot }),
];

/** Reads what follows the protocol's byte. */
export const readIdeKm = (reader: Reader): IdeKm => {
  const object = reader.u8('object', (value) => objects[value] ?? asHex(2)(value));
  const read = bodies[object];
  if (read !== undefined) return read(reader);
  reader.rest('payload');
  return { kind: 'other', object };
};
