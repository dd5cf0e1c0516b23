/** Validates a certificate path, a row per check; every check runs, whatever the others say (RFC 5280 §6, DSP0274). */
import { sameBytes } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import type { Certificate } from '../certificate/certificate.js';
import type { ChainLink } from '../certificate/chain.js';
import {
  basicConstraintsOf,
  extendedKeyUsageOf,
  keyUsageOf,
  spdmOidsOf,
  understood,
  extensionOf,
} from '../certificate/extensions.js';
import { oidName, oids } from '../certificate/oids.js';
import { schemeOf } from '../certificate/signatureAlgorithms.js';
import type { Cryptography } from '../cryptography.js';
import type { CertificateModel } from '../spdm/certificates.js';
import { type Check, fail, type Found, holds, noReference, pass, unable } from './verdict.js';

export interface PathOptions {
  readonly links: readonly ChainLink[];
  /** Roots, or authorities below one, that the relying party trusts. */
  readonly anchors: readonly Certificate[];
  /** The time to judge validity at, in milliseconds since the epoch. */
  readonly at: number;
  /** What the device says of its leaf. */
  readonly model: CertificateModel;
  readonly cryptography: Cryptography;
}

/** What an authority signed: a certificate, or a list of those it revoked. */
type SignedThing = Pick<Certificate, 'signedWith' | 'signatureOid' | 'signed' | 'signature'>;

/** Whether `issuer`'s key made the signature on it. */
export const signedBy = (thing: SignedThing, issuer: Certificate, { verify }: Cryptography): Found => {
  const expected = `a signature by ${issuer.subject}`;
  const { signedWith, signatureOid, signed, signature } = thing;
  if (signedWith === null) return unable(expected, `signature algorithm ${signatureOid} is not known here`);
  const scheme = schemeOf(signedWith, issuer.keyKind);
  if (scheme === null) return fail(expected, `${signatureOid} does not go with a key of ${issuer.keyKind.name}`);
  const answer = verify({
    scheme,
    hash: signedWith.hash,
    key: issuer.publicKey,
    message: signed,
    signature,
    form: 'der',
  });
  if (answer.kind === 'unable') return unable(expected, answer.why);
  return holds(answer.kind === 'good', expected, answer.kind === 'good' ? 'it verifies' : 'it does not verify');
};

const day = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

const validity = ({ notBefore, notAfter }: Certificate, at: number): Found =>
  holds(at >= notBefore && at <= notAfter, `valid at ${day(at)}`, `${day(notBefore)} to ${day(notAfter)}`);

/** What a certificate is by its place: one that is a whole path, root and leaf at once, may be either. */
type Place = 'authority' | 'leaf' | 'both';

/** @param below Authorities between this one and the leaf. */
const constraints = (certificate: Certificate, place: Place, below: number): readonly [string, Found][] => {
  const found = basicConstraintsOf(certificate);
  const text = found === null ? 'no basic constraints' : found.ca ? 'an authority' : 'no authority';
  const role: Found =
    place === 'both'
      ? pass('an authority or none, for it vouches for itself', text)
      : holds(
          (found?.ca ?? false) === (place === 'authority'),
          place === 'leaf' ? 'no authority' : 'an authority',
          text,
        );
  const rows: [string, Found][] = [['basic-constraints', role]];
  if (found?.ca === true && found.pathLength !== null) {
    const limit = `at most ${found.pathLength} authorities below`;
    rows.push(['path-length', holds(below <= found.pathLength, limit, String(below))]);
  }
  return rows;
};

const keyUsage = (certificate: Certificate, leaf: boolean): Found => {
  const wanted = leaf ? 'digital signature' : 'certificate signing';
  const usage = keyUsageOf(certificate);
  return usage === null
    ? pass(wanted, 'no limit on the key')
    : holds(usage.has(wanted), wanted, [...usage].join(', ') || 'none');
};

const critical = ({ extensions }: Certificate): Found => {
  const unknown = extensions.filter((extension) => extension.critical && !understood.has(extension.oid));
  return holds(
    unknown.length === 0,
    'no critical extension that is not understood',
    unknown.map(({ name }) => name).join(', ') || 'none',
  );
};

