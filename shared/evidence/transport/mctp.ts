/** MCTP packets as capture tools write them (DSP0236): a 4-byte header, then a message's type and body, or a piece of it. */
import type { ByteRange } from '../bytes/field.js';
import { concat } from '../bytes/concat.js';
import type { Reader } from '../bytes/reader.js';

export interface MctpMessage {
  readonly type: 'spdm' | 'secured';
  readonly payload: Uint8Array;
  /** Where the payload starts in the packet. */
  readonly offset: number;
}

const types: Readonly<Record<number, MctpMessage['type']>> = { 5: 'spdm', 6: 'secured' };

/** Reads a message's type and body; the header was read before. */
export const readMctpMessage = (reader: Reader): MctpMessage => {
  const at = reader.at;
  // The top bit asks for an integrity check that these transports do not use.
  const code = reader.u8('message type') & 0x7f;
  const type = types[code];
  if (type === undefined) reader.refuse('MCTP message type 5 (SPDM) or 6 (secured)', String(code), at);
  const offset = reader.at;
  return { type, payload: reader.rest('payload'), offset };
};

export interface MctpHeader {
  /** Pieces of one message have the same: who to whom, and by which tag. */
  readonly key: number;
  readonly first: boolean;
  readonly last: boolean;
  /** Of the piece, modulo 4. */
  readonly sequence: number;
}

const bit = (flags: number, mask: number): boolean => (flags & mask) !== 0;

export const readMctpHeader = (reader: Reader): MctpHeader => {
  reader.u8('header version');
  const destination = reader.u8('destination');
  const source = reader.u8('source');
  const flags = reader.u8('flags');
  return {
    key: (destination << 16) | (source << 8) | (flags & 0x0f),
    first: bit(flags, 0x80),
    last: bit(flags, 0x40),
    sequence: (flags >> 4) & 3,
  };
};

/** A packet that is a whole message. */
export const readMctp = (reader: Reader): MctpMessage => {
  readMctpHeader(reader);
  return readMctpMessage(reader);
};

interface Piece {
  /** Of the packet. */
  readonly number: number;
  /** Behind the header. */
  readonly body: Uint8Array;
  readonly range: ByteRange;
  /** Bytes of it are not there. */
  readonly cut: boolean;
}

/** A message put together from packets: where it stands is told by their numbers. */
export interface PutTogether {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export type Added =
  | { readonly kind: 'whole' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'together'; readonly message: PutTogether }
  | { readonly kind: 'stray'; readonly why: string };

interface Pending {
  readonly pieces: Piece[];
  sequence: number;
}

const together = (pieces: readonly Piece[]): PutTogether => {
  const bytes = concat(...pieces.map(({ body }) => body));
  const [first, last] = [pieces[0], pieces.at(-1)];
  const source = `${first?.range.source ?? ''}, packets ${first?.number} to ${last?.number} put together`;
  return { number: last?.number ?? 0, bytes, range: { source, offset: 0, length: bytes.length } };
};

/** Keeps the pieces of messages until their last one comes; memory is a view of each packet, no more. */
export const mctpPieces = (): { add(header: MctpHeader, piece: Piece): Added } => {
  const pending = new Map<number, Pending>();
  return {
    add({ key, first, last, sequence }, piece) {
      const begun = pending.get(key);
      if (first && last) {
        pending.delete(key);
        return { kind: 'whole' };
      }
      if (piece.cut) {
        pending.delete(key);
        return { kind: 'stray', why: 'a piece of a message, of which bytes are missing' };
      }
      if (first) {
        pending.set(key, { pieces: [piece], sequence });
        return { kind: 'waiting' };
      }
      // Tools that write whole messages leave the flags empty.
      if (begun === undefined)
        return last ? { kind: 'stray', why: 'the end of a message whose beginning is not there' } : { kind: 'whole' };
      begun.sequence = (begun.sequence + 1) & 3;
      if (begun.sequence !== sequence) {
        pending.delete(key);
        return { kind: 'stray', why: `piece ${begun.sequence} of a message was due, piece ${sequence} came` };
      }
      begun.pieces.push(piece);
      if (!last) return { kind: 'waiting' };
      pending.delete(key);
      return { kind: 'together', message: together(begun.pieces) };
    },
  };
};
