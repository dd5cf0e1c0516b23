/** Fills the port of cryptography: Node's own where it has the algorithm, a library where it has not (Electron's crypto is BoringSSL). */
import { createHash, createPublicKey, constants, getHashes, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import type { Cryptography, SignatureAnswer, SignatureClaim } from '../../shared/evidence/cryptography.js';
import { type HashName, hashSizes } from '../../shared/evidence/spdm/algorithms.js';
import { verifyEcdsa } from './ecdsa.js';
import { verifyEd448 } from './ed448.js';
import { libraryHash } from './libraryHash.js';
import { verifyMlDsa } from './mlDsa.js';
import { verifyRsa } from './rsaPadding.js';

/** What this runtime calls the hashes it has. */
const nativeHashes: ReadonlySet<string> = new Set(getHashes().map((name) => name.toLowerCase()));

const isNative = (hash: HashName): boolean => nativeHashes.has(hash);

const hash = (name: HashName, bytes: Uint8Array): Uint8Array | null =>
  isNative(name) ? createHash(name).update(bytes).digest() : libraryHash(name, bytes);

/** A chain's keys are asked for again and again; importing one costs as much as using it. */
const keys = new Map<string, KeyObject | null>();
const mostKeys = 256;

/** Null for bytes that are no key this runtime knows. */
const keyOf = (der: Uint8Array): KeyObject | null => {
  const name = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1');
  const known = keys.get(name);
  if (known !== undefined) return known;
  let key: KeyObject | null = null;
  try {
    key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch {
    // Not a key, or of a kind this runtime lacks: the caller tells.
  }
  if (keys.size >= mostKeys) keys.clear();
  keys.set(name, key);
  return key;
};

const answer = (good: boolean): SignatureAnswer => (good ? { kind: 'good' } : { kind: 'bad' });

const verifyNatively = ({ scheme, hash: name, message, signature, form }: SignatureClaim, key: KeyObject): boolean => {
  if (scheme === 'rsapss') {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const saltLength = name === null ? constants.RSA_PSS_SALTLEN_AUTO : hashSizes[name];
    return verify(name, message, { key, padding, saltLength }, signature);
  }
  const dsaEncoding = form === 'raw' ? 'ieee-p1363' : 'der';
  return verify(name, message, { key, dsaEncoding }, signature);
};

const unable = (why: string): SignatureAnswer => ({ kind: 'unable', why });

const check = (claim: SignatureClaim): SignatureAnswer => {
  const { scheme, hash: name } = claim;
  if (scheme.startsWith('ml-dsa')) return answer(verifyMlDsa(claim));
  if (scheme === 'ed448') return answer(verifyEd448(claim));
  if (scheme === 'sm2' || name === 'sm3') return unable('SM2 and SM3 are not checked by this tool');
  const key = keyOf(claim.key);
  if (key === null) return unable('the public key is of a kind that this runtime does not know');
  if (name === null || isNative(name)) return answer(verifyNatively(claim, key));
  // The hash is the library's; the key's own arithmetic stays the runtime's where it can.
  if (scheme === 'rsassa' || scheme === 'rsapss') {
    const padding = constants.RSA_NO_PADDING;
    return answer(verifyRsa(claim, publicDecrypt({ key, padding }, claim.signature)));
  }
  return answer(verifyEcdsa(claim));
};

/** Of this process: Node's, or Electron's. */
export const nodeCryptography: Cryptography = {
  hash,
  verify: (claim) => {
    try {
      return check(claim);
    } catch {
      // A signature of the wrong length or form: no crypto library calls that anything but an error.
      return { kind: 'bad' };
    }
  },
};
