/** What this process' cryptography says of vectors: each as it is, and with a bit of message, signature and key changed. */
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import type { SignatureAnswer } from '../../shared/evidence/cryptography.js';
import type { Vectors } from '../fixtures/evidence/vectors.js';

export interface VectorAnswers {
  readonly hashes: Readonly<Record<string, string>>;
  readonly signatures: Readonly<Record<string, readonly SignatureAnswer['kind'][]>>;
}

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

const bent = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, n) => (n === at ? byte ^ 1 : byte));

/** In this order: as it is; message, first and last byte of the signature, and key changed. */
export const judgeVectors = ({ hashes, signatures }: Vectors): VectorAnswers => ({
  hashes: Object.fromEntries(
    hashes.map(({ name, hash, message }) => [
      name,
      toHex(nodeCryptography.hash(hash, bytesOf(message)) ?? new Uint8Array(0)),
    ]),
  ),
  signatures: Object.fromEntries(
    signatures.map(({ name, context, ...vector }) => {
      const [key, message, signature] = [vector.key, vector.message, vector.signature].map(bytesOf) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      const told = context === undefined ? {} : { context: bytesOf(context) };
      const claim = { ...vector, ...told, key, message, signature };
      const claims = [
        claim,
        { ...claim, message: bent(message, 0) },
        { ...claim, signature: bent(signature, 0) },
        { ...claim, signature: bent(signature, signature.length - 1) },
        { ...claim, key: bent(key, key.length - 9) },
      ];
      return [name, claims.map((one) => nodeCryptography.verify(one).kind)];
    }),
  ),
});
