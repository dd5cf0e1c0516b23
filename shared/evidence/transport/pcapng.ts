/** Capture files of the newer form (pcapng): blocks, of which those of sections, interfaces and packets are read. */
import type { Parsed } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { type Capture, linkTypes, most, type Packet } from './packet.js';

const types = { section: 0x0a0d0d0a, interface: 1, oldPacket: 2, simplePacket: 3, packet: 6 } as const;
const mostInterfaces = 1024;
const mostBlock = 1 << 24;

interface Interface {
  readonly linkType: number;
  /** Units of its time stamps. */
  readonly perSecond: number;
}

interface Section {
  readonly little: boolean;
  readonly interfaces: Interface[];
}

interface Block {
  readonly view: DataView;
  readonly type: number;
  /** Of its body, and behind it; the file's end where it breaks off in it. */
  readonly start: number;
  readonly end: number;
  readonly section: Section;
  /** Where the next one starts. */
  readonly next: number;
  readonly broken: Stop | null;
}

/** The type reads alike in both byte orders. */
export const isPcapng = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, false) === types.section;

const orders: ReadonlyMap<number, boolean> = new Map([
  [0x4d3c2b1a, true],
  [0x1a2b3c4d, false],
]);

const timeResolution = 9;

/** Option 9 says the unit: a power of ten, or of two where the top bit is set. */
const readInterface = ({ view, start, end, section: { little } }: Block): Interface => {
  const linkType = view.getUint16(start, little);
  for (let at = start + 8; at + 4 <= end; ) {
    const [code, length] = [view.getUint16(at, little), view.getUint16(at + 2, little)];
    if (code === 0) break;
    if (code === timeResolution && length >= 1 && at + 5 <= end) {
      const unit = view.getUint8(at + 4);
      return { linkType, perSecond: (unit & 0x80) === 0 ? 10 ** unit : 2 ** (unit & 0x7f) };
    }
    at += 4 + ((length + 3) & ~3);
  }
  return { linkType, perSecond: 1e6 };
};

interface Framed {
  readonly interface: number;
  readonly time: bigint;
  readonly captured: number;
  readonly onWire: number;
  readonly at: number;
}

/** Where a packet's bytes stand in its block; null for a block that is none, or too short to be one. */
const readFrame = ({ view, type, start, end, section: { little } }: Block): Framed | null => {
  const u32 = (at: number): number => view.getUint32(start + at, little);
  if (type === types.simplePacket && end - start >= 4)
    return { interface: 0, time: 0n, captured: Math.min(u32(0), end - start - 4), onWire: u32(0), at: start + 4 };
  if ((type !== types.packet && type !== types.oldPacket) || end - start < 20) return null;
  const number = type === types.packet ? u32(0) : view.getUint16(start, little);
  const time = (BigInt(u32(4)) << 32n) | BigInt(u32(8));
  return { interface: number, time, captured: u32(12), onWire: u32(16), at: start + 20 };
};

/** The block that starts there, or why none does. */
const blockAt = (view: DataView, at: number, before: Section): Block | Stop => {
  const left = view.byteLength - at;
  if (left < 12) return { at, expected: 'a block, 12 bytes at least', found: `${left} bytes` };
  const begins = view.getUint32(at, false) === types.section;
  const little = begins ? orders.get(view.getUint32(at + 8, false)) : before.little;
  if (little === undefined) return { at: at + 8, expected: 'the byte order of a section', found: 'neither of the two' };
  const length = view.getUint32(at + 4, little);
  if (length < 12 || length % 4 !== 0 || length > mostBlock)
    return { at: at + 4, expected: `a block of 12 to ${mostBlock} bytes, whole words`, found: `${length}` };
  const short = length > left;
  return {
    view,
    type: view.getUint32(at, little),
    start: at + 8,
    end: short ? view.byteLength : at + length - 4,
    section: begins ? { little, interfaces: [] } : before,
    next: at + length,
    broken: short ? { at, expected: `a block of ${length} bytes`, found: `${left}, then the end of the file` } : null,
  };
};

interface OnInterface {
  readonly linkType: number;
  readonly packet: Omit<Packet, 'number'>;
}

/** Null for a packet of an interface that the section has not. */
const readPacket = ({ view, end, section }: Block, frame: Framed, source: string): OnInterface | null => {
  const of = section.interfaces[frame.interface];
  if (of === undefined || frame.captured > most.packetBytes) return null;
  const length = Math.max(0, Math.min(frame.captured, end - frame.at));
  return {
    linkType: of.linkType,
    packet: {
      time: Number(frame.time) / of.perSecond,
      bytes: new Uint8Array(view.buffer, view.byteOffset + frame.at, length),
      range: { source, offset: frame.at, length },
      absent: Math.max(frame.captured, frame.onWire) - length,
    },
  };
};

/** One of the two that are known here before any other: a file may hold more than a bus. */
const linkTypeOf = (present: readonly number[]): number =>
  present.find((type) => type === linkTypes.doe || type === linkTypes.mctp) ?? present[0] ?? 0;

/** A file that breaks off is read up to its last byte; one that says nonsense, up to there. */
export const readPcapng = (bytes: Uint8Array, source: string): Parsed<Capture> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: OnInterface[] = [];
  let section: Section = { little: true, interfaces: [] };
  let broken: Stop | null = null;
  let at = 0;
  while (at < bytes.length && broken === null) {
    const block = blockAt(view, at, section);
    if ('expected' in block) {
      broken = block;
      break;
    }
    ({ section, broken } = block);
    const { interfaces } = section;
    if (block.type === types.interface && block.end - block.start >= 8 && interfaces.length < mostInterfaces)
      interfaces.push(readInterface(block));
    const frame = readFrame(block);
    const packet = frame === null ? null : readPacket(block, frame, source);
    if (frame !== null && packet === null)
      broken = { at, expected: 'a packet of an interface of its section', found: `interface ${frame.interface}` };
    else if (packet !== null && found.length === most.packets)
      broken = { at, expected: `at most ${most.packets} packets`, found: 'more' };
    else if (packet !== null) found.push(packet);
    at = block.next;
  }
  const linkType = linkTypeOf(found.map((one) => one.linkType));
  const packets = found.flatMap((one, n) => (one.linkType === linkType ? [{ number: n + 1, ...one.packet }] : []));
  return { ok: true, value: { linkType, packets, broken }, fields: [], length: Math.min(at, bytes.length) };
};
