/** Issues X.509 certificates and revocation lists (RFC 5280) with keys of our own. */
import { concat } from '../bytes/concat.js';
import type { Curve, MakingHash, PrivateKey, Secrets } from '../secrets.js';
import { ecPublicKey } from './signatureAlgorithms.js';
import { bitString, der, integer, oid, sequence, set, tagged, time, utf8String } from './writeDer.js';

const curveOids: Readonly<Record<Curve, string>> = { p256: '1.2.840.10045.3.1.7', p384: '1.3.132.0.34' };

/** What a key of a curve signs with: a hash of the curve's own strength. */
export const hashOf: Readonly<Record<Curve, MakingHash>> = { p256: 'sha256', p384: 'sha384' };

const signatureOids: Readonly<Record<Curve, string>> = {
  p256: '1.2.840.10045.4.3.2',
  p384: '1.2.840.10045.4.3.3',
};

/** SubjectPublicKeyInfo. */
export const publicKeyInfo = ({ curve, point }: PrivateKey): Uint8Array =>
  sequence(sequence(oid(ecPublicKey), oid(curveOids[curve])), bitString(concat(Uint8Array.of(4), point)));

/** First 20 bytes of the public point's hash: what key identifiers are made of. */
export const keyId = ({ point }: PrivateKey, secrets: Secrets): Uint8Array =>
  secrets.hash('sha256', point).subarray(0, 20);

const name = (common: string): Uint8Array => sequence(set(sequence(oid('2.5.4.3'), utf8String(common))));

/** Who issues: a name, and the key behind it. */
export interface Issuer {
  /** Common name, in seven-bit text. */
  readonly name: string;
  readonly key: PrivateKey;
}

const signed = (body: Uint8Array, { key }: Issuer, secrets: Secrets): Uint8Array =>
  sequence(
    body,
    sequence(oid(signatureOids[key.curve])),
    bitString(secrets.sign(key, { hash: hashOf[key.curve], message: body, form: 'der' })),
  );

export interface CertificateWish {
  readonly subject: Issuer;
  readonly issuer: Issuer;
  /** Big-endian, not negative. */
  readonly serial: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whole, as `writeExtensions.ts` makes them. */
  readonly extensions: readonly Uint8Array[];
}

/** A certificate of version 3 in DER. */
export const issueCertificate = (wish: CertificateWish, secrets: Secrets): Uint8Array => {
  const { subject, issuer, serial, notBefore, notAfter, extensions } = wish;
  const body = sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(serial),
    sequence(oid(signatureOids[issuer.key.curve])),
    name(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    name(subject.name),
    publicKeyInfo(subject.key),
    tagged(3, sequence(...extensions)),
  );
  return signed(body, issuer, secrets);
};

export interface RevocationWish {
  readonly issuer: Issuer;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serial numbers of the certificates that are no longer good. */
  readonly serials: readonly Uint8Array[];
}

/** A certificate revocation list of version 2 in DER. */
export const issueRevocationList = (wish: RevocationWish, secrets: Secrets): Uint8Array => {
  const { issuer, thisUpdate, nextUpdate, serials } = wish;
  const entries = serials.map((serial) => sequence(integer(serial), time(thisUpdate)));
  const body = sequence(
    integer(Uint8Array.of(1)),
    sequence(oid(signatureOids[issuer.key.curve])),
    name(issuer.name),
    time(thisUpdate),
    time(nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    // A list of version 2 has a number (RFC 5280, 5.2.3).
    tagged(0, sequence(sequence(oid('2.5.29.20'), der(0x04, integer(Uint8Array.of(1)))))),
  );
  return signed(body, issuer, secrets);
};
