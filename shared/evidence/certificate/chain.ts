/** Certificate chains as they come: the SPDM blob of a slot, DER one after the other, or PEM in either order. */
import type { ByteRange } from '../bytes/field.js';
import { sameBytes } from '../bytes/concat.js';
import { fromBase64, utf8 } from '../bytes/text.js';
import { type Certificate, readCertificate } from './certificate.js';

export interface ChainLink {
  readonly certificate: Certificate;
  readonly range: ByteRange;
}

export interface Chain {
  /** Root first, leaf last. */
  readonly links: readonly ChainLink[];
  /** Hash of the root as the blob states it; null where the form has none. */
  readonly rootHash: Uint8Array | null;
  /** The whole blob, which digests are over; null where the form has none. */
  readonly blob: Uint8Array | null;
  /** What did not fit, in words; the links before it stand. */
  readonly trouble: string | null;
}

/** Certificates of a chain at most: real ones have three to six. */
const mostLinks = 32;

/** Length of the DER value at `at`, its header included; null when it does not fit. */
const derLength = (bytes: Uint8Array, at: number): number | null => {
  const first = bytes[at + 1];
  if (bytes[at] !== 0x30 || first === undefined) return null;
  if (first < 0x80) return first + 2;
  const count = first & 0x7f;
  if (count === 0 || count > 3) return null;
  let length = 0;
  for (let n = 0; n < count; n += 1) length = length * 256 + (bytes[at + 2 + n] ?? 0);
  return length + 2 + count;
};

/** Reads certificates one after the other from `start` to the end. */
const readDer = (bytes: Uint8Array, start: number, source: string): Pick<Chain, 'links' | 'trouble'> => {
  const links: ChainLink[] = [];
  let at = start;
  while (at < bytes.length) {
    const length = derLength(bytes, at);
    if (length === null || at + length > bytes.length)
      return { links, trouble: `byte ${at}: expected a certificate, found none that fits` };
    if (links.length === mostLinks) return { links, trouble: `byte ${at}: more than ${mostLinks} certificates` };
    const read = readCertificate(bytes.subarray(at, at + length));
    if (!read.ok) return { links, trouble: `byte ${at + read.at}: expected ${read.expected}` };
    links.push({ certificate: read.certificate, range: { source, offset: at, length } });
    at += length;
  }
  return { links, trouble: links.length === 0 ? `byte ${start}: expected a certificate, found the end` : null };
};

/**
 * A slot's blob: length, root hash, certificates.
 * @param hashSize Of the negotiated hash: without it the blob cannot be split.
 */
export const readSlotChain = (
  blob: Uint8Array,
  { hashSize, version, source }: { readonly hashSize: number; readonly version: number; readonly source: string },
): Chain => {
  const none = { links: [], rootHash: null, blob } as const;
  if (blob.length < 4 + hashSize) return { ...none, trouble: `${blob.length} bytes are no chain` };
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  // 1.4 widened the length into what was reserved, and zero, before.
  const length = version >= 0x14 ? view.getUint32(0, true) : view.getUint16(0, true);
  const rootHash = blob.subarray(4, 4 + hashSize);
  const read = readDer(blob, 4 + hashSize, source);
  const wrong = length === blob.length ? null : `byte 0: expected length ${blob.length}, found ${length}`;
  return { ...read, rootHash, blob, trouble: read.trouble ?? wrong };
};

/** Puts the leaf last: a chain may come in either order. */
const rootFirst = (links: readonly ChainLink[]): readonly ChainLink[] => {
  const [first, second] = links;
  if (first === undefined || second === undefined) return links;
  const issued = sameBytes(first.certificate.issuerName, second.certificate.subjectName);
  const issues = sameBytes(second.certificate.issuerName, first.certificate.subjectName);
  return issued && !issues ? links.toReversed() : links;
};

/** Concatenated DER. */
export const readDerChain = (bytes: Uint8Array, source: string): Chain => {
  const { links, trouble } = readDer(bytes, 0, source);
  return { links: rootFirst(links), rootHash: null, blob: null, trouble };
};

const mostPemBytes = 1 << 20;

const pemBlock = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

export const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

/** PEM, whatever stands between the certificates. Ranges are those of the text. */
export const readPemChain = (text: string, source: string): Chain => {
  const links: ChainLink[] = [];
  let trouble: string | null = null;
  for (const found of text.matchAll(pemBlock)) {
    if (links.length === mostLinks) {
      trouble = `more than ${mostLinks} certificates`;
      break;
    }
    const der = fromBase64(found[1] ?? '');
    const read = der === null ? null : readCertificate(der);
    if (read?.ok !== true) {
      trouble = `certificate ${links.length + 1} at character ${found.index} does not parse`;
      break;
    }
    links.push({ certificate: read.certificate, range: { source, offset: found.index, length: found[0].length } });
  }
  return {
    links: rootFirst(links),
    rootHash: null,
    blob: null,
    trouble: links.length === 0 ? (trouble ?? 'no certificate in it') : trouble,
  };
};

/** Before the certificates of an SPDM blob: its length, and a hash of one of these sizes. */
const headSizes = [48, 32, 64].map((hash) => 4 + hash);

const certificateAt = (bytes: Uint8Array, at: number): boolean => {
  const length = derLength(bytes, at);
  return length !== null && readCertificate(bytes.subarray(at, at + length)).ok;
};

/**
 * A chain from a file of any of the three forms. Where the certificates begin says which it is, and how long the hash of an
 * SPDM blob is.
 */
export const readChainFile = (bytes: Uint8Array, source: string): Chain => {
  const text = utf8(bytes.subarray(0, mostPemBytes));
  if (isPem(text)) return readPemChain(text, source);
  const starts = [0, ...headSizes];
  // A length of 0x0730 begins as a certificate would, and so may any two bytes of a hash: what can be read as one counts first.
  const start = starts.find((at) => certificateAt(bytes, at)) ?? starts.find((at) => derLength(bytes, at) !== null);
  if (start === 0) return readDerChain(bytes, source);
  if (start === undefined)
    return {
      links: [],
      rootHash: null,
      blob: null,
      trouble: 'byte 0: expected PEM, DER, or a chain as SPDM delivers it',
    };
  // The upper half of a 1.4 length is zero for any chain that is short enough to be read here.
  return readSlotChain(bytes, { hashSize: start - 4, version: 0x14, source });
};
