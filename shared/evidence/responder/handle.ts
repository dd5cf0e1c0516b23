/** Answers one message: refused before it is read, put off, or by its handler; then the transcripts follow what came of it. */
import { parse } from '../bytes/reader.js';
import { requestCodes } from '../spdm/codes.js';
import { type Header, readHeader } from '../spdm/header.js';
import { readMessage } from '../spdm/message.js';
import { nothingNegotiated } from '../spdm/negotiated.js';
import type { Secrets } from '../secrets.js';
import type { SimulatedDevice } from './device.js';
import { refusalBefore, rules } from './rules.js';
import { disturbed, type ResponderState } from './state.js';
import { errorMessage, refuse, type Refused, type Said, type Turn } from './turn.js';

/** The device and the cryptography it answers with; neither changes. */
export interface Responder {
  readonly device: SimulatedDevice;
  readonly secrets: Secrets;
}

export interface HeardRequest {
  /** With padding of its transport, perhaps. */
  readonly bytes: Uint8Array;
  readonly secured: boolean;
}

export interface Answer {
  readonly state: ResponderState;
  readonly message: Uint8Array;
}

/** Messages that wait for a signature, at most: a requester must not fill our memory. */
const mostHeld = 512;

/** What an ERROR is written in. */
export const versionOf = ({ phase, version }: ResponderState): number =>
  phase === 'start' || phase === 'version' ? 0x10 : version;

const keep = (state: ResponderState, transcripts: Turn['transcripts'], secured: boolean): ResponderState => {
  if (!secured) return { ...state, transcripts };
  return state.session === null ? state : { ...state, session: { ...state.session, transcripts } };
};

/** A simulated device that is busy puts each request off once. */
const putsOff = ({ device }: Responder, state: ResponderState): boolean => device.faults.has('busy') && !state.putOff;

type Outcome = Said | (Refused & { readonly putOff: boolean });

const outcomeOf = (responder: Responder, turn: Omit<Turn, 'message'>, head: Header): Outcome => {
  const { state, bytes, secured, transcripts } = turn;
  const read = parse(bytes, (reader) => readMessage(reader, { negotiated: nothingNegotiated, request: null }));
  const refused = refusalBefore(state, head, secured) ?? (read.ok ? null : refuse('invalidRequest'));
  const rule = rules[head.code];
  if (refused !== null || !read.ok || rule === undefined)
    return { ...(refused ?? refuse('unspecified')), putOff: state.putOff };
  if (putsOff(responder, state)) return { ...refuse('busy'), putOff: true };
  // A challenge uses up what is held; others would add to it.
  if (transcripts.held > mostHeld && head.code !== requestCodes.CHALLENGE)
    return { ...refuse('unspecified'), putOff: false };
  const said = rule.answer({ ...turn, message: read.value });
  if ('error' in said) return { ...said, putOff: false };
  const tooLong = state.phase === 'negotiated' && said.message.length > state.transfer;
  return tooLong ? { ...refuse('responseTooLarge'), putOff: false } : said;
};

/** Bytes of the message itself; of one that cannot be read, all. */
const exactly = (bytes: Uint8Array): Uint8Array => {
  const read = parse(bytes, (reader) => readMessage(reader, { negotiated: nothingNegotiated, request: null }));
  return read.ok ? bytes.subarray(0, read.length) : bytes;
};

/** Never throws: what cannot be answered gets an ERROR. */
export const handle = (responder: Responder, state: ResponderState, heard: HeardRequest): Answer => {
  const header = parse(heard.bytes, readHeader);
  if (!header.ok) return { state, message: errorMessage(versionOf(state), refuse('invalidRequest')) };
  const { secured } = heard;
  const bytes = exactly(heard.bytes);
  const side = secured ? state.session?.transcripts : state.transcripts;
  const transcripts = (side ?? state.transcripts).copy();
  transcripts.request(header.value.code, bytes);
  const outcome = outcomeOf(responder, { ...responder, state, bytes, secured, transcripts }, header.value);
  if ('error' in outcome) {
    transcripts.error();
    const left = outcome.endsSession ? { ...state, session: null, interface: disturbed(state.interface) } : state;
    const after = keep({ ...left, putOff: outcome.putOff }, transcripts, secured);
    return { state: after, message: errorMessage(versionOf(state), outcome) };
  }
  if (!outcome.signed) transcripts.response(outcome.message[1] ?? 0, outcome.message);
  // A connection that begins anew ends the session that the lock was made in.
  const anew = header.value.code === requestCodes.GET_VERSION;
  const standing = anew ? disturbed(state.interface) : outcome.state.interface;
  const after = { ...outcome.state, interface: standing, putOff: false };
  return { state: keep(after, transcripts, secured), message: outcome.message };
};
