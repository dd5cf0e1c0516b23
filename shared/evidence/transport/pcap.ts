/** Capture files (classic pcap): packets with their link type. Limits keep a hostile file from costing memory. */
import type { ByteRange } from '../bytes/field.js';
import type { Parsed } from '../bytes/reader.js';

/** Link types the DMTF's tools write; 291 means another thing to others, so contents are looked at too. */
export const linkTypes = { mctp: 291, doe: 292 } as const;

export interface Packet {
  /** From 1, as capture viewers number them. */
  readonly number: number;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export interface Capture {
  readonly linkType: number;
  readonly packets: readonly Packet[];
}

const mostPackets = 200_000;
const mostPacketBytes = 1 << 18;

/** Microsecond and nanosecond captures, in either byte order. */
const magics: ReadonlyMap<number, { readonly little: boolean; readonly perSecond: number }> = new Map([
  [0xd4c3b2a1, { little: true, perSecond: 1e6 }],
  [0xa1b2c3d4, { little: false, perSecond: 1e6 }],
  [0x4d3cb2a1, { little: true, perSecond: 1e9 }],
  [0xa1b23c4d, { little: false, perSecond: 1e9 }],
]);

export const isPcap = (bytes: Uint8Array): boolean => bytes.length >= 24 && magics.has(bigMagic(bytes));

const bigMagic = (bytes: Uint8Array): number =>
  bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, false);

/** @param source What the file is called, for the ranges of its packets. */
export const readPcap = (bytes: Uint8Array, source: string): Parsed<Capture> => {
  const bad = (at: number, expected: string, found: string): Parsed<Capture> => ({
    ok: false,
    at,
    expected,
    found,
    fields: [],
  });
  const magic = magics.get(bigMagic(bytes));
  if (magic === undefined) return bad(0, 'the magic number of a pcap file', `0x${bigMagic(bytes).toString(16)}`);
  if (bytes.length < 24) return bad(0, 'a pcap header, 24 bytes', `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { little, perSecond } = magic;
  const packets: Packet[] = [];
  let at = 24;
  while (at < bytes.length) {
    if (bytes.length - at < 16) return bad(at, 'a packet header, 16 bytes', `${bytes.length - at} bytes`);
    const length = view.getUint32(at + 8, little);
    if (length > mostPacketBytes) return bad(at + 8, `a packet of at most ${mostPacketBytes} bytes`, `${length}`);
    if (length > bytes.length - at - 16)
      return bad(at + 16, `a packet of ${length} bytes`, `${bytes.length - at - 16}`);
    if (packets.length === mostPackets) return bad(at, `at most ${mostPackets} packets`, 'more');
    packets.push({
      number: packets.length + 1,
      time: view.getUint32(at, little) + view.getUint32(at + 4, little) / perSecond,
      bytes: bytes.subarray(at + 16, at + 16 + length),
      range: { source, offset: at + 16, length },
    });
    at += 16 + length;
  }
  // The upper bits carry other facts than the type.
  const linkType = view.getUint32(20, little) & 0xffff;
  return { ok: true, value: { linkType, packets }, fields: [], length: at };
};
