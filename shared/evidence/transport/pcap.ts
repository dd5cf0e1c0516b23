/** Capture files of the classic form (pcap). Limits keep a hostile file from costing memory. */
import type { Parsed } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { type Capture, most, type Packet } from './packet.js';

/** Microsecond and nanosecond captures, in either byte order. */
const magics: ReadonlyMap<number, { readonly little: boolean; readonly perSecond: number }> = new Map([
  [0xd4c3b2a1, { little: true, perSecond: 1e6 }],
  [0xa1b2c3d4, { little: false, perSecond: 1e6 }],
  [0x4d3cb2a1, { little: true, perSecond: 1e9 }],
  [0xa1b23c4d, { little: false, perSecond: 1e9 }],
]);

const headerLength = 24;
const packetHeaderLength = 16;

const bigMagic = (bytes: Uint8Array): number =>
  bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, false);

export const isPcap = (bytes: Uint8Array): boolean => magics.has(bigMagic(bytes));

const bad = (at: number, expected: string, found: string): Parsed<Capture> => ({
  ok: false,
  ...{ at, expected, found, fields: [] },
});

/** A file that breaks off is read up to its last byte; one that says nonsense, up to there. */
export const readPcap = (bytes: Uint8Array, source: string): Parsed<Capture> => {
  const magic = magics.get(bigMagic(bytes));
  if (magic === undefined) return bad(0, 'the magic number of a pcap file', `0x${bigMagic(bytes).toString(16)}`);
  if (bytes.length < headerLength) return bad(0, 'a pcap header, 24 bytes', `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { little, perSecond } = magic;
  const packets: Packet[] = [];
  let broken: Stop | null = null;
  let at = headerLength;
  while (at < bytes.length && broken === null) {
    const left = bytes.length - at - packetHeaderLength;
    if (left < 0) {
      broken = { at, expected: 'a packet header, 16 bytes', found: `${bytes.length - at} bytes` };
      break;
    }
    const length = view.getUint32(at + 8, little);
    if (length > most.packetBytes) {
      broken = { at: at + 8, expected: `a packet of at most ${most.packetBytes} bytes`, found: `${length}` };
      break;
    }
    if (packets.length === most.packets) {
      broken = { at, expected: `at most ${most.packets} packets`, found: 'more' };
      break;
    }
    const start = at + packetHeaderLength;
    const there = Math.min(length, left);
    if (there < length)
      broken = { at: start, expected: `a packet of ${length} bytes`, found: `${there}, then the end of the file` };
    const onWire = view.getUint32(at + 12, little);
    packets.push({
      number: packets.length + 1,
      time: view.getUint32(at, little) + view.getUint32(at + 4, little) / perSecond,
      bytes: bytes.subarray(start, start + there),
      range: { source, offset: start, length: there },
      absent: Math.max(length, onWire) - there,
    });
    at = start + there;
  }
  // The upper bits carry other facts than the type.
  const linkType = view.getUint32(20, little) & 0xffff;
  return { ok: true, value: { linkType, packets, broken }, fields: [], length: at };
};
