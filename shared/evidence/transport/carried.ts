/** From the packets of a capture to the SPDM messages they carry, whatever transport it claims. */
import type { ByteRange } from '../bytes/field.js';
import { parse } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { readDoe } from './doe.js';
import { mctpPieces, readMctp, readMctpHeader, readMctpMessage } from './mctp.js';
import { type Capture, linkTypes, type Packet } from './packet.js';

export interface Carried {
  readonly kind: 'spdm' | 'secured';
  /** Of the packet, from 1. */
  readonly number: number;
  /** May end in padding of the transport. */
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export type Transport = 'doe' | 'mctp';

/** What says so: the file's link type, a person, or only what the packets look like. */
export type SaidBy = 'link type' | 'person' | 'looks';

/** Something that is neither SPDM nor empty: told, and passed over. */
export interface Stray {
  readonly number: number;
  readonly why: string;
}

export interface Messages {
  readonly transport: Transport;
  readonly saidBy: SaidBy;
  readonly messages: readonly Carried[];
  readonly strays: readonly Stray[];
}

interface Unpacked {
  readonly messages: readonly Carried[];
  readonly strays: readonly Stray[];
}

const stray = (number: number, why: string): Unpacked => ({ messages: [], strays: [{ number, why }] });
const nothing: Unpacked = { messages: [], strays: [] };

const wordsOf = ({ at, expected, found }: Stop): string => `at byte ${at}: expected ${expected}, found ${found}`;

interface Payload {
  readonly type: 'spdm' | 'secured';
  readonly payload: Uint8Array;
  readonly offset: number;
}

/** @param range Of what the payload is in. */
const carried = ({ type, payload, offset }: Payload, number: number, range: ByteRange): Unpacked => {
  const where = { source: range.source, offset: range.offset + offset, length: payload.length };
  return { messages: [{ kind: type, number, bytes: payload, range: where }], strays: [] };
};

type Unpack = (packet: Packet) => Unpacked;

const fromDoe: Unpack = ({ bytes, number, range, absent }) => {
  const read = parse(bytes, (reader) => readDoe(reader, absent > 0));
  if (!read.ok) return stray(number, wordsOf(read));
  const { type, ...object } = read.value;
  return type === 'discovery' ? nothing : carried({ type, ...object }, number, range);
};

/** Remembers the pieces of messages that take several packets. */
const fromMctp = (): Unpack => {
  const pieces = mctpPieces();
  return ({ bytes, number, range, absent }) => {
    const header = parse(bytes, readMctpHeader);
    if (!header.ok) return stray(number, wordsOf(header));
    const body = bytes.subarray(header.length);
    const added = pieces.add(header.value, { number, body, range, cut: absent > 0 });
    if (added.kind === 'stray') return stray(number, added.why);
    if (added.kind === 'waiting') return nothing;
    const whole = added.kind === 'whole';
    const read = whole ? parse(bytes, readMctp) : parse(added.message.bytes, readMctpMessage);
    if (!read.ok) return stray(number, wordsOf(read));
    return carried(read.value, number, whole ? range : added.message.range);
  };
};

const unpackers = { doe: () => fromDoe, mctp: fromMctp } as const;

const looksLike = { doe: readDoe, mctp: readMctp } as const;

/** The link type where it is known; else whichever reads more of the packets. */
const transportOf = ({ linkType, packets }: Capture): Pick<Messages, 'transport' | 'saidBy'> => {
  const fits = (transport: Transport): number =>
    packets.slice(0, 64).filter(({ bytes }) => parse(bytes, (reader) => looksLike[transport](reader)).ok).length;
  if (linkType === linkTypes.doe && fits('doe') > 0) return { transport: 'doe', saidBy: 'link type' };
  if (linkType === linkTypes.mctp && fits('mctp') > 0) return { transport: 'mctp', saidBy: 'link type' };
  return { transport: fits('mctp') > fits('doe') ? 'mctp' : 'doe', saidBy: 'looks' };
};

/** @param treatAs What the person says it is, in place of what it looks like. */
export const messagesOf = (capture: Capture, treatAs: Transport | null = null): Messages => {
  const said = treatAs === null ? transportOf(capture) : ({ transport: treatAs, saidBy: 'person' } as const);
  const unpack = unpackers[said.transport]();
  const unpacked = capture.packets.map(unpack);
  return {
    ...said,
    messages: unpacked.flatMap(({ messages }) => messages),
    strays: unpacked.flatMap(({ strays }) => strays),
  };
};
