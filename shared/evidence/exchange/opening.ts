/** A session that was opened on a connection: the request, its answer, and what a signature in the answer is over besides them. */
import type { ByteRange } from '../bytes/field.js';
import { requestCodes, responseCodes } from '../spdm/codes.js';
import type { Negotiated } from '../spdm/negotiated.js';
import type { SlotChain } from './exchange.js';

/** A message of an opening as it came, perhaps with padding of its transport at its end. */
export interface OpeningMessage {
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export interface SessionOpening {
  /** By a key of a chain, or by a key that both had beforehand. */
  readonly kind: 'key-exchange' | 'psk-exchange';
  readonly negotiated: Negotiated;
  /** The messages of connection set-up; null when they were not seen. */
  readonly vca: Uint8Array | null;
  /** Null where it was not seen. */
  readonly request: OpeningMessage | null;
  readonly response: OpeningMessage;
  /** The newest DIGESTS; it is signed too where the responder has several keys. */
  readonly digests: Uint8Array | null;
  /** Of the slot that was named, as it had been delivered by then. */
  readonly delivered: SlotChain | null;
  /** What is not there of the set-up, or could not be read; null where nothing is known to be missing. */
  readonly gap: string | null;
  /** Exchanges that came before it. */
  readonly after: number;
}

interface OpeningCodes {
  readonly kind: SessionOpening['kind'];
  readonly request: number;
}

const openings: ReadonlyMap<number, OpeningCodes> = new Map([
  [responseCodes.KEY_EXCHANGE_RSP, { kind: 'key-exchange', request: requestCodes.KEY_EXCHANGE }],
  [responseCodes.PSK_EXCHANGE_RSP, { kind: 'psk-exchange', request: requestCodes.PSK_EXCHANGE }],
]);

/** Requests that begin a session, or end all there are: what comes after them in a session of no number is of another. */
export const beginsSession: ReadonlySet<number> = new Set([
  requestCodes.GET_VERSION,
  ...[...openings.values()].map(({ request }) => request),
]);

/** The kind of opening that this code answers, and the code of what asks for it; null for every other answer. */
export const openingOf = (code: number): OpeningCodes | null => openings.get(code) ?? null;

/** The slot whose key a KEY_EXCHANGE asks for: the low half of its second parameter. 15 is a key that was given beforehand. */
export const slotNamed = ({ bytes }: OpeningMessage): number => (bytes[3] ?? 0) & 15;
