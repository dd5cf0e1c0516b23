/** ML-DSA (FIPS 204), by the library: neither Node 20 nor Electron has it. */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import type { SignatureClaim } from '../../shared/evidence/cryptography.js';

const kinds = {
  'ml-dsa-44': { verify: ml_dsa44.verify, size: 1312 },
  'ml-dsa-65': { verify: ml_dsa65.verify, size: 1952 },
  'ml-dsa-87': { verify: ml_dsa87.verify, size: 2592 },
} as const;

/** Throws for a key or signature of the wrong length. */
export const verifyMlDsa = ({ scheme, key, message, signature, context }: SignatureClaim): boolean => {
  const kind = Object.hasOwn(kinds, scheme) ? kinds[scheme as keyof typeof kinds] : null;
  // The key is the end of its SubjectPublicKeyInfo.
  const options = context === undefined ? {} : { context };
  return kind?.verify(signature, message, key.subarray(key.length - kind.size), options) ?? false;
};