/** A leaf for requesters only does not speak for a responder. */
const responderUsage = (leaf: Certificate): Found => {
  const usage = extendedKeyUsageOf(leaf);
  const expected = 'not limited to requesters';
  if (usage === null) return pass(expected, 'no extended key usage');
  const limited = usage.includes(oids.dmtfRequester) && !usage.includes(oids.dmtfResponder);
  return holds(!limited, expected, usage.map(oidName).join(', '));
};

/** A hardware identity belongs to a certificate the maker issued, not to an alias the device made. */
const hardwareIdentity = (leaf: Certificate, model: CertificateModel): Found => {
  const expected = 'a hardware identity only where the certificate is no alias';
  if (extensionOf(leaf, oids.dmtfExtension) === null) return pass(expected, 'no SPDM extension');
  const ids = spdmOidsOf(leaf);
  // Another vendor's bytes under this identifier are shown raw; they are no failure by themselves.
  if (ids === null || ids.length === 0) return pass(expected, 'an SPDM extension that does not parse, kept raw');
  const wrong = model === 'alias' && ids.includes(oids.dmtfHardwareIdentity);
  return holds(!wrong, expected, `${ids.map(oidName).join(', ')}; model ${model}`);
};

/** Where trust begins: a certificate of the path that is an anchor, or whose issuer is one. */
const anchorOf = ({ links, anchors, cryptography }: PathOptions): Found => {
  const expected = 'a root the relying party trusts';
  const [top] = links;
  if (top === undefined) return unable(expected, 'no certificate');
  const { certificate } = top;
  if (anchors.length === 0) return noReference(expected, `${certificate.issuer}; the trust store is empty`);
  const itself = links.find((link) => anchors.some((anchor) => sameBytes(anchor.der, link.certificate.der)));
  if (itself !== undefined) return pass(expected, itself.certificate.subject);
  const above = anchors.find(
    (anchor) =>
      sameBytes(anchor.subjectName, certificate.issuerName) &&
      signedBy(certificate, anchor, cryptography).verdict === 'pass',
  );
  return above === undefined
    ? noReference(expected, `${certificate.issuer}, which is not in the trust store`)
    : pass(expected, `${above.subject}, above the chain`);
};

/** Rows of the certificates, root first: `chain.N.…`, N from 0; then those of the leaf, and of the anchor. */
export const checkPath = (options: PathOptions): readonly Check[] => {
  const { links, at, model, cryptography } = options;
  const checks: Check[] = [];
  const row = (id: string, bytes: ByteRange | null, found: Found): void => {
    checks.push({ id: `chain.${id}`, about: 'identity', ...found, bytes });
  };
  for (const [n, { certificate, range }] of links.entries()) {
    const leaf = n === links.length - 1;
    const above = links[n - 1]?.certificate;
    const selfIssued = sameBytes(certificate.issuerName, certificate.subjectName);
    if (above !== undefined) {
      const named = sameBytes(certificate.issuerName, above.subjectName);
      row(`${n}.names`, range, holds(named, `issued by ${above.subject}`, `issued by ${certificate.issuer}`));
    }
    if (above !== undefined || selfIssued)
      row(`${n}.signature`, range, signedBy(certificate, above ?? certificate, cryptography));
    row(`${n}.validity`, range, validity(certificate, at));
    const place: Place = !leaf ? 'authority' : selfIssued && links.length === 1 ? 'both' : 'leaf';
    for (const [id, found] of constraints(certificate, place, Math.max(0, links.length - n - 2)))
      row(`${n}.${id}`, range, found);
    row(`${n}.key-usage`, range, keyUsage(certificate, leaf));
    row(`${n}.critical`, range, critical(certificate));
  }
  const leaf = links.at(-1);
  if (leaf !== undefined) {
    row('leaf.usage', leaf.range, responderUsage(leaf.certificate));
    row('leaf.hardware-identity', leaf.range, hardwareIdentity(leaf.certificate, model));
  }
  row('anchor', links[0]?.range ?? null, anchorOf(options));
  return checks;
};
