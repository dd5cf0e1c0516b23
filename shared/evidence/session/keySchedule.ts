/** The keys of a session (DSP0274; HKDF by RFC 5869): from what both sides agreed on, and from all they said before. */
import { concat } from '../bytes/concat.js';
import { ascii, u16 } from '../bytes/write.js';
import type { MakingHash, Secrets } from '../secrets.js';
import { versionName } from '../spdm/codes.js';

const sizes: Readonly<Record<MakingHash, number>> = { sha256: 32, sha384: 48 };

/** What the derivations of one session have in common. */
export interface Derivation {
  readonly secrets: Secrets;
  readonly hash: MakingHash;
  /** `0x12` for 1.2: it is in every label. */
  readonly version: number;
}

/** What one side of a session protects its messages with. */
export interface Direction {
  /** AES-256. */
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** Proves, over the transcript, that a side came to the same secret. */
  readonly finished: Uint8Array;
}

export interface SessionKeys {
  readonly request: Direction;
  readonly response: Direction;
  /** What the next keys are derived from. */
  readonly secret: Uint8Array;
}

const none: Uint8Array = new Uint8Array(0);

/** HKDF-Expand with a label of SPDM's form: length, version, label, context. */
const expand = (
  { secrets, hash, version }: Derivation,
  key: Uint8Array,
  what: { readonly label: string; readonly context?: Uint8Array; readonly length: number },
): Uint8Array => {
  const { label, context = none, length } = what;
  const info = concat(u16(length), ascii(`spdm${versionName(version)} `), ascii(label), context);
  let block = none;
  let whole = none;
  for (let n = 1; whole.length < length; n += 1) {
    block = secrets.hmac(hash, key, concat(block, info, Uint8Array.of(n)));
    whole = concat(whole, block);
  }
  return whole.subarray(0, length);
};

const direction = (derivation: Derivation, secret: Uint8Array): Direction => ({
  key: expand(derivation, secret, { label: 'key', length: 32 }),
  iv: expand(derivation, secret, { label: 'iv', length: 12 }),
  finished: expand(derivation, secret, { label: 'finished', length: sizes[derivation.hash] }),
});

const both = (derivation: Derivation, secret: Uint8Array, { kind, th }: { kind: 'hs' | 'app'; th: Uint8Array }) => {
  const length = sizes[derivation.hash];
  const from = (side: 'req' | 'rsp'): Direction =>
    direction(derivation, expand(derivation, secret, { label: `${side} ${kind} data`, context: th, length }));
  return { request: from('req'), response: from('rsp'), secret };
};

/** @param shared What ECDH came to. @param th Hash of the transcript up to the signature of KEY_EXCHANGE_RSP, that included. */
export const handshakeKeys = (derivation: Derivation, shared: Uint8Array, th: Uint8Array): SessionKeys => {
  const salt = new Uint8Array(sizes[derivation.hash]);
  return both(derivation, derivation.secrets.hmac(derivation.hash, salt, shared), { kind: 'hs', th });
};

/** @param th Hash of the transcript up to FINISH_RSP, that included. */
export const dataKeys = (derivation: Derivation, { secret }: SessionKeys, th: Uint8Array): SessionKeys => {
  const length = sizes[derivation.hash];
  const salt = expand(derivation, secret, { label: 'derived', length });
  const master = derivation.secrets.hmac(derivation.hash, salt, new Uint8Array(length));
  return both(derivation, master, { kind: 'app', th });
};
