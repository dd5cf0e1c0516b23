/** Ed448 (RFC 8032), by the library: Electron's crypto lacks it, and Node's takes no context. */
import { ed448 } from '@noble/curves/ed448.js';
import type { SignatureClaim } from '../../shared/evidence/cryptography.js';

const keySize = 57;

/** Throws for a key or signature of the wrong length. */
export const verifyEd448 = ({ key, message, signature, context }: SignatureClaim): boolean =>
  // The key is the end of its SubjectPublicKeyInfo. zip215: a ledger's rule, laxer than the RFC's.
  ed448.verify(signature, message, key.subarray(key.length - keySize), {
    zip215: false,
    ...(context === undefined ? {} : { context }),
  });
