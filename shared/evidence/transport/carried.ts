/** From the packets of a capture to the SPDM messages they carry, whatever transport it claims. */
import type { ByteRange } from '../bytes/field.js';
import { parse } from '../bytes/reader.js';
import { readDoe } from './doe.js';
import { readMctp } from './mctp.js';
import { type Capture, linkTypes, type Packet } from './pcap.js';

export interface Carried {
  readonly kind: 'spdm' | 'secured';
  /** Of the packet, from 1. */
  readonly number: number;
  /** May end in padding of the transport. */
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export type Transport = 'doe' | 'mctp';

/** Something that is neither SPDM nor empty: told, and passed over. */
export interface Stray {
  readonly number: number;
  readonly why: string;
}

export interface Messages {
  readonly transport: Transport;
  readonly messages: readonly Carried[];
  readonly strays: readonly Stray[];
}

const carriedBy = { doe: readDoe, mctp: readMctp } as const;

const unpack = (transport: Transport, { bytes }: Packet) => parse(bytes, carriedBy[transport]);

/** The link type where it is known; else whichever reads more of the packets. */
const transportOf = ({ linkType, packets }: Capture): Transport => {
  const fits = (transport: Transport): number =>
    packets.slice(0, 64).filter((packet) => unpack(transport, packet).ok).length;
  if (linkType === linkTypes.doe && fits('doe') > 0) return 'doe';
  if (linkType === linkTypes.mctp && fits('mctp') > 0) return 'mctp';
  return fits('mctp') > fits('doe') ? 'mctp' : 'doe';
};

/** @param treatAs What the person says it is, in place of what it looks like. */
export const messagesOf = (capture: Capture, treatAs: Transport | null = null): Messages => {
  const transport = treatAs ?? transportOf(capture);
  const messages: Carried[] = [];
  const strays: Stray[] = [];
  for (const packet of capture.packets) {
    const { number, range } = packet;
    const read = unpack(transport, packet);
    if (!read.ok) {
      strays.push({ number, why: `at byte ${read.at}: expected ${read.expected}, found ${read.found}` });
      continue;
    }
    const { type, payload, offset } = read.value;
    if (type === 'discovery') continue;
    messages.push({
      kind: type,
      number,
      bytes: payload,
      range: { source: range.source, offset: range.offset + offset, length: payload.length },
    });
  }
  return { transport, messages, strays };
};
