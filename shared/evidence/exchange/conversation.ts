/** Follows the messages of a connection and collects its signed exchanges and certificate chains. */
import { sameBytes } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import { parse } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { codeName, isRequest, requestCodes, responseCodes } from '../spdm/codes.js';
import { type Body, type Context, readMessage, type SpdmMessage } from '../spdm/message.js';
import { type Negotiated, negotiatedBy, nothingNegotiated } from '../spdm/negotiated.js';
import { largeResponse, notReady } from '../spdm/passing.js';
import { chainStore } from './chainStore.js';
import { partOf } from './chunks.js';
import type { Exchange, SlotChain, Trouble, Unread } from './exchange.js';
import { lostAnswers, unreadable } from './lostAnswers.js';
import { beginsSession, openingOf, type SessionOpening, slotNamed } from './opening.js';
import { placeOf } from './place.js';
import { signedExchange } from './signedExchange.js';
import { newSide, type Placed, type Side } from './side.js';
import { inTurns, type Turn } from './turns.js';

/** One message as it came, perhaps with padding of its transport at its end. */
export interface Heard {
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
  /** Inside a secured session, as plaintext. */
  readonly secured: boolean;
  /** Which one, where that is known. */
  readonly session?: number;
}

export interface Conversation {
  readonly exchanges: readonly Exchange[];
  /** Signatures that were asked for, and whose answers cannot be judged. */
  readonly unread: readonly Unread[];
  /** Sessions that were opened, in their order. */
  readonly openings: readonly SessionOpening[];
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

/** Requests that ask for a signature, and what answers them. */
const answers: ReadonlyMap<number, number> = new Map([
  [requestCodes.CHALLENGE, responseCodes.CHALLENGE_AUTH],
  [requestCodes.GET_MEASUREMENTS, responseCodes.MEASUREMENTS],
]);

/** Codes of requests are those of their answers with the top bit set; an error may answer any. */
const isAnswerTo = (request: Placed | null, code: number): boolean =>
  request !== null && (code === responseCodes.ERROR || code === (request.message.header.code & 0x7f));

/** Of DOE's dwords. */
const mostPadding = 3;

/** Of the set-up, which each ends a step of. */
const ofSetUp: ReadonlySet<number> = new Set([
  responseCodes.VERSION,
  responseCodes.CAPABILITIES,
  responseCodes.ALGORITHMS,
]);

/**
 * Reads messages in their order; what makes no sense is told, and the next is tried.
 * @param assumed What both sides agreed on, where the messages that say so are not among them.
 */
export const follow = (heard: readonly Heard[], assumed: Negotiated = nothingNegotiated): Conversation => {
  const plain = newSide();
  const sessions = new Map<number | null, Side>();
  const chains = chainStore();
  const exchanges: Exchange[] = [];
  const openings: SessionOpening[] = [];
  const unread: Unread[] = [];
  const lost = lostAnswers(unread, () => exchanges.length);
  const troubles: Trouble[] = [];
  const messages: (ReadMessage & { readonly n: number })[] = [];
  const contexts = new Map<number, Context>();
  let negotiated: Negotiated = assumed;
  let digests: Uint8Array | null = null;

  /** Sessions are told apart by their numbers; without these one follows the other. */
  const sideOf = ({ secured, session }: Heard): Side => {
    if (!secured) return plain;
    const number = session ?? null;
    const side = sessions.get(number) ?? newSide();
    sessions.set(number, side);
    return side;
  };

  const learn = (body: Body, version: Negotiated['version']): void => {
    if (body.kind !== 'algorithms') return;
    const asked = plain.pending?.message.body;
    negotiated = negotiatedBy(version, body, asked?.kind === 'algorithms' ? asked : null);
  };

  /** Sessions are opened in the clear; what the answer says is read once it is judged. */
  const noteOpening = ({ message, bytes, range }: Placed, doubt: string | null): void => {
    const codes = openingOf(message.header.code);
    if (codes === null) return;
    const asked = plain.pending;
    // What waits may be another request, where the capture lost its answer and this one's request.
    const request = asked?.message.header.code === codes.request ? { bytes: asked.bytes, range: asked.range } : null;
    openings.push({
      ...{ kind: codes.kind, negotiated, request, digests, response: { bytes, range } },
      vca: plain.transcripts.vca,
      delivered: codes.kind === 'psk-exchange' || request === null ? null : chains.of(slotNamed(request)),
      gap: plain.doubts.opening(negotiated.multiKey) ?? doubt,
      after: exchanges.length,
    });
  };

  /** @param next What came in the answer's place, where it is a request. */
  const unanswered = (side: Side, secured: boolean, next: Uint8Array | null = null): void => {
    // The plaintext of a session is what somebody could decrypt: it need not be all.
    const { pending } = side;
    if (pending === null) return;
    side.doubts.gap(`the answer to ${codeName(pending.message.header.code)}, ${placeOf(pending.range)}`);
    // The same once more, nonce and all, is one request that was tried again: its answer is yet to come.
    const retried = next !== null && sameBytes(next, pending.bytes);
    if (!secured && !retried)
      lost.asked(side, secured, { expected: 'a signed answer', found: 'missing: the answer', bytes: pending.range });
  };

  const onRequest = (side: Side, at: Placed, secured: boolean): void => {
    const { header, body } = at.message;
    // It asks for the answer to the request before it.
    if (header.code === requestCodes.RESPOND_IF_READY) return;
    unanswered(side, secured, at.bytes);
    if (header.code === requestCodes.GET_VERSION) {
      negotiated = nothingNegotiated;
      chains.restart();
      digests = null;
    }
    if (header.code === requestCodes.GET_VERSION) sessions.clear();
    else if (!secured && beginsSession.has(header.code)) sessions.delete(null);
    if (body.kind !== 'get-measurements') side.earlier = [];
    side.doubts.request(header.code);
    side.transcripts.request(header.code, at.bytes);
    side.pending = at;
  };

  /** What waits is not what this answers. */
  const otherwiseAnswered = (side: Side, { message: { header }, range }: Placed, secured: boolean): void => {
    const code = side.pending?.message.header.code;
    if (code === undefined || isAnswerTo(side.pending, header.code)) return;
    const expected = codeName(code & 0x7f);
    if (answers.has(code)) lost.asked(side, secured, { expected, found: codeName(header.code), bytes: range });
    side.transcripts.unasked();
    side.pending = null;
  };

  const onResponse = (side: Side, at: Placed, { secured, doubt }: { secured: boolean; doubt: string | null }): void => {
    const { header, body } = at.message;
    otherwiseAnswered(side, at, secured);
    learn(body, header.version);
    const why =
      doubt ?? (side.pending === null ? `the request before ${codeName(header.code)}, ${placeOf(at.range)}` : null);
    if (why !== null) side.doubts.gap(why, ofSetUp.has(header.code));
    if (!secured) noteOpening(at, why);
    if (body.kind === 'error') {
      if (body.code === largeResponse || body.code === notReady) return;
      side.transcripts.error();
      side.doubts.error();
      side.earlier = [];
    } else if (body.kind === 'challenge-auth' || (body.kind === 'measurements' && body.signature !== null)) {
      const exchange = signedExchange(at, { side, plain, negotiated, secured, chains, unsure: doubt });
      if (exchange !== null) exchanges.push(exchange);
    } else {
      // Only now: its own request is of the set-up too, and may be what is missing.
      if (body.kind === 'algorithms') plain.doubts.closeSetUp();
      side.transcripts.response(header.code, at.bytes);
      if (body.kind === 'measurements') side.earlier.push(body);
      if (body.kind === 'digests') {
        chains.digests(body.slots);
        // What goes on in a session is not the connection's.
        if (!secured) digests = at.bytes;
        if (why === null) side.doubts.digested();
      }
      if (body.kind === 'certificate') {
        const asked = side.pending?.message.body;
        const offset = asked?.kind === 'get-certificate' ? asked.offset : null;
        const odd = chains.portion(body, { offset, doubt }, at.range);
        if (odd !== null) side.doubts.gap(odd);
      }
    }
    // What it starts over is as uncertain as its place.
    if (why !== null) side.doubts.gap(why);
    side.pending = null;
  };

  /** What could not be read is missing from here on. */
  const onUnreadable = (side: Side, one: Heard, { at, expected, found }: Stop): void => {
    const { range, secured } = one;
    const code = one.bytes[1] ?? 0;
    troubles.push({ range, why: `${codeName(code)}, byte ${at}: expected ${expected}, found ${found}`, at });
    side.doubts.gap(`${codeName(code)}, ${placeOf(range)}, which cannot be read`);
    const what = unreadable(one, { at, expected, found });
    // A request that cannot be read is none that an answer could be held against.
    if (isRequest(code)) unanswered(side, secured);
    else {
      if (side.pending !== null) lost.asked(side, secured, what);
      if (!isAnswerTo(side.pending, code)) lost.unasked(one, what);
    }
    side.transcripts.error();
    side.pending = null;
  };

  /** It stood, or stands, where it has no turn: shown, and not followed. */
  const passOver = (side: Side, { kind, one, n, of, doubt }: Turn): void => {
    const code = one.bytes[1] ?? 0;
    if (doubt !== null) side.doubts.gap(doubt, ofSetUp.has(code));
    if (kind === 'left') return;
    const context: Context = contexts.get(of ?? n) ?? { negotiated, request: null };
    const read = parse(one.bytes, (reader) => readMessage(reader, context));
    if (read.ok) messages.push({ message: read.value, heard: one, context, n });
  };

  const hear = (turn: Turn): void => {
    const { one, n, doubt } = turn;
    const side = sideOf(one);
    if (turn.kind !== 'message') {
      passOver(side, turn);
      return;
    }
    const { range } = one;
    const code = one.bytes[1] ?? 0;
    const context: Context = { negotiated, request: isRequest(code) ? null : (side.pending?.message ?? null) };
    contexts.set(n, context);
    const read = parse(one.bytes, (reader) => readMessage(reader, context));
    if (!read.ok) {
      onUnreadable(side, one, read);
      return;
    }
    const message = read.value;
    const bytes = one.bytes.subarray(0, read.length);
    const beyond = one.bytes.length - read.length;
    // Transports fill up to a dword; more than that belongs to nothing that was read.
    if (beyond > mostPadding) {
      const at = read.length;
      const end = lost.tooLong(one, message, { at, beyond, request: side.pending?.message ?? null });
      troubles.push({ range, why: `${codeName(code)}, byte ${at}: expected ${end}, found ${beyond} bytes more`, at });
      side.doubts.gap(`the rest of ${codeName(code)}, ${placeOf(range)}, which belongs to nothing`);
    }
    messages.push({ message, heard: one, context, n });
    const part = partOf(side.chunks, message);
    if (part !== null) {
      if (part.whole !== null) hear({ ...turn, one: { ...one, bytes: part.whole } });
      return;
    }
    const at = { message, bytes, range: { ...range, length: bytes.length } };
    if (isRequest(message.header.code)) onRequest(side, at, one.secured);
    else onResponse(side, at, { secured: one.secured, doubt });
  };

  for (const turn of inTurns(heard)) hear(turn);
  unanswered(plain, false);
  return {
    exchanges,
    unread,
    openings,
    chains: chains.all(),
    troubles,
    negotiated,
    vca: plain.transcripts.vca,
    // As they came.
    messages: messages.toSorted((one, other) => one.n - other.n),
  };
};
