/** The messages that open and close a session (DSP0274), read and written. */
import { concat } from '../bytes/concat.js';
import type { Reader } from '../bytes/reader.js';
import { u16, u8 } from '../bytes/write.js';
import { readHeader } from '../spdm/header.js';

export interface KeyExchange {
  /** 0 none, 1 the TCB's, 0xff all: whether the answer has a hash over measurements. */
  readonly summary: number;
  readonly slot: number;
  /** The requester's half of the session's number. */
  readonly session: number;
  readonly point: Uint8Array;
}

/** @param pointSize By the negotiated group. */
export const readKeyExchange = (reader: Reader, pointSize: number): KeyExchange => {
  const { param1, param2 } = readHeader(reader);
  const session = reader.u16('requester session');
  reader.u8('session policy');
  reader.u8('reserved');
  reader.take('random', 32);
  const point = reader.take('exchange data', pointSize);
  reader.take('opaque data', reader.u16('opaque length'));
  return { summary: param1, slot: param2 & 15, session, point };
};

export interface KeyExchangeAnswer {
  readonly session: number;
  /** Whether the responder asks the requester for a certificate too. */
  readonly mutual: boolean;
  readonly point: Uint8Array;
  /** Hash over measurements; empty where none was asked for. */
  readonly summary: Uint8Array;
  readonly summaryAt: number;
  readonly signature: Uint8Array;
  /** Where signature, and what proves the secret, start in the message. */
  readonly signatureAt: number;
  readonly proofAt: number;
  readonly proof: Uint8Array;
}

/** In bytes: nothing in the message says them. */
export interface KeyExchangeSizes {
  readonly point: number;
  /** 0 where no hash over measurements was asked for. */
  readonly summary: number;
  readonly signature: number;
  /** 0 where the handshake stays in the clear: the proof comes later. */
  readonly proof: number;
}

export const readKeyExchangeAnswer = (reader: Reader, sizes: KeyExchangeSizes): KeyExchangeAnswer => {
  readHeader(reader);
  const session = reader.u16('responder session');
  const mutual = reader.u8('mutual authentication') !== 0;
  reader.u8('requester slot');
  reader.take('random', 32);
  const point = reader.take('exchange data', sizes.point);
  const summaryAt = reader.at;
  const summary = reader.take('measurement summary hash', sizes.summary);
  reader.take('opaque data', reader.u16('opaque length'));
  const signatureAt = reader.at;
  const signature = reader.take('signature', sizes.signature);
  const proofAt = reader.at;
  const proof = reader.take('verify data', sizes.proof);
  return { session, mutual, point, summary, summaryAt, signature, signatureAt, proofAt, proof };
};

/** What PSK_EXCHANGE says before its own data: whether its answer has a hash over measurements, and the requester's half of the number. */
export const readPskExchange = (reader: Reader): Pick<KeyExchange, 'summary' | 'session'> => {
  const { param1 } = readHeader(reader);
  return { summary: param1, session: reader.u16('requester session') };
};

export interface PskExchangeAnswer {
  readonly session: number;
  readonly summary: Uint8Array;
  readonly summaryAt: number;
}

/** PSK_EXCHANGE_RSP up to its hash over measurements, of `summarySize` bytes. What follows only the key that both have makes sense of. */
export const readPskExchangeAnswer = (reader: Reader, summarySize: number): PskExchangeAnswer => {
  readHeader(reader);
  const session = reader.u16('responder session');
  reader.u16('reserved');
  reader.u16('context length');
  reader.u16('opaque length');
  const summaryAt = reader.at;
  return { session, summaryAt, summary: reader.take('measurement summary hash', summarySize) };
};

/** An opaque element of the DMTF (DSP0277): which versions of secured messages a requester takes, or the one that was chosen. */
const element = (data: Uint8Array): Uint8Array => {
  const padding = new Uint8Array(-data.length & 3);
  return concat(Uint8Array.of(1, 0, 0, 0, 0, 0), u16(data.length), data, padding);
};

/** Version 1.1 of secured messages, as entries of VERSION are written. */
const securedVersion = u16(0x1100);

export const offeredVersions = (): Uint8Array => element(concat(Uint8Array.of(1, 1, 1), securedVersion));
export const chosenVersion = (): Uint8Array => element(concat(Uint8Array.of(1, 0), securedVersion));

export interface KeyExchangeParts {
  /** This side's half of the session's number. */
  readonly session: number;
  readonly random: Uint8Array;
  readonly point: Uint8Array;
}

/** KEY_EXCHANGE after its header. */
export const keyExchangeBody = ({ session, random, point }: KeyExchangeParts): Uint8Array => {
  const opaque = offeredVersions();
  return concat(u16(session), u8(0), u8(0), random, point, u16(opaque.length), opaque);
};

/** KEY_EXCHANGE_RSP after its header, up to its signature; `summary` is empty when none was asked for. */
export const keyExchangeAnswerBody = (parts: KeyExchangeParts & { readonly summary: Uint8Array }): Uint8Array => {
  const { session, random, point, summary } = parts;
  const opaque = chosenVersion();
  return concat(u16(session), u8(0), u8(0), random, point, summary, u16(opaque.length), opaque);
};

/** FINISH without mutual authentication: what proves the secret, and nothing else. */
export const readFinish = (
  reader: Reader,
  hashSize: number,
): { readonly proofAt: number; readonly proof: Uint8Array } => {
  const { param1 } = readHeader(reader);
  if ((param1 & 1) !== 0) reader.refuse('no signature of the requester', 'one');
  const proofAt = reader.at;
  return { proofAt, proof: reader.take('verify data', hashSize) };
};

/** Both halves in one number: the requester's are the low bits. */
export const sessionNumber = (requester: number, responder: number): number => responder * 0x10000 + requester;

/** `0xfffeffff`: as messages of the session carry it. */
export const sessionName = (number: number): string => `0x${number.toString(16).padStart(8, '0')}`;
