/** What a connection agreed on: how long hashes and signatures are, and so where every later field stands. */
import { type Asymmetric, type Group, type HashName, hashSizes } from './algorithms.js';
import type { Version } from './codes.js';
import type { Algorithms } from './vca.js';

export interface Negotiated {
  readonly version: Version;
  /** Null until ALGORITHMS was seen, or when what it selected is unknown here. */
  readonly hash: HashName | null;
  readonly asym: Asymmetric | null;
  readonly measurementHash: HashName | 'raw' | null;
  /** 1.3: the responder has several keys for one algorithm; DIGESTS then says more of each slot. */
  readonly multiKey: boolean;
  /** In which a session's secret is agreed on. */
  readonly group: Group | null;
}

export const nothingNegotiated: Negotiated = {
  version: 0x10,
  hash: null,
  asym: null,
  measurementHash: null,
  multiKey: false,
  group: null,
};

/** @param asked NEGOTIATE_ALGORITHMS: it alone says whether the responder's keys are several, the answer speaks of the requester's. Null where it was not seen. */
export const negotiatedBy = (version: Version, answer: Algorithms, asked: Algorithms | null): Negotiated => {
  const { hash, asym, measurementHash, group } = answer;
  return { version, hash, asym, measurementHash, multiKey: (asked ?? answer).multiKey, group };
};

/** Refusal of what hangs on algorithms, where no ALGORITHMS was seen or it selects what nobody here knows. */
export const withoutAlgorithms = {
  expected: 'ALGORITHMS before this message, with a hash and a signature that are known here',
  found: 'none',
} as const;

export const hashSizeOf = ({ hash }: Negotiated): number | null => (hash === null ? null : hashSizes[hash]);
