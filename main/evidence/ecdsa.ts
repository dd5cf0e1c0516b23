/** ECDSA with a hash the runtime lacks: hashed and checked by the library. */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { SignatureClaim } from '../../shared/evidence/cryptography.js';
import { libraryHash } from './libraryHash.js';

const curves = { 'ecdsa-p256': p256, 'ecdsa-p384': p384, 'ecdsa-p521': p521 } as const;

const isCurve = (scheme: string): scheme is keyof typeof curves => Object.hasOwn(curves, scheme);

/** The point at the end of a SubjectPublicKeyInfo, uncompressed. */
const pointOf = (key: Uint8Array, size: number): Uint8Array => key.subarray(key.length - size);

/** Throws for a key or signature that does not parse. */
export const verifyEcdsa = ({ scheme, hash, key, message, signature, form }: SignatureClaim): boolean => {
  if (!isCurve(scheme) || hash === null) return false;
  const curve = curves[scheme];
  const digest = libraryHash(hash, message);
  if (digest === null) return false;
  const point = pointOf(key, curve.lengths.publicKeyUncompressed ?? 0);
  // lowS: a rule of some ledgers, not of X.509 or SPDM.
  const options = { prehash: false, lowS: false, format: form === 'raw' ? 'compact' : 'der' } as const;
  return curve.verify(signature, digest, point, options);
};
