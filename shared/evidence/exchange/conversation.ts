/** Follows the messages of a connection and collects its signed exchanges and certificate chains. */
import { concat } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import { parse } from '../bytes/reader.js';
import type { Measurements } from '../spdm/measurements.js';
import { codeName, isRequest, requestCodes, responseCodes } from '../spdm/codes.js';
import { type Body, type Context, readMessage, type SpdmMessage } from '../spdm/message.js';
import { type Negotiated, nothingNegotiated } from '../spdm/negotiated.js';
import { largeResponse, notReady } from '../spdm/passing.js';
import { chainStore } from './chainStore.js';
import { chunkStore } from './chunks.js';
import type { Exchange, SlotChain, Trouble, Unread } from './exchange.js';
import { Transcripts } from './transcripts.js';

/** One message as it came, perhaps with padding of its transport at its end. */
export interface Heard {
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
  /** Inside a secured session, as plaintext. */
  readonly secured: boolean;
}

export interface Conversation {
  readonly exchanges: readonly Exchange[];
  /** Signatures that were asked for, and whose answers cannot be judged. */
  readonly unread: readonly Unread[];
  /** The newest chain of each slot. */
  readonly chains: readonly SlotChain[];
  readonly troubles: readonly Trouble[];
  readonly negotiated: Negotiated;
  readonly vca: Uint8Array | null;
  readonly messages: readonly ReadMessage[];
}

/** A message that made sense, with all that is needed to read it again field by field. */
export interface ReadMessage {
  readonly message: SpdmMessage;
  /** For a message that came in chunks: all of its bytes, and where the last chunk stands. */
  readonly heard: Heard;
  readonly context: Context;
}

