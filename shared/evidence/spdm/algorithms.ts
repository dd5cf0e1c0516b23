/** The algorithms a connection can agree on, by the bits of ALGORITHMS (DSP0274), with the sizes that framing needs. */

/** Hashes by the names the crypto port takes. */
export type HashName = 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-384' | 'sha3-512' | 'sm3';

export const hashSizes: Readonly<Record<HashName, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
  sm3: 32,
};

export type SignatureScheme =
  | 'rsassa'
  | 'rsapss'
  | 'ecdsa-p256'
  | 'ecdsa-p384'
  | 'ecdsa-p521'
  | 'sm2'
  | 'ed25519'
  | 'ed448'
  | 'ml-dsa-44'
  | 'ml-dsa-65'
  | 'ml-dsa-87';

export interface Asymmetric {
  readonly scheme: SignatureScheme;
  readonly name: string;
  /** Of a signature, in bytes. */
  readonly size: number;
}

const asym = (scheme: SignatureScheme, name: string, size: number): Asymmetric => ({ scheme, name, size });

/** Base asymmetric algorithms, by bit. */
export const baseAsyms: readonly (readonly [bit: number, Asymmetric])[] = [
  [0x1, asym('rsassa', 'RSASSA-2048', 256)],
  [0x2, asym('rsapss', 'RSAPSS-2048', 256)],
  [0x4, asym('rsassa', 'RSASSA-3072', 384)],
  [0x8, asym('rsapss', 'RSAPSS-3072', 384)],
  [0x10, asym('ecdsa-p256', 'ECDSA P-256', 64)],
  [0x20, asym('rsassa', 'RSASSA-4096', 512)],
  [0x40, asym('rsapss', 'RSAPSS-4096', 512)],
  [0x80, asym('ecdsa-p384', 'ECDSA P-384', 96)],
  [0x100, asym('ecdsa-p521', 'ECDSA P-521', 132)],
  [0x200, asym('sm2', 'SM2', 64)],
  [0x400, asym('ed25519', 'Ed25519', 64)],
  [0x800, asym('ed448', 'Ed448', 114)],
];

/** Post-quantum algorithms of 1.4, by bit. */
export const pqcAsyms: readonly (readonly [bit: number, Asymmetric])[] = [
  [0x1, asym('ml-dsa-44', 'ML-DSA-44', 2420)],
  [0x2, asym('ml-dsa-65', 'ML-DSA-65', 3309)],
  [0x4, asym('ml-dsa-87', 'ML-DSA-87', 4627)],
];

export const baseHashes: readonly (readonly [bit: number, HashName])[] = [
  [0x1, 'sha256'],
  [0x2, 'sha384'],
  [0x4, 'sha512'],
  [0x8, 'sha3-256'],
  [0x10, 'sha3-384'],
  [0x20, 'sha3-512'],
  [0x40, 'sm3'],
];

/** One place left of the base hash's bits; bit 0 is "raw bit streams only". */
export const measurementHashes: readonly (readonly [bit: number, HashName | 'raw'])[] = [
  [0x1, 'raw'],
  ...baseHashes.map(([bit, name]) => [bit * 2, name] as const),
];

/** A group of ALGORITHMS in which a session's secret is agreed on, with the size of what each side sends for it. */
export interface Group {
  readonly name: string;
  /** Of the exchange data, in bytes. */
  readonly size: number;
}

const group = (name: string, size: number): Group => ({ name, size });

/** The groups that this tool opens sessions in itself, by their curve, with their bits. */
export const curveGroups = {
  p256: { bit: 0x8, ...group('P-256', 64) },
  p384: { bit: 0x10, ...group('P-384', 96) },
} as const;

/** Groups of Diffie and Hellman, by bit. */
export const groups: readonly (readonly [bit: number, Group])[] = [
  [0x1, group('FFDHE-2048', 256)],
  [0x2, group('FFDHE-3072', 384)],
  [0x4, group('FFDHE-4096', 512)],
  [curveGroups.p256.bit, curveGroups.p256],
  [curveGroups.p384.bit, curveGroups.p384],
  [0x20, group('P-521', 132)],
  [0x40, group('SM2', 64)],
];

/** The one that was selected, or null when none or several are: a selection has one bit. */
export const selected = <T>(table: readonly (readonly [bit: number, T])[], bits: number): T | null =>
  table.find(([bit]) => bit === bits)?.[1] ?? null;
