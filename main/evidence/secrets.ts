/** Fills the port of secrets: hashes and AES by the runtime, curves by the library, because no runtime signs by RFC 6979. */
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';
import type { Curve, PrivateKey, Secrets } from '../../shared/evidence/secrets.js';

const curves = { p256, p384 } as const;
const cipher = 'aes-256-gcm';
const tagLength = 16;

/** The library marks an uncompressed point by a byte before it; SPDM does not. */
const marked = (point: Uint8Array): Uint8Array => Uint8Array.of(4, ...point);

/** A scalar below the order, from as many bytes as keep its bias out of sight. */
const scalarOf = (curve: Curve, seed: Uint8Array): Uint8Array => {
  const { Fn } = curves[curve].Point;
  const wide = Buffer.concat(
    [1, 2].map((part) => createHmac('sha384', seed).update(`${curve} ${part}`).digest()),
  ).toString('hex');
  return Fn.toBytes((BigInt(`0x${wide}`) % (Fn.ORDER - 1n)) + 1n);
};

const agree = ({ curve, scalar }: PrivateKey, point: Uint8Array): Uint8Array | null => {
  try {
    return curves[curve].getSharedSecret(scalar, marked(point), true).subarray(1);
  } catch {
    // Not on the curve, or of the wrong length: the peer's fault, which the caller tells.
    return null;
  }
};

/** Of this process: Node's, or Electron's. */
export const nodeSecrets: Secrets = {
  hash: (name, bytes) => new Uint8Array(createHash(name).update(bytes).digest()),
  hmac: (name, key, bytes) => new Uint8Array(createHmac(name, key).update(bytes).digest()),
  privateKey: (curve, seed) => {
    const scalar = scalarOf(curve, seed);
    return { curve, scalar, point: curves[curve].getPublicKey(scalar, false).subarray(1) };
  },
  sign: ({ curve, scalar }, { hash, message, form }) =>
    curves[curve].sign(createHash(hash).update(message).digest(), scalar, {
      prehash: false,
      lowS: false,
      format: form === 'raw' ? 'compact' : 'der',
    }),
  agree,
  seal: ({ key, iv, aad, bytes }) => {
    const sealer = createCipheriv(cipher, key, iv, { authTagLength: tagLength }).setAAD(aad);
    return new Uint8Array(Buffer.concat([sealer.update(bytes), sealer.final(), sealer.getAuthTag()]));
  },
  open: ({ key, iv, aad, bytes }) => {
    if (bytes.length < tagLength) return null;
    const opener = createDecipheriv(cipher, key, iv, { authTagLength: tagLength }).setAAD(aad);
    opener.setAuthTag(bytes.subarray(bytes.length - tagLength));
    try {
      return new Uint8Array(Buffer.concat([opener.update(bytes.subarray(0, -tagLength)), opener.final()]));
    } catch {
      // The tag does not fit: that is the answer.
      return null;
    }
  },
};