interface Pending {
  readonly message: SpdmMessage;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

/** What a plain connection and a session in it each have of their own. */
interface Side {
  readonly transcripts: Transcripts;
  pending: Pending | null;
  earlier: Measurements[];
}

/** Each session has transcripts of its own. */
const beginsSession: ReadonlySet<number> = new Set([
  requestCodes.GET_VERSION,
  requestCodes.KEY_EXCHANGE,
  requestCodes.PSK_EXCHANGE,
]);

/** Requests that ask for a signature, and what answers them. */
const answers: ReadonlyMap<number, number> = new Map([
  [requestCodes.CHALLENGE, responseCodes.CHALLENGE_AUTH],
  [requestCodes.GET_MEASUREMENTS, responseCodes.MEASUREMENTS],
]);

/** Of DOE's dwords. */
const mostPadding = 3;

const missingVca = 'VCA: the messages of version, capabilities and algorithms';

const newSide = (): Side => ({ transcripts: new Transcripts(), pending: null, earlier: [] });

/**
 * Reads messages in their order; what makes no sense is told, and the next is tried.
 * @param assumed What both sides agreed on, where the messages that say so are not among them.
 */
export const follow = (heard: readonly Heard[], assumed: Negotiated = nothingNegotiated): Conversation => {
  const plain = newSide();
  let session = newSide();
  const chains = chainStore();
  const chunks = chunkStore();
  const exchanges: Exchange[] = [];
  const unread: Unread[] = [];
  const troubles: Trouble[] = [];
  const messages: ReadMessage[] = [];
  let negotiated: Negotiated = assumed;

  const learn = (body: Body, version: Negotiated['version']): void => {
    if (body.kind !== 'algorithms') return;
    const { hash, asym, measurementHash, multiKey } = body;
    negotiated = { version, hash, asym, measurementHash, multiKey };
  };

  /** A signed answer was due, and something else is there, or nothing. */
  const miss = (side: Side, secured: boolean, of: Pick<Unread, 'expected' | 'found' | 'bytes'>): void => {
    const { pending } = side;
    const asked = pending?.message.body;
    if (pending === null || (asked?.kind !== 'challenge' && asked?.kind !== 'get-measurements')) return;
    if (asked.kind === 'get-measurements' && !asked.signed) return;
    const { version } = pending.message.header;
    const kind = asked.kind === 'challenge' ? 'challenge' : 'measurements';
    const { slot, nonce } = asked;
    unread.push({ kind, version, slot, inSession: secured, nonce, ...of, after: exchanges.length });
  };

  const unanswered = (side: Side, secured: boolean): void => {
    // The plaintext of a session is what somebody could decrypt: it need not be all.
    if (side.pending !== null && !secured)
      miss(side, secured, { expected: 'a signed answer', found: 'missing: the answer', bytes: side.pending.range });
  };

  const onRequest = (side: Side, at: Pending, secured: boolean): void => {
    const { header, body } = at.message;
    // It asks for the answer to the request before it.
    if (header.code === requestCodes.RESPOND_IF_READY) return;
    unanswered(side, secured);
    if (header.code === requestCodes.GET_VERSION) {
      negotiated = nothingNegotiated;
      chains.restart();
    }
    if (!secured && beginsSession.has(header.code)) session = newSide();
    if (body.kind !== 'get-measurements') side.earlier = [];
    side.transcripts.request(header.code, at.bytes);
    side.pending = at;
  };

  const onSigned = (side: Side, at: Pending, secured: boolean): void => {
    const { body } = at.message;
    const { transcripts, pending } = side;
    // A session is within its connection: it is the connection's VCA that both are over.
    const vca = plain.transcripts.vca;
    const common = { inSession: secured, negotiated, vca, response: at.range, request: pending?.range ?? null };
    const signed = (own: Uint8Array | null, wantsVca: boolean, others: readonly Uint8Array[] = []) => ({
      others: vca === null ? [] : others.map((other) => concat(vca, other)),
      transcript: own === null || (wantsVca && vca === null) ? null : wantsVca && vca !== null ? concat(vca, own) : own,
      missing: own === null ? 'the request it answers' : wantsVca && vca === null ? missingVca : null,
    });
    const asked = pending?.message.body;
    if (body.kind === 'challenge-auth') {
      const sawChain = transcripts.hasChain;
      const answer = at.bytes.subarray(0, body.signatureAt);
      const others = transcripts.otherChallenges(answer);
      const own = transcripts.challenge(answer);
      const nonce = asked?.kind === 'challenge' ? asked.nonce : null;
      const { slot } = body;
      const delivered = chains.of(slot);
      exchanges.push({
        kind: 'challenge',
        ...common,
        ...signed(own, true, others),
        ...{ slot, delivered, body, nonce, sawChain },
      });
    } else if (body.kind === 'measurements') {
      const own = transcripts.measurements(at.bytes.subarray(0, body.signatureAt));
      const [slot, nonce] = asked?.kind === 'get-measurements' ? [asked.slot, asked.nonce] : [body.slot, null];
      const { earlier } = side;
      side.earlier = [];
      const wantsVca = at.message.header.version >= 0x12;
      const delivered = chains.of(slot);
      exchanges.push({
        kind: 'measurements',
        ...common,
        ...signed(own, wantsVca),
        ...{ slot, delivered, body, nonce, earlier },
      });
    }
  };

  const onResponse = (side: Side, at: Pending, secured: boolean): void => {
    const { header, body } = at.message;
    learn(body, header.version);
    if (body.kind === 'error') {
      if (body.code === largeResponse || body.code === notReady) return;
      side.transcripts.error();
      side.earlier = [];
    } else if (body.kind === 'challenge-auth' || (body.kind === 'measurements' && body.signature !== null)) {
      onSigned(side, at, secured);
    } else {
      const due = side.pending === null ? null : answers.get(side.pending.message.header.code);
      if (due !== undefined && due !== null && due !== header.code)
        miss(side, secured, { expected: codeName(due), found: codeName(header.code), bytes: at.range });
      side.transcripts.response(header.code, at.bytes);
      if (body.kind === 'measurements') side.earlier.push(body);
      if (body.kind === 'digests') chains.digests(body.slots);
      if (body.kind === 'certificate') {
        const asked = side.pending?.message.body;
        chains.portion(body, asked?.kind === 'get-certificate' ? asked.offset : null, at.range);
      }
    }
    side.pending = null;
  };

  const hear = (one: Heard): void => {
    const side = one.secured ? session : plain;
    const { range } = one;
    const code = one.bytes[1] ?? 0;
    const context: Context = { negotiated, request: isRequest(code) ? null : (side.pending?.message ?? null) };
    const read = parse(one.bytes, (reader) => readMessage(reader, context));
    if (!read.ok) {
      const { at, expected, found } = read;
      troubles.push({ range, why: `${codeName(code)}, byte ${at}: expected ${expected}, found ${found}`, at });
      if (isRequest(code)) return;
      // What it would have added is missing from here on.
      miss(side, one.secured, {
        expected: `byte ${at} of ${codeName(code)}: ${expected}`,
        found: `missing: an answer that can be read; found ${found}`,
        bytes: { ...range, offset: range.offset + at, length: Math.max(1, range.length - at) },
      });
      side.transcripts.error();
      side.pending = null;
      return;
    }
    const message = read.value;
    const bytes = one.bytes.subarray(0, read.length);
    const beyond = one.bytes.length - read.length;
    // Transports fill up to a dword; more than that belongs to nothing that was read.
    if (beyond > mostPadding) {
      const at = read.length;
      troubles.push({ range, why: `${codeName(code)}, byte ${at}: expected its end, found ${beyond} bytes more`, at });
      // As much as a signature that nothing says was asked for.
      const { header, body } = message;
      if (body.kind === 'measurements')
        unread.push({
          kind: 'measurements',
          ...{ version: header.version, slot: body.slot, inSession: one.secured, nonce: null },
          expected: `byte ${at} of ${codeName(code)}: its end, for no signature was asked for`,
          found: `missing: a request that asks for what follows, ${beyond} bytes`,
          bytes: { ...range, offset: range.offset + at, length: beyond },
          after: exchanges.length,
        });
    }
    messages.push({ message, heard: one, context });
    const at = { message, bytes, range: { ...range, length: bytes.length } };
    if (message.body.kind === 'chunk') {
      const whole = chunks.add(message.body);
      if (whole !== null) hear({ bytes: whole, range, secured: one.secured });
      return;
    }
    // It fetches the rest of an answer that is still awaited.
    if (message.header.code === requestCodes.CHUNK_GET) return;
    if (isRequest(message.header.code)) onRequest(side, at, one.secured);
    else onResponse(side, at, one.secured);
  };

  for (const one of heard) hear(one);
  unanswered(plain, false);
  return { exchanges, unread, chains: chains.all(), troubles, negotiated, vca: plain.transcripts.vca, messages };
};
