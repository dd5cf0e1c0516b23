/** Signature and key algorithms of certificates, by object identifier. */
import type { HashName, SignatureScheme } from '../spdm/algorithms.js';

/** `ecdsa` and `rsa` leave the curve, or the size, to the key. */
export interface SignedWith {
  readonly family:
    | 'ecdsa'
    | 'rsassa'
    | 'rsapss'
    | 'ed25519'
    | 'ed448'
    | 'ml-dsa-44'
    | 'ml-dsa-65'
    | 'ml-dsa-87'
    | 'sm2';
  readonly hash: HashName | null;
}

const entry = (oid: string, family: SignedWith['family'], hash: HashName | null): [string, SignedWith] => [
  oid,
  { family, hash },
];

export const signedWith: ReadonlyMap<string, SignedWith> = new Map([
  entry('1.2.840.10045.4.3.2', 'ecdsa', 'sha256'),
  entry('1.2.840.10045.4.3.3', 'ecdsa', 'sha384'),
  entry('1.2.840.10045.4.3.4', 'ecdsa', 'sha512'),
  entry('2.16.840.1.101.3.4.3.10', 'ecdsa', 'sha3-256'),
  entry('2.16.840.1.101.3.4.3.11', 'ecdsa', 'sha3-384'),
  entry('2.16.840.1.101.3.4.3.12', 'ecdsa', 'sha3-512'),
  entry('1.2.840.113549.1.1.11', 'rsassa', 'sha256'),
  entry('1.2.840.113549.1.1.12', 'rsassa', 'sha384'),
  entry('1.2.840.113549.1.1.13', 'rsassa', 'sha512'),
  entry('2.16.840.1.101.3.4.3.14', 'rsassa', 'sha3-256'),
  entry('2.16.840.1.101.3.4.3.15', 'rsassa', 'sha3-384'),
  entry('2.16.840.1.101.3.4.3.16', 'rsassa', 'sha3-512'),
  entry('1.3.101.112', 'ed25519', null),
  entry('1.3.101.113', 'ed448', null),
  entry('2.16.840.1.101.3.4.3.17', 'ml-dsa-44', null),
  entry('2.16.840.1.101.3.4.3.18', 'ml-dsa-65', null),
  entry('2.16.840.1.101.3.4.3.19', 'ml-dsa-87', null),
  entry('1.2.156.10197.1.501', 'sm2', 'sm3'),
]);

/** RSASSA-PSS says its hash in its parameters. */
export const rsaPss = '1.2.840.113549.1.1.10';

export const hashOids: ReadonlyMap<string, HashName> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['2.16.840.1.101.3.4.2.8', 'sha3-256'],
  ['2.16.840.1.101.3.4.2.9', 'sha3-384'],
  ['2.16.840.1.101.3.4.2.10', 'sha3-512'],
]);

/** What a public key can do. */
export interface KeyKind {
  /** Null for RSA, which serves two. */
  readonly scheme: Exclude<SignatureScheme, 'rsassa' | 'rsapss'> | null;
  readonly family: 'ec' | 'rsa' | 'ed25519' | 'ed448' | 'ml-dsa' | 'sm2' | 'unknown';
  readonly name: string;
}

export const curves: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ['1.2.840.10045.3.1.7', { scheme: 'ecdsa-p256', family: 'ec', name: 'EC P-256' }],
  ['1.3.132.0.34', { scheme: 'ecdsa-p384', family: 'ec', name: 'EC P-384' }],
  ['1.3.132.0.35', { scheme: 'ecdsa-p521', family: 'ec', name: 'EC P-521' }],
  ['1.2.156.10197.1.301', { scheme: 'sm2', family: 'sm2', name: 'SM2' }],
]);

/** Keys whose algorithm says all. */
export const keyAlgorithms: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ['1.2.840.113549.1.1.1', { scheme: null, family: 'rsa', name: 'RSA' }],
  [rsaPss, { scheme: null, family: 'rsa', name: 'RSA (PSS)' }],
  ['1.3.101.112', { scheme: 'ed25519', family: 'ed25519', name: 'Ed25519' }],
  ['1.3.101.113', { scheme: 'ed448', family: 'ed448', name: 'Ed448' }],
  ['2.16.840.1.101.3.4.3.17', { scheme: 'ml-dsa-44', family: 'ml-dsa', name: 'ML-DSA-44' }],
  ['2.16.840.1.101.3.4.3.18', { scheme: 'ml-dsa-65', family: 'ml-dsa', name: 'ML-DSA-65' }],
  ['2.16.840.1.101.3.4.3.19', { scheme: 'ml-dsa-87', family: 'ml-dsa', name: 'ML-DSA-87' }],
]);

export const ecPublicKey = '1.2.840.10045.2.1';

/** The scheme a signature of this family has under this key, or null when they do not belong together. */
export const schemeOf = ({ family }: SignedWith, key: KeyKind): SignatureScheme | null => {
  if (family === 'ecdsa') return key.family === 'ec' ? key.scheme : null;
  if (family === 'rsassa' || family === 'rsapss') return key.family === 'rsa' ? family : null;
  return key.scheme === family ? family : null;
};
