/** Follows the messages of a connection and collects its signed exchanges and certificate chains. */
import { concat } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import { parse } from '../bytes/reader.js';
import type { Measurements } from '../spdm/measurements.js';
import { codeName, isRequest, requestCodes } from '../spdm/codes.js';
import { type Body, type Context, readMessage, type SpdmMessage } from '../spdm/message.js';
import { type Negotiated, nothingNegotiated } from '../spdm/negotiated.js';
import { largeResponse } from '../spdm/passing.js';
import { chainStore } from './chainStore.js';
import { chunkStore } from './chunks.js';
import type { Exchange, SlotChain, Trouble } from './exchange.js';
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

const missingVca = 'VCA: the messages of version, capabilities and algorithms';

const newSide = (): Side => ({ transcripts: new Transcripts(), pending: null, earlier: [] });

/**
 * Reads messages in their order; what makes no sense is told, and the next is tried.
 * @param assumed What both sides agreed on, where the messages that say so are not among them.
 */
export const follow = (heard: readonly Heard[], assumed: Negotiated = nothingNegotiated): Conversation => {
  const plain = newSide();
  const session = newSide();
  const chains = chainStore();
  const chunks = chunkStore();
  const exchanges: Exchange[] = [];
  const troubles: Trouble[] = [];
  const messages: ReadMessage[] = [];
  let negotiated: Negotiated = assumed;

  const learn = (body: Body, version: Negotiated['version']): void => {
    if (body.kind !== 'algorithms') return;
    const { hash, asym, measurementHash, multiKey } = body;
    negotiated = { version, hash, asym, measurementHash, multiKey };
  };

  const onRequest = (side: Side, at: Pending): void => {
    const { header, body } = at.message;
    if (header.code === requestCodes.GET_VERSION) {
      negotiated = nothingNegotiated;
      chains.restart();
    }
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
    const signed = (own: Uint8Array | null, wantsVca: boolean) => ({
      transcript: own === null || (wantsVca && vca === null) ? null : wantsVca && vca !== null ? concat(vca, own) : own,
      missing: own === null ? 'the request it answers' : wantsVca && vca === null ? missingVca : null,
    });
    const asked = pending?.message.body;
    if (body.kind === 'challenge-auth') {
      const sawChain = transcripts.hasChain;
      const own = transcripts.challenge(at.bytes.subarray(0, body.signatureAt));
      const nonce = asked?.kind === 'challenge' ? asked.nonce : null;
      exchanges.push({ kind: 'challenge', ...common, ...signed(own, true), slot: body.slot, body, nonce, sawChain });
    } else if (body.kind === 'measurements') {
      const own = transcripts.measurements(at.bytes.subarray(0, body.signatureAt));
      const [slot, nonce] = asked?.kind === 'get-measurements' ? [asked.slot, asked.nonce] : [body.slot, null];
      const { earlier } = side;
      side.earlier = [];
      const wantsVca = at.message.header.version >= 0x12;
      exchanges.push({ kind: 'measurements', ...common, ...signed(own, wantsVca), slot, body, nonce, earlier });
    }
  };

  const onResponse = (side: Side, at: Pending, secured: boolean): void => {
    const { header, body } = at.message;
    learn(body, header.version);
    if (body.kind === 'error') {
      if (body.code === largeResponse) return;
      side.transcripts.error();
      side.earlier = [];
    } else if (body.kind === 'challenge-auth' || (body.kind === 'measurements' && body.signature !== null)) {
      onSigned(side, at, secured);
    } else {
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
      const why = `${codeName(code)}, byte ${read.at}: expected ${read.expected}, found ${read.found}`;
      troubles.push({ range, why, at: read.at });
      // What it would have added is missing from here on.
      if (!isRequest(code)) side.transcripts.error();
      return;
    }
    const message = read.value;
    const bytes = one.bytes.subarray(0, read.length);
    messages.push({ message, heard: one, context });
    const at = { message, bytes, range: { ...range, length: bytes.length } };
    if (message.body.kind === 'chunk') {
      const whole = chunks.add(message.body);
      if (whole !== null) hear({ bytes: whole, range, secured: one.secured });
      return;
    }
    // It fetches the rest of an answer that is still awaited.
    if (message.header.code === requestCodes.CHUNK_GET) return;
    if (isRequest(message.header.code)) onRequest(side, at);
    else onResponse(side, at, one.secured);
  };

  for (const one of heard) hear(one);
  return { exchanges, chains: chains.all(), troubles, negotiated, vca: plain.transcripts.vca, messages };
};
