/** DIGESTS and CERTIFICATE: which chains there are, and one of them in portions. */
import { asHex, type Reader } from '../bytes/reader.js';
import type { Header } from './header.js';
import { hashSizeOf, type Negotiated } from './negotiated.js';

export interface SlotDigest {
  readonly slot: number;
  /** Hash of the slot's whole chain blob. */
  readonly digest: Uint8Array;
  /** 1.3 with several keys: which key pair, or null. */
  readonly keyPair: number | null;
}

export interface Digests {
  readonly kind: 'digests';
  readonly slots: readonly SlotDigest[];
}

const slotsIn = (mask: number): readonly number[] => [0, 1, 2, 3, 4, 5, 6, 7].filter((slot) => mask & (1 << slot));

/** Bytes of a slot beside its digest, where keys are several. */
const perSlot = 4;
const mostPadding = 3;

/** What was agreed on says it; where that was not seen, or another thing than the message has, its length does. */
const saysMore = (
  reader: Reader,
  { version }: Header,
  { slots, multiKey }: { readonly slots: number; readonly multiKey: boolean },
): boolean => {
  if (version < 0x13 || slots === 0) return false;
  const beyond = reader.left - perSlot * slots;
  return multiKey ? beyond >= 0 : beyond >= 0 && beyond <= mostPadding;
};

export const readDigests = (reader: Reader, header: Header, negotiated: Negotiated): Digests => {
  const size = hashSizeOf(negotiated);
  if (size === null) return { kind: 'digests', slots: [] };
  const slots = slotsIn(header.param2);
  const digests = slots.map((slot) => reader.take(`digest of slot ${slot}`, size));
  const several = saysMore(reader, header, { slots: slots.length, multiKey: negotiated.multiKey });
  const pairs = several ? slots.map((slot) => reader.u8(`key pair of slot ${slot}`)) : [];
  if (several) {
    for (const slot of slots) reader.u8(`certificate model of slot ${slot}`);
    for (const slot of slots) reader.u16(`key usage of slot ${slot}`, asHex(4));
  }
  const empty = new Uint8Array(0);
  return {
    kind: 'digests',
    slots: slots.map((slot, n) => ({ slot, digest: digests[n] ?? empty, keyPair: pairs[n] ?? null })),
  };
};

export interface GetCertificate {
  readonly kind: 'get-certificate';
  readonly slot: number;
  /** Where the portion starts in the chain blob. */
  readonly offset: number;
  /** At most, of the portion. */
  readonly length: number;
}

const large = (header: Header): boolean => header.version >= 0x14 && (header.param1 & 0x80) !== 0;

export const readGetCertificate = (reader: Reader, header: Header): GetCertificate => {
  let offset = reader.u16('offset');
  let length = reader.u16('length');
  if (large(header)) {
    offset = reader.u32('large offset');
    length = reader.u32('large length');
  }
  return { kind: 'get-certificate', slot: header.param1 & 15, offset, length };
};

/** How the leaf came to be (1.3); `alias`: a certificate the device itself issues. */
export type CertificateModel = 'unknown' | 'device' | 'alias' | 'generic';

const models: readonly CertificateModel[] = ['unknown', 'device', 'alias', 'generic'];

export interface CertificatePortion {
  readonly kind: 'certificate';
  readonly slot: number;
  readonly model: CertificateModel;
  readonly portion: Uint8Array;
  /** Bytes still to be fetched. */
  readonly remainder: number;
}

export const readCertificate = (reader: Reader, header: Header): CertificatePortion => {
  let length = reader.u16('portion length');
  let remainder = reader.u16('remainder');
  if (large(header)) {
    length = reader.u32('large portion length');
    remainder = reader.u32('large remainder');
  }
  return {
    kind: 'certificate',
    slot: header.param1 & 15,
    model: header.version >= 0x13 ? (models[header.param2 & 7] ?? 'unknown') : 'unknown',
    portion: reader.take('portion', length),
    remainder,
  };
};
