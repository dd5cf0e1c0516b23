/** Hashes that Electron's runtime lacks. */
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { HashName } from '../../shared/evidence/spdm/algorithms.js';

/** Null for a hash no library here has. */
export const libraryHash = (name: HashName, bytes: Uint8Array): Uint8Array | null => {
  if (name === 'sha3-256') return sha3_256(bytes);
  if (name === 'sha3-384') return sha3_384(bytes);
  if (name === 'sha3-512') return sha3_512(bytes);
  return null;
};
