/** A certificate revocation list, read as far as a chain is judged by it (RFC 5280 §5). */
import { toHex } from '../bytes/hex.js';
import { bitsOf, decode, oidOf, tags, timeOf } from './asn1.js';
import { nameText } from './certificate.js';
import { type SignedWith, signedWith } from './signatureAlgorithms.js';

export interface RevocationList {
  readonly issuer: string;
  /** As encoded. */
  readonly issuerName: Uint8Array;
  /** Serial numbers as certificates give them, in hex. */
  readonly serials: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly thisUpdate: number;
  /** Null: it does not say when the next one comes. */
  readonly nextUpdate: number | null;
  /** Null: an algorithm this tool does not know. */
  readonly signedWith: SignedWith | null;
  readonly signatureOid: string;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

export type ReadRevocationList =
  | { readonly ok: true; readonly list: RevocationList }
  | { readonly ok: false; readonly expected: string };

const largest = 1 << 20;
const mostSerials = 100_000;

export const readRevocationList = (bytes: Uint8Array): ReadRevocationList => {
  const bad = (expected: string): ReadRevocationList => ({ ok: false, expected });
  if (bytes.length > largest) return bad(`a revocation list of at most ${largest} bytes`);
  const root = decode(bytes);
  const [body, algorithm, signature] = root?.children ?? [];
  if (root?.tag !== tags.sequence || body === undefined || algorithm === undefined)
    return bad('a revocation list in DER: body, algorithm and signature');
  // The version is optional, and an INTEGER; the algorithm after it is a SEQUENCE.
  const start = body.children[0]?.tag === tags.integer ? 1 : 0;
  const [, issuer, thisUpdate, ...rest] = body.children.slice(start);
  const first = timeOf(thisUpdate);
  if (issuer === undefined || first === null || signature?.tag !== tags.bitString)
    return bad('issuer, time and signature of a revocation list');
  const nextUpdate = timeOf(rest[0]);
  const entries = rest.find((node) => node.tagClass === 'universal' && node.tag === tags.sequence)?.children ?? [];
  if (entries.length > mostSerials) return bad(`at most ${mostSerials} entries`);
  const oid = oidOf(algorithm.children[0]) ?? 'none';
  return {
    ok: true,
    list: {
      issuer: nameText(issuer),
      issuerName: issuer.whole,
      serials: new Set(entries.map(({ children }) => toHex(children[0]?.content ?? new Uint8Array(0)))),
      thisUpdate: first,
      nextUpdate,
      signedWith: signedWith.get(oid) ?? null,
      signatureOid: oid,
      signed: body.whole,
      signature: bitsOf(signature),
    },
  };
};
