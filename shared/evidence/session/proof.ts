/** Whether KEY_EXCHANGE_RSP is signed by the key of a chain: else the session is with somebody else. */
import { concat } from '../bytes/concat.js';
import type { Cryptography } from '../cryptography.js';
import type { Negotiated } from '../spdm/negotiated.js';
import { signingPrefix } from '../spdm/signing.js';

export const keyExchangeContext = 'responder-key_exchange_rsp signing';

export interface KeyExchangeClaim {
  readonly negotiated: Negotiated;
  /** SubjectPublicKeyInfo of the leaf. */
  readonly key: Uint8Array;
  /** VCA (and DIGESTS where the device has several keys), hash of the chain, KEY_EXCHANGE, and its answer up to the signature. */
  readonly transcript: Uint8Array;
  readonly signature: Uint8Array;
}

/** By the rules from 1.2 on. */
export const provesSession = (claim: KeyExchangeClaim, cryptography: Cryptography): boolean => {
  const { negotiated, key, transcript, signature } = claim;
  const { asym, hash, version } = negotiated;
  const digest = hash === null ? null : cryptography.hash(hash, transcript);
  if (asym === null || digest === null || version < 0x12) return false;
  const message = concat(signingPrefix(version, keyExchangeContext), digest);
  return cryptography.verify({ scheme: asym.scheme, hash, key, message, signature, form: 'raw' }).kind === 'good';
};
