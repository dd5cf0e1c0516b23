/** Decodes ASN.1 (DER) into plain nodes that know where they stand. The decoding is asn1js'; its classes stay in here. */
import { fromBER } from 'asn1js';
import { utf8 } from '../bytes/text.js';

export interface Asn1 {
  readonly tagClass: 'universal' | 'application' | 'context' | 'private';
  readonly tag: number;
  readonly constructed: boolean;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
  /** Of `whole`, from the start of what was decoded. */
  readonly offset: number;
  readonly children: readonly Asn1[];
}

export const tags = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  utf8String: 12,
  sequence: 16,
  set: 17,
  utcTime: 23,
  generalizedTime: 24,
} as const;

const classes = ['universal', 'universal', 'application', 'context', 'private'] as const;

/** What is read here of asn1js' objects. */
interface Block {
  readonly idBlock: { readonly tagClass: number; readonly tagNumber: number; readonly isConstructed: boolean };
  readonly valueBeforeDecodeView: Uint8Array;
  readonly lenBlock: { readonly blockLength: number };
  readonly idBlockLength?: number;
  readonly valueBlock: { readonly value?: unknown };
}

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && 'idBlock' in value && 'valueBeforeDecodeView' in value;

/** Content starts where identifier and length octets end. */
const contentAt = (whole: Uint8Array): number => {
  let at = 1;
  if (((whole[0] ?? 0) & 31) === 31) while (((whole[at++] ?? 0) & 0x80) !== 0);
  const length = whole[at] ?? 0;
  return at + 1 + (length > 0x80 ? length & 0x7f : 0);
};

const nodeOf = (block: Block, base: number): Asn1 => {
  const whole = block.valueBeforeDecodeView;
  const { tagClass, tagNumber, isConstructed } = block.idBlock;
  const inner = isConstructed && Array.isArray(block.valueBlock.value) ? block.valueBlock.value.filter(isBlock) : [];
  return {
    tagClass: classes[tagClass] ?? 'private',
    tag: tagNumber,
    constructed: isConstructed,
    whole,
    content: whole.subarray(contentAt(whole)),
    offset: whole.byteOffset - base,
    children: inner.map((child) => nodeOf(child, base)),
  };
};

/** The first value in `bytes`; null when they are no ASN.1, or nested or numerous beyond what a certificate is. */
export const decode = (bytes: Uint8Array): Asn1 | null => {
  try {
    const { offset, result } = fromBER(bytes, { maxDepth: 40, maxNodes: 5000 });
    if (offset < 0 || !isBlock(result)) return null;
    return nodeOf(result, bytes.byteOffset);
  } catch {
    // It throws for some malformed input, and answers -1 for other: both are no ASN.1.
    return null;
  }
};

/** Dotted form; null for what is no object identifier. */
export const oidOf = (node: Asn1 | undefined): string | null => {
  if (node === undefined || node.tag !== tags.oid || node.tagClass !== 'universal' || node.content.length === 0)
    return null;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of node.content) {
    if (arc > 2 ** 45) return null;
    arc = arc * 128 + (byte & 127);
    if (byte < 128) {
      if (arcs.length === 0) {
        const first = Math.min(Math.floor(arc / 40), 2);
        arcs.push(first, arc - first * 40);
      } else arcs.push(arc);
      arc = 0;
    }
  }
  return arcs.join('.');
};

/** Text of any string type; what is not UTF-8 becomes replacement characters. */
export const textOf = (node: Asn1 | undefined): string => {
  if (node === undefined) return '';
  // BMPString: two bytes a character.
  if (node.tagClass === 'universal' && node.tag === 30) {
    let text = '';
    for (let at = 0; at + 1 < node.content.length; at += 2)
      text += String.fromCharCode((node.content[at] ?? 0) * 256 + (node.content[at + 1] ?? 0));
    return text;
  }
  return utf8(node.content);
};

/** Bits of a BIT STRING without the byte that counts the unused ones. */
export const bitsOf = (node: Asn1 | undefined): Uint8Array => node?.content.subarray(1) ?? new Uint8Array(0);

/** Milliseconds since the epoch of a UTCTime or GeneralizedTime; null for neither. */
export const timeOf = (node: Asn1 | undefined): number | null => {
  if (node === undefined) return null;
  const text = utf8(node.content);
  const parts = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/.exec(text);
  if (parts === null) return null;
  const [, years = '', month, day, hour, minute, second = '0'] = parts;
  // RFC 5280: two digits from 50 on are of the last century.
  const year = years.length === 4 ? Number(years) : Number(years) + (Number(years) >= 50 ? 1900 : 2000);
  const time = Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(time) ? null : time;
};
