/** Checks the signature of an exchange against the leaf of its slot's chain. */
import { concat } from '../bytes/concat.js';
import type { Certificate } from '../certificate/certificate.js';
import type { Cryptography, SignatureClaim } from '../cryptography.js';
import type { Exchange } from '../exchange/exchange.js';
import { type Asymmetric, baseAsyms, type SignatureScheme } from '../spdm/algorithms.js';
import { ascii } from '../bytes/write.js';
import { versionName } from '../spdm/codes.js';
import type { Negotiated } from '../spdm/negotiated.js';
import { signingPrefix } from '../spdm/signing.js';
import { fail, type Found, pass, unable } from './verdict.js';

const contexts = {
  challenge: 'responder-challenge_auth signing',
  measurements: 'responder-measurements signing',
} as const;

/** Schemes that hash by their own rule take no hash. */
const ownHash = (scheme: SignatureScheme): boolean => /^(ed|ml-dsa)/.test(scheme);

/** What is signed: by whom, over what, and what for. */
export interface Signing {
  readonly negotiated: Negotiated;
  readonly leaf: Certificate;
  /** `responder-measurements signing`. */
  readonly context: string;
  readonly transcript: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the scheme is given: up to 1.1 the transcript, from 1.2 on a prefix and the transcript's hash. Null where an algorithm is missing. */
export const claimOf = (signing: Signing, { hash: digestOf }: Cryptography): SignatureClaim | null => {
  const { negotiated, leaf, context, transcript, signature } = signing;
  const { asym, hash, version } = negotiated;
  if (asym === null || hash === null) return null;
  const digest = version < 0x12 ? null : digestOf(hash, transcript);
  if (version >= 0x12 && digest === null) return null;
  const message = digest === null ? transcript : concat(signingPrefix(version, context), digest);
  const scheme = { scheme: asym.scheme, hash: ownHash(asym.scheme) ? null : hash } as const;
  return { ...scheme, key: leaf.publicKey, message, signature, form: 'raw', context: ascii(context) };
};

export const fits = (asym: Asymmetric, leaf: Certificate): boolean => {
  const { keyKind } = leaf;
  return asym.scheme === 'rsassa' || asym.scheme === 'rsapss'
    ? keyKind.family === 'rsa'
    : keyKind.scheme === asym.scheme;
};

/** The transcript in the clear, and what of it the scheme is given. */
export interface SignedOver {
  readonly transcript: Uint8Array;
  readonly claim: SignatureClaim;
  /** By what rule, where it is not the first one's; null for the first. */
  readonly reading: string | null;
}

const otherRule = 'over what a peer hashes that starts over at other messages than DSP0274 says';
export const reversedRule = 'with its bytes reversed, as some devices of 1.0 and 1.1 send it';

/** The other byte order: an RSA signature is one number; an ECDSA one is two, r and s, each reversed in its place. */
export const reversedOf = (signature: Uint8Array, scheme: SignatureScheme): Uint8Array => {
  if (!scheme.startsWith('ecdsa')) return signature.toReversed();
  const half = signature.length >> 1;
  return concat(signature.subarray(0, half).toReversed(), signature.subarray(half).toReversed());
};

/** What may have been signed, the likeliest first; none where something is missing. */
export const signedOver = (
  exchange: Exchange,
  leaf: Certificate,
  cryptography: Cryptography,
): readonly SignedOver[] => {
  const { negotiated, transcript, body, others, kind } = exchange;
  const { version } = negotiated;
  const { signature } = body;
  if (signature === null || transcript === null) return [];
  const over = (whole: Uint8Array, reading: string | null): readonly SignedOver[] => {
    const context = contexts[kind];
    const claim = claimOf({ negotiated, leaf, context, transcript: whole, signature }, cryptography);
    return claim === null ? [] : [{ transcript: whole, claim, reading }];
  };
  const first = over(transcript, null);
  const reversed = first.map(({ claim }) => ({
    transcript,
    claim: { ...claim, signature: reversedOf(signature, claim.scheme) },
    reading: reversedRule,
  }));
  return [...first, ...(version < 0x12 ? reversed : []), ...others.flatMap((other) => over(other, otherRule))];
};

/** The last certificate of a chain. */
export interface Leaf {
  readonly certificate: Certificate;
  /** Why it may be another than the device's own: where the chain stopped making sense. Null where it is whole. */
  readonly doubtful: string | null;
}

export const checkSignature = (exchange: Exchange, leaf: Leaf | null, cryptography: Cryptography): Found => {
  const { negotiated, transcript, missing, body } = exchange;
  const { asym, hash, version } = negotiated;
  const expected =
    asym === null
      ? 'a signature'
      : `${asym.name}${hash === null ? '' : ` with ${hash.toUpperCase()}`} over ${exchange.kind === 'challenge' ? 'M1/M2' : 'L1/L2'}, SPDM ${versionName(version)}`;
  if (body.signature === null) return unable(expected, 'the response carries none');
  if (transcript === null) return unable(expected, `missing: ${missing ?? 'the transcript'}`);
  if (leaf === null) return unable(expected, `missing: the certificate chain of slot ${exchange.slot}`);
  if (asym === null || hash === null)
    return unable(expected, 'missing: ALGORITHMS, with a hash and a signature that are known here');
  const { certificate, doubtful } = leaf;
  if (doubtful === null && !fits(asym, certificate))
    return fail(expected, `the leaf’s key is ${certificate.keyKind.name}`);
  const readings = signedOver(exchange, certificate, cryptography);
  if (readings.length === 0) return unable(expected, `missing: ${hash} in this runtime`);
  for (const { claim, reading } of readings) {
    const answer = cryptography.verify(claim);
    if (answer.kind === 'unable') return unable(expected, answer.why);
    if (answer.kind === 'good') return pass(expected, reading === null ? 'it verifies' : `it verifies, ${reading}`);
  }
  if (exchange.kind === 'challenge' && !exchange.sawChain)
    return unable(expected, 'missing: GET_DIGESTS to CERTIFICATE before it; without them it does not verify');
  if (doubtful !== null) return unable(expected, `missing: a leaf that can be read; in the chain, ${doubtful}`);
  if (exchange.gap !== null) return unable(expected, `missing: ${exchange.gap}; without it it does not verify`);
  return fail(expected, 'it does not verify');
};

/** Of an RSA key's SubjectPublicKeyInfo, beside the modulus: with 65537 for an exponent, as nearly all have, and at most so much less with another. */
const aroundModulus = 38;
const shorterExponent = 3;

/** The algorithms that a leaf's key may sign by, where nothing was negotiated in sight; none for a kind that only 1.2 and later have, where what was negotiated is signed too. */
export const impliedBy = ({ keyKind, publicKey }: Certificate): readonly Asymmetric[] =>
  baseAsyms.flatMap(([, asym]) => {
    const { scheme, size } = asym;
    if (scheme.startsWith('ecdsa')) return scheme === keyKind.scheme ? [asym] : [];
    if (keyKind.family !== 'rsa' || !scheme.startsWith('rsa')) return [];
    const shorter = size + aroundModulus - publicKey.length;
    return shorter >= 0 && shorter <= shorterExponent ? [asym] : [];
  });
