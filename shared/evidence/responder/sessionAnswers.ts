/** KEY_EXCHANGE_RSP, FINISH_RSP and END_SESSION_ACK: how a session with a simulated device begins and ends. */
import { concat, sameBytes } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { dataKeys, handshakeKeys } from '../session/keySchedule.js';
import { keyExchangeAnswerBody, readFinish, readKeyExchange, sessionNumber } from '../session/messages.js';
import { keyExchangeContext } from '../session/proof.js';
import { curveGroups, hashSizes } from '../spdm/algorithms.js';
import { responseCodes } from '../spdm/codes.js';
import { Transcripts } from '../exchange/transcripts.js';
import { summaryOf } from './identity.js';
import type { Session } from './state.js';
import { disturbed } from './state.js';
import { draw, type Handler, hashNameOf, header, refuse, signTranscript } from './turn.js';

/** Our half of a session's number. */
const ownHalf = 0xfffe;

export const answerKeyExchange: Handler = (turn) => {
  const { device, secrets, state, bytes, transcripts } = turn;
  const { curve } = device.key;
  const hash = hashNameOf(device);
  if (!state.sessions) return refuse('unsupportedRequest', bytes[1] ?? 0);
  if (state.session !== null) return refuse('sessionLimit');
  const read = parse(bytes, (reader) => readKeyExchange(reader, curveGroups[curve].size));
  const vca = transcripts.vca;
  if (!read.ok || vca === null || read.value.slot !== 0) return refuse('invalidRequest');
  const request = bytes.subarray(0, read.length);
  const [seed, afterKey] = draw(turn, 32);
  const [random, drawn] = draw({ ...turn, state: afterKey }, 32);
  const mine = secrets.privateKey(curve, seed);
  const shared = secrets.agree(mine, read.value.point);
  const summary = summaryOf(turn, read.value.summary);
  if (shared === null || summary === null) return refuse('invalidRequest');
  const unsigned = concat(
    header(state.version, responseCodes.KEY_EXCHANGE_RSP),
    keyExchangeAnswerBody({ session: ownHalf, random, point: mine.point, summary }),
  );
  const before = concat(vca, device.chainDigest, request, unsigned);
  const signature = signTranscript(turn, keyExchangeContext, before);
  const signed = concat(before, signature);
  const th = secrets.hash(hash, signed);
  const derivation = { secrets, hash, version: state.version };
  const keys = handshakeKeys(derivation, shared, th);
  const proof = secrets.hmac(hash, keys.response.finished, th);
  const session: Session = {
    number: sessionNumber(read.value.session, ownHalf),
    phase: 'handshake',
    derivation,
    keys,
    incoming: { direction: keys.request, sequence: 0 },
    outgoing: { direction: keys.response, sequence: 0 },
    said: concat(signed, proof),
    transcripts: new Transcripts(),
  };
  return { state: { ...drawn, session }, message: concat(unsigned, signature, proof), signed: false };
};

/** Answered under the keys of the handshake; whoever seals the answer goes on to the next. */
export const answerFinish: Handler = ({ device, secrets, state, bytes }) => {
  const { session } = state;
  const hash = hashNameOf(device);
  if (session === null || session.phase !== 'handshake') return refuse('unexpectedRequest');
  const read = parse(bytes, (reader) => readFinish(reader, hashSizes[hash]));
  if (!read.ok) return refuse('invalidRequest');
  const th = secrets.hash(hash, concat(session.said, bytes.subarray(0, read.value.proofAt)));
  const expected = secrets.hmac(hash, session.keys.request.finished, th);
  // Whoever cannot prove the secret gets no second try at it.
  if (!sameBytes(expected, read.value.proof)) return { ...refuse('decryptError'), endsSession: true };
  const message = header(state.version, responseCodes.FINISH_RSP);
  const said = concat(session.said, bytes.subarray(0, read.length), message);
  const keys = dataKeys(session.derivation, session.keys, secrets.hash(hash, said));
  return { state: { ...state, session: { ...session, phase: 'open', keys, said } }, message, signed: false };
};

/** With the session goes what was locked in it. */
export const answerEndSession: Handler = ({ state }) => ({
  state: { ...state, session: null, interface: disturbed(state.interface) },
  message: header(state.version, responseCodes.END_SESSION_ACK),
  signed: false,
});
