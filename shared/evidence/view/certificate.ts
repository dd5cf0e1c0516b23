/** A chain as a window shows it, and the fields of a certificate with the bytes they stand in. */
import type { Field } from '../bytes/field.js';
import { shortHex } from '../bytes/hex.js';
import { type Asn1, decode } from '../certificate/asn1.js';
import { type Certificate, readCertificate } from '../certificate/certificate.js';
import type { Chain, ChainLink } from '../certificate/chain.js';
import {
  basicConstraintsOf,
  type Extension,
  extendedKeyUsageOf,
  keyUsageOf,
  otherNamesOf,
  spdmOidsOf,
} from '../certificate/extensions.js';
import { oidName, oids } from '../certificate/oids.js';
import { cut, plain } from './bounded.js';
import { moreOf } from './leftOut.js';
import { type CertificateView, type ChainView, most } from './model.js';

const say: Readonly<Record<string, (certificate: Certificate) => string | null>> = {
  [oids.basicConstraints]: (certificate) => {
    const found = basicConstraintsOf(certificate);
    if (found === null) return null;
    const limit = found.pathLength === null ? '' : `, at most ${found.pathLength} authorities below`;
    return found.ca ? `an authority${limit}` : 'no authority';
  },
  [oids.keyUsage]: (certificate) => {
    const usage = keyUsageOf(certificate);
    return usage === null ? null : [...usage].join(', ');
  },
  [oids.extendedKeyUsage]: (certificate) => extendedKeyUsageOf(certificate)?.map(oidName).join(', ') ?? null,
  [oids.subjectAltName]: (certificate) =>
    otherNamesOf(certificate)
      .map(({ oid, text }) => `${oidName(oid)} ${text}`)
      .join(', ') || null,
  [oids.dmtfExtension]: (certificate) => spdmOidsOf(certificate)?.map(oidName).join(', ') ?? null,
};

/** What does not parse is shown raw. */
const extensionText = (certificate: Certificate, { oid, value }: Extension): string =>
  plain(say[oid]?.(certificate) || shortHex(value, 32));

/** Bytes of a chain piece: the slot's blob, or the certificates one after the other. */
export interface ChainPiece {
  readonly bytes: Uint8Array;
  /** Where each certificate starts in it. */
  readonly starts: readonly number[];
}

export const chainPiece = ({ links, blob, rootHash }: Chain): ChainPiece => {
  const starts: number[] = [];
  let at = blob === null ? 0 : 4 + (rootHash?.length ?? 0);
  for (const { certificate } of links) {
    starts.push(at);
    at += certificate.der.length;
  }
  if (blob !== null) return { bytes: blob, starts };
  const bytes = new Uint8Array(at);
  for (const [n, { certificate }] of links.entries()) bytes.set(certificate.der, starts[n] ?? 0);
  return { bytes, starts };
};

const extensionViews = (certificate: Certificate): CertificateView['extensions'] => {
  const { shown, more } = cut(certificate.extensions, most.extensions);
  const left = moreOf('extensions', more);
  return [
    ...shown.map((extension) => ({
      name: extension.name,
      critical: extension.critical,
      text: extensionText(certificate, extension),
    })),
    ...(left === null ? [] : [{ name: '…', critical: false, text: left }]),
  ];
};

const certificateView = ({ certificate }: ChainLink, piece: string, offset: number): CertificateView => ({
  subject: plain(certificate.subject),
  issuer: plain(certificate.issuer),
  serial: certificate.serial,
  key: certificate.keyKind.name,
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  extensions: extensionViews(certificate),
  spot: { piece, offset, length: certificate.der.length },
});

export const chainView = (chain: Chain, slot: number, piece: string): ChainView => {
  const { starts } = chainPiece(chain);
  const { shown, more } = cut(chain.links, most.certificates);
  const troubles = [chain.trouble, moreOf('certificates', more)].filter((one) => one !== null);
  return {
    slot,
    certificates: shown.map((link, n) => certificateView(link, piece, starts[n] ?? 0)),
    trouble: troubles.length === 0 ? null : troubles.join('; '),
  };
};

const field = (node: Asn1 | undefined, said: Partial<Field> & Pick<Field, 'name'>): readonly Field[] =>
  node === undefined ? [] : [{ text: '', fields: [], ...said, offset: node.offset, length: node.whole.length }];

const bodyFields = (body: Asn1, certificate: Certificate): readonly Field[] => {
  const explicit = body.children[0]?.tagClass === 'context' ? 1 : 0;
  const [serial, , issuer, validity, subject, key] = body.children.slice(explicit);
  const extended = body.children.find((node) => node.tagClass === 'context' && node.tag === 3);
  const nodes = extended?.children[0]?.children ?? [];
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const valid = `${day(certificate.notBefore)} to ${day(certificate.notAfter)}`;
  return [
    ...field(serial, { name: 'serial number', text: certificate.serial }),
    ...field(issuer, { name: 'issuer', text: certificate.issuer }),
    ...field(validity, { name: 'validity', text: valid }),
    ...field(subject, { name: 'subject', text: certificate.subject }),
    ...field(key, { name: 'public key', text: certificate.keyKind.name }),
    ...certificate.extensions.flatMap((extension) =>
      field(
        nodes.find(({ offset }) => offset === extension.offset),
        { name: extension.name, text: extensionText(certificate, extension) },
      ),
    ),
  ];
};

/** Fields of one certificate in DER; offsets from `at`. */
const certificateFields = (der: Uint8Array, at: number, name: string): readonly Field[] => {
  const root = decode(der);
  const read = readCertificate(der);
  if (root === null || !read.ok) return shifted([{ name, offset: 0, length: der.length, text: '', fields: [] }], at);
  const { certificate } = read;
  const [body, algorithm, signature] = root.children;
  const inner = body === undefined ? [] : bodyFields(body, certificate);
  const parts = [
    ...field(body, { name: 'body', text: 'what is signed', fields: inner }),
    ...field(algorithm, { name: 'signature algorithm', text: oidName(certificate.signatureOid) }),
    ...field(signature, { name: 'signature', text: shortHex(certificate.signature) }),
  ];
  return shifted(field(root, { name, text: certificate.subject, fields: parts }), at);
};

/** The same fields in a piece that has them later. */
export const shifted = (fields: readonly Field[], by: number): readonly Field[] =>
  by === 0 ? fields : fields.map((one) => ({ ...one, offset: one.offset + by, fields: shifted(one.fields, by) }));

export const chainFields = (chain: Chain): readonly Field[] => {
  const { starts } = chainPiece(chain);
  const { rootHash, blob } = chain;
  const head: readonly Field[] =
    blob === null || rootHash === null
      ? []
      : [
          { name: 'length', offset: 0, length: 4, text: `${blob.length} bytes`, fields: [] },
          { name: 'root hash', offset: 4, length: rootHash.length, text: shortHex(rootHash), fields: [] },
        ];
  return [
    ...head,
    ...chain.links.flatMap(({ certificate }, n) =>
      certificateFields(certificate.der, starts[n] ?? 0, `certificate ${n + 1}`),
    ),
  ];
};
