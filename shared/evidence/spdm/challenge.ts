/** CHALLENGE and CHALLENGE_AUTH: the device proves that it holds the key of a slot. */
import type { Reader } from '../bytes/reader.js';
import type { Header } from './header.js';
import { hashSizeOf, type Negotiated, withoutAlgorithms } from './negotiated.js';
import { readOpaque } from './opaque.js';

export interface Challenge {
  readonly kind: 'challenge';
  readonly slot: number;
  /** 0 none, 1 the TCB's measurements, 0xff all. */
  readonly summary: number;
  readonly nonce: Uint8Array;
}

export const readChallenge = (reader: Reader, header: Header): Challenge => {
  const nonce = reader.take('nonce', 32);
  if (header.version >= 0x13) reader.take('requester context', 8);
  return { kind: 'challenge', slot: header.param1 & 15, summary: header.param2, nonce };
};

export interface ChallengeAuth {
  readonly kind: 'challenge-auth';
  /** 15: a key the requester was given beforehand, no chain. */
  readonly slot: number;
  readonly chainHash: Uint8Array;
  readonly nonce: Uint8Array;
  readonly summaryHash: Uint8Array | null;
  readonly signature: Uint8Array;
  /** Where it starts in the message: all before it is signed. */
  readonly signatureAt: number;
}

/** @param asked Whether the request asked for a hash over measurements: the response does not say. */
export const readChallengeAuth = (
  reader: Reader,
  { header, negotiated, asked }: { readonly header: Header; readonly negotiated: Negotiated; readonly asked: boolean },
): ChallengeAuth => {
  const size = hashSizeOf(negotiated);
  if (size === null || negotiated.asym === null) reader.refuse(withoutAlgorithms.expected, withoutAlgorithms.found);
  const chainHash = reader.take('certificate chain hash', size);
  const nonce = reader.take('nonce', 32);
  const summaryHash = asked ? reader.take('measurement summary hash', size) : null;
  readOpaque(reader, header.version);
  if (header.version >= 0x13) reader.take('requester context', 8);
  const signatureAt = reader.at;
  return {
    kind: 'challenge-auth',
    slot: header.param1 & 15,
    chainHash,
    nonce,
    summaryHash,
    signature: reader.take('signature', negotiated.asym.size),
    signatureAt,
  };
};
