/** The extensions of a certificate that a chain is judged by, and the device's own words in it. */
import { type Asn1, bitsOf, decode, oidOf, tags, textOf } from './asn1.js';
import { oidName, oids } from './oids.js';

export interface Extension {
  readonly oid: string;
  readonly name: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
  /** In the certificate. */
  readonly offset: number;
}

export const readExtensions = (nodes: readonly Asn1[]): readonly Extension[] =>
  nodes.flatMap((node) => {
    const [id, ...rest] = node.children;
    const oid = oidOf(id);
    const value = rest.at(-1);
    if (oid === null || value?.tag !== tags.octetString) return [];
    const critical = rest.length === 2 && rest[0]?.tag === tags.boolean && rest[0].content[0] !== 0;
    return [{ oid, name: oidName(oid), critical, value: value.content, offset: node.offset }];
  });

type Extended = { readonly extensions: readonly Extension[] };

export const extensionOf = ({ extensions }: Extended, oid: string): Extension | null =>
  extensions.find((extension) => extension.oid === oid) ?? null;

/** Decoded content of an extension; null when it is absent, or does not parse: the two are told apart by {@link extensionOf}. */
const contentOf = (certificate: Extended, oid: string): Asn1 | null => {
  const extension = extensionOf(certificate, oid);
  return extension === null ? null : decode(extension.value);
};

export interface BasicConstraints {
  readonly ca: boolean;
  /** How many further authorities may stand below; null: no limit. */
  readonly pathLength: number | null;
}

export const basicConstraintsOf = (certificate: Extended): BasicConstraints | null => {
  const content = contentOf(certificate, oids.basicConstraints);
  if (content === null) return null;
  const [first, second] = content.children;
  const ca = first?.tag === tags.boolean && first.content[0] !== 0;
  const length = (first?.tag === tags.integer ? first : second)?.content;
  return { ca, pathLength: length === undefined ? null : length.reduce((sum, byte) => sum * 256 + byte, 0) };
};

const usages = [
  'digital signature',
  'non-repudiation',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'certificate signing',
  'CRL signing',
] as const;

export type KeyUsage = (typeof usages)[number];

/** Null: the certificate does not limit its key. */
export const keyUsageOf = (certificate: Extended): ReadonlySet<KeyUsage> | null => {
  const content = contentOf(certificate, oids.keyUsage);
  if (content === null) return null;
  const bits = bitsOf(content)[0] ?? 0;
  return new Set(usages.filter((_, bit) => bits & (0x80 >> bit)));
};

/** Object identifiers; null: no limit. */
export const extendedKeyUsageOf = (certificate: Extended): readonly string[] | null =>
  contentOf(certificate, oids.extendedKeyUsage)?.children.flatMap((node) => oidOf(node) ?? []) ?? null;

export interface OtherName {
  readonly oid: string;
  readonly text: string;
}

/** Subject alternative names of the kind that names devices. */
export const otherNamesOf = (certificate: Extended): readonly OtherName[] =>
  (contentOf(certificate, oids.subjectAltName)?.children ?? []).flatMap((name) => {
    if (name.tagClass !== 'context' || name.tag !== 0) return [];
    const [id, value] = name.children;
    const oid = oidOf(id);
    return oid === null ? [] : [{ oid, text: textOf(value?.children[0]) }];
  });

/** Object identifiers in the DMTF's extension; null where there is none, or it does not parse. */
export const spdmOidsOf = (certificate: Extended): readonly string[] | null =>
  contentOf(certificate, oids.dmtfExtension)?.children.flatMap((entry) => oidOf(entry.children[0]) ?? []) ?? null;

/** Extensions that this tool judges or understands; any other that is critical fails a path (RFC 5280, 4.2). */
export const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectAltName,
  oids.subjectKeyId,
  oids.authorityKeyId,
  oids.dmtfExtension,
  oids.diceTcbInfo,
  oids.diceMultiTcbInfo,
  oids.diceUeid,
]);
