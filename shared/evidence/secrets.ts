/** The second port of cryptography: all that takes a secret. The first only checks evidence; this one makes it, and talks in sessions. */

/** Curves that our own devices sign and agree with. */
export type Curve = 'p256' | 'p384';

/** Hashes that our own evidence is made with. */
export type MakingHash = 'sha256' | 'sha384';

export interface PrivateKey {
  readonly curve: Curve;
  /** Big-endian, as long as the curve's field. */
  readonly scalar: Uint8Array;
  /** The public key: x and y side by side, big-endian. */
  readonly point: Uint8Array;
}

export interface Signing {
  /** What the message is hashed with. */
  readonly hash: MakingHash;
  readonly message: Uint8Array;
  /** As SPDM has ECDSA's two numbers, side by side; or as certificates have them. */
  readonly form: 'raw' | 'der';
}

/** One AEAD record: AES-256-GCM with a tag of 16 bytes behind the text. */
export interface Sealing {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes, never twice under one key. */
  readonly iv: Uint8Array;
  /** What is not encrypted, and protected all the same. */
  readonly aad: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface Secrets {
  hash(name: MakingHash, bytes: Uint8Array): Uint8Array;
  hmac(name: MakingHash, key: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** The same seed, of 32 bytes, gives the same key. */
  privateKey(curve: Curve, seed: Uint8Array): PrivateKey;
  /** ECDSA by RFC 6979: the same message gives the same signature. */
  sign(key: PrivateKey, what: Signing): Uint8Array;
  /** ECDH: the x both sides come to; null for a point that is not on the curve. */
  agree(key: PrivateKey, point: Uint8Array): Uint8Array | null;
  seal(sealing: Sealing): Uint8Array;
  /** Null when key, record or tag do not fit each other. */
  open(sealing: Sealing): Uint8Array | null;
}
