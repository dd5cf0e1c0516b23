/** Messages that carry or stand for others: errors, and messages in chunks. */
import { asHex, type Reader } from '../bytes/reader.js';
import type { Header } from './header.js';

const errors: ReadonlyMap<number, string> = new Map([
  [0x01, 'invalid request'],
  [0x03, 'busy'],
  [0x04, 'unexpected request'],
  [0x05, 'unspecified'],
  [0x06, 'decrypt error'],
  [0x07, 'unsupported request'],
  [0x08, 'request in flight'],
  [0x09, 'invalid response code'],
  [0x0a, 'session limit exceeded'],
  [0x0b, 'session required'],
  [0x0c, 'reset required'],
  [0x0d, 'response too large'],
  [0x0e, 'request too large'],
  [0x0f, 'large response'],
  [0x10, 'message lost'],
  [0x11, 'invalid policy'],
  [0x41, 'version mismatch'],
  [0x42, 'response not ready'],
  [0x43, 'request resynch'],
  [0x44, 'operation failed'],
  [0x45, 'no pending requests'],
  [0xff, 'vendor defined'],
]);

/** The response is too large for one message and comes in chunks. */
export const largeResponse = 0x0f;

/** The answer takes longer: it comes to RESPOND_IF_READY, and belongs to the request before it. */
export const notReady = 0x42;

export interface SpdmError {
  readonly kind: 'error';
  readonly code: number;
  readonly name: string;
}

export const readSpdmError = (reader: Reader, { param1 }: Header): SpdmError => {
  // Some codes carry data, and padding looks the same: nothing is hashed of an error.
  if (reader.left > 0) reader.rest('error data');
  return { kind: 'error', code: param1, name: errors.get(param1) ?? asHex(2)(param1) };
};

export interface Chunk {
  readonly kind: 'chunk';
  readonly handle: number;
  readonly sequence: number;
  readonly last: boolean;
  /** Of the whole message, in the first chunk only. */
  readonly whole: number | null;
  readonly data: Uint8Array;
}

/** CHUNK_SEND and CHUNK_RESPONSE are alike. */
export const readChunk = (reader: Reader, header: Header): Chunk => {
  // 1.4 widened the number to 32 bits; before, 16 of them were reserved, and zero.
  const sequence = reader.u32('chunk number');
  const size = reader.u32('chunk size');
  const whole = sequence === 0 ? reader.u32('whole size') : null;
  return {
    kind: 'chunk',
    handle: header.param2,
    sequence,
    last: (header.param1 & 1) === 1,
    whole,
    data: reader.take('chunk', size),
  };
};

export interface ChunkAck {
  readonly kind: 'chunk-ack';
  readonly handle: number;
  readonly sequence: number;
  /** The answer to the whole request, with its last chunk; or what is wrong with it before that. Empty else. */
  readonly answer: Uint8Array;
}

/** A message's head: what is shorter is padding of the transport. */
const leastAnswer = 4;

/** CHUNK_SEND_ACK; 1.4 widened its number. */
export const readChunkAck = (reader: Reader, { version, param2 }: Header): ChunkAck => {
  const sequence = version >= 0x14 ? reader.u32('chunk number') : reader.u16('chunk number');
  const answer = reader.left >= leastAnswer ? reader.rest('answer') : new Uint8Array(0);
  return { kind: 'chunk-ack', handle: param2, sequence, answer };
};
