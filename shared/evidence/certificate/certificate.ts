/** An X.509 certificate, read as far as a chain has to be judged (RFC 5280). */
import { shortHex, toHex } from '../bytes/hex.js';
import { type Asn1, bitsOf, decode, oidOf, tags, textOf, timeOf } from './asn1.js';
import { type Extension, readExtensions } from './extensions.js';
import { nameParts } from './oids.js';
import {
  curves,
  ecPublicKey,
  hashOids,
  keyAlgorithms,
  type KeyKind,
  rsaPss,
  type SignedWith,
  signedWith,
} from './signatureAlgorithms.js';

export interface Certificate {
  readonly der: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  /** As encoded: names are compared byte by byte. */
  readonly subjectName: Uint8Array;
  readonly issuerName: Uint8Array;
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly keyKind: KeyKind;
  /** Null: an algorithm this tool does not know. */
  readonly signedWith: SignedWith | null;
  readonly signatureOid: string;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: readonly Extension[];
}

export type ReadCertificate =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly at: number; readonly expected: string };

/** A distinguished name as people write it: the most particular part first. */
export const nameText = (name: Asn1): string =>
  name.children
    .flatMap((set) => set.children)
    .map(({ children: [type, value] }) => {
      const oid = oidOf(type) ?? '?';
      return `${nameParts[oid] ?? oid}=${textOf(value)}`;
    })
    .join(', ') || 'no name';

const keyKindOf = (info: Asn1): KeyKind => {
  const [algorithm] = info.children;
  const oid = oidOf(algorithm?.children[0]) ?? '';
  const curve = oid === ecPublicKey ? oidOf(algorithm?.children[1]) : null;
  const known = curve === null ? keyAlgorithms.get(oid) : curves.get(curve);
  return known ?? { scheme: null, family: 'unknown', name: `unknown key (${curve ?? oid})` };
};

/** RSASSA-PSS: the hash stands in field [0] of its parameters, SHA-1 where it is left out. */
const pssHash = (algorithm: Asn1): SignedWith | null => {
  const field = algorithm.children[1]?.children.find((node) => node.tagClass === 'context' && node.tag === 0);
  const hash = hashOids.get(oidOf(field?.children[0]?.children[0]) ?? '');
  return hash === undefined ? null : { family: 'rsapss', hash };
};

const algorithmOf = (algorithm: Asn1): { readonly oid: string; readonly with: SignedWith | null } => {
  const oid = oidOf(algorithm.children[0]) ?? 'none';
  return { oid, with: oid === rsaPss ? pssHash(algorithm) : (signedWith.get(oid) ?? null) };
};

const largest = 1 << 16;

/** Reads one certificate; what stands after it is left alone. */
export const readCertificate = (bytes: Uint8Array): ReadCertificate => {
  const bad = (at: number, expected: string): ReadCertificate => ({ ok: false, at, expected });
  if (bytes.length > largest) return bad(0, `a certificate of at most ${largest} bytes`);
  const root = decode(bytes);
  if (root === null || root.tag !== tags.sequence) return bad(0, 'a certificate in DER (a SEQUENCE)');
  const [body, algorithm, signature] = root.children;
  if (body === undefined || algorithm === undefined || signature?.tag !== tags.bitString)
    return bad(root.offset, 'a certificate: body, algorithm and signature');
  // The version is optional, and so is everything after the key.
  const explicit = body.children[0]?.tagClass === 'context' ? 1 : 0;
  const [serial, , issuer, validity, subject, publicKey] = body.children.slice(explicit);
  if (serial === undefined || issuer === undefined || subject === undefined || publicKey === undefined)
    return bad(body.offset, 'serial number, issuer, validity, subject and public key');
  const notBefore = timeOf(validity?.children[0]);
  const notAfter = timeOf(validity?.children[1]);
  if (notBefore === null || notAfter === null) return bad(validity?.offset ?? body.offset, 'two times of validity');
  const extended = body.children.find((node) => node.tagClass === 'context' && node.tag === 3);
  const { oid, with: signer } = algorithmOf(algorithm);
  return {
    ok: true,
    certificate: {
      der: root.whole,
      subject: nameText(subject),
      issuer: nameText(issuer),
      subjectName: subject.whole,
      issuerName: issuer.whole,
      serial: serial.content.length > 40 ? shortHex(serial.content) : toHex(serial.content),
      notBefore,
      notAfter,
      publicKey: publicKey.whole,
      keyKind: keyKindOf(publicKey),
      signedWith: signer,
      signatureOid: oid,
      signed: body.whole,
      signature: bitsOf(signature),
      extensions: readExtensions(extended?.children[0]?.children ?? []),
    },
  };
};
