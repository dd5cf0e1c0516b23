/**
 * An SPDM 1.2/1.3 responder with TDISP as a pure function: a state and a request give the next state and an answer.
 * It never throws for what a requester says; what cannot be answered gets an ERROR, as DSP0274 has it.
 */
import { concat } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { u16, u8 } from '../bytes/write.js';
import { next, openMessage, readSecured, sealMessage, type SecuredRecord } from '../session/secured.js';
import { readDoe } from '../transport/doe.js';
import { writeDoe } from '../transport/writeDoe.js';
import { handle, type Responder, versionOf } from './handle.js';
import { disturbed, type ResponderState } from './state.js';
import { errorMessage, refuse } from './turn.js';

export interface Answered {
  readonly state: ResponderState;
  /** Null: a mailbox with such an object in it reports an error, and holds no answer. */
  readonly response: Uint8Array | null;
}

/** A record that does not open, or of a session there is not, is told in the clear, and ends the session. */
const broken = (state: ResponderState): Answered => ({
  state: { ...state, session: null, interface: disturbed(state.interface) },
  response: writeDoe('spdm', errorMessage(versionOf(state), refuse('decryptError'))),
});

const answerSecured = (responder: Responder, state: ResponderState, record: SecuredRecord): Answered => {
  const { session } = state;
  const { secrets } = responder;
  if (session === null || session.number !== record.session)
    return { state, response: writeDoe('spdm', errorMessage(versionOf(state), refuse('sessionRequired'))) };
  const bytes = openMessage(record, session.incoming, secrets);
  if (bytes === null) return broken(state);
  const heard: ResponderState = { ...state, session: { ...session, incoming: next(session.incoming) } };
  const { state: after, message } = handle(responder, heard, { bytes, secured: true });
  const sealed = sealMessage({ session: session.number, channel: session.outgoing, message }, secrets);
  const response = writeDoe('secured', sealed);
  const kept = after.session;
  if (kept === null) return { state: after, response };
  const finished = session.phase === 'handshake' && kept.phase === 'open';
  // FINISH_RSP is the last word under the handshake's keys.
  const channels = finished
    ? {
        incoming: { direction: kept.keys.request, sequence: 0 },
        outgoing: { direction: kept.keys.response, sequence: 0 },
      }
    : { incoming: kept.incoming, outgoing: next(session.outgoing) };
  return { state: { ...after, session: { ...kept, ...channels } }, response };
};

/** DOE discovery: which kinds of objects there are, one by one. */
const answerDiscovery = (state: ResponderState, payload: Uint8Array): Answered => {
  const index = payload[0] ?? 0;
  if (index > 2) return { state, response: writeDoe('discovery', concat(u16(0xffff), u8(0), u8(0))) };
  return { state, response: writeDoe('discovery', concat(u16(1), u8(index), u8((index + 1) % 3))) };
};

/** @param object A DOE data object, as it stands in a mailbox or on QEMU's socket. */
export const respond = (responder: Responder, state: ResponderState, object: Uint8Array): Answered => {
  const read = parse(object, readDoe);
  if (!read.ok) return { state, response: null };
  const { type, payload } = read.value;
  if (type === 'discovery') return answerDiscovery(state, payload);
  if (type === 'spdm') {
    const { state: after, message } = handle(responder, state, { bytes: payload, secured: false });
    return { state: after, response: writeDoe('spdm', message) };
  }
  const record = parse(payload, readSecured);
  return record.ok ? answerSecured(responder, state, record.value) : broken(state);
};
