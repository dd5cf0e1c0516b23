/** The one port by which cryptography enters: pure code asks, a process that has it answers. Keys are SubjectPublicKeyInfo in DER. */
import type { HashName, SignatureScheme } from './spdm/algorithms.js';

export interface SignatureClaim {
  readonly scheme: SignatureScheme;
  /** What the scheme hashes the message with; null for schemes that bring their own. */
  readonly hash: HashName | null;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** ECDSA's two numbers side by side, as SPDM has them, or as DER, as certificates have them. */
  readonly form: 'raw' | 'der';
  /** What ML-DSA (FIPS 204 §5.2) and Ed448 (RFC 8032 §5.2) are told beside the message: SPDM says there what is signed. None in certificates; other schemes take none. */
  readonly context?: Uint8Array;
}

export type SignatureAnswer =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad' }
  /** This runtime cannot say; why, in a few words. */
  | { readonly kind: 'unable'; readonly why: string };

export interface Cryptography {
  /** Null when the runtime has no such hash. */
  hash(name: HashName, bytes: Uint8Array): Uint8Array | null;
  /** Never throws: a key or signature that does not parse is bad. */
  verify(claim: SignatureClaim): SignatureAnswer;
}
