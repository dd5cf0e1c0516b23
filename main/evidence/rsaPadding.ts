/** The two paddings of RSA signatures (RFC 8017 §8.1, §8.2), for hashes that the runtime lacks: it undoes the power, this checks the rest. */
import type { SignatureClaim } from '../../shared/evidence/cryptography.js';
import { concat, sameBytes } from '../../shared/evidence/bytes/concat.js';
import type { HashName } from '../../shared/evidence/spdm/algorithms.js';
import { libraryHash } from './libraryHash.js';

/** DigestInfo up to the digest, by hash. */
const digestInfo: Partial<Record<HashName, string>> = {
  'sha3-256': '3031300d060960864801650304020805000420',
  'sha3-384': '3041300d060960864801650304020905000430',
  'sha3-512': '3051300d060960864801650304020a05000440',
};

const pkcs1 = (name: HashName, digest: Uint8Array, padded: Uint8Array): boolean => {
  const info = digestInfo[name];
  if (info === undefined) return false;
  const tail = concat(Buffer.from(info, 'hex'), digest);
  const filling = new Uint8Array(Math.max(8, padded.length - tail.length - 3)).fill(0xff);
  return sameBytes(padded, concat(Uint8Array.of(0, 1), filling, Uint8Array.of(0), tail));
};

/** MGF1: hashes of seed and counter, one after the other. */
const mask = (name: HashName, seed: Uint8Array, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  for (let at = 0, counter = 0; at < length; counter += 1) {
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, counter);
    const part = libraryHash(name, concat(seed, count)) ?? new Uint8Array(0);
    if (part.length === 0) return out;
    out.set(part.subarray(0, length - at), at);
    at += part.length;
  }
  return out;
};

/** The salt is as long as the hash, as SPDM wants it. Keys have whole bytes of bits. */
const pss = (name: HashName, digest: Uint8Array, padded: Uint8Array): boolean => {
  const size = digest.length;
  if (padded.at(-1) !== 0xbc || padded.length < 2 * size + 2) return false;
  const masked = padded.subarray(0, padded.length - size - 1);
  const check = padded.subarray(masked.length, masked.length + size);
  if ((masked[0] ?? 0) & 0x80) return false;
  const pad = mask(name, check, masked.length);
  const block = masked.map((byte, at) => byte ^ (pad[at] ?? 0));
  block[0] = (block[0] ?? 0) & 0x7f;
  const salt = block.subarray(block.length - size);
  const zeros = block.subarray(0, block.length - size - 1);
  if (block[block.length - size - 1] !== 1 || zeros.some((byte) => byte !== 0)) return false;
  const again = libraryHash(name, concat(new Uint8Array(8), digest, salt));
  return again !== null && sameBytes(again, check);
};

/** @param padded The signature after the public power. */
export const verifyRsa = ({ scheme, hash, message }: SignatureClaim, padded: Uint8Array): boolean => {
  const digest = hash === null ? null : libraryHash(hash, message);
  if (hash === null || digest === null) return false;
  return scheme === 'rsapss' ? pss(hash, digest, padded) : pkcs1(hash, digest, padded);
};
