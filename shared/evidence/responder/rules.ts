/** Which requests a responder answers, when and where; and what is refused before anybody looks into it. */
import { isRequest, requestCodes } from '../spdm/codes.js';
import type { Header } from '../spdm/header.js';
import { answerCertificate, answerChallenge, answerDigests } from './identity.js';
import { answerMeasurements } from './measured.js';
import { answerEndSession, answerFinish, answerKeyExchange } from './sessionAnswers.js';
import { answerAlgorithms, answerCapabilities, answerVersion } from './setUp.js';
import type { ResponderState } from './state.js';
import { answerVendorDefined } from './tdispAnswers.js';
import { type Handler, refuse, type Refused } from './turn.js';

type Where = 'plain' | 'session' | 'both';
type Phase = ResponderState['phase'];

interface Rule {
  readonly where: Where;
  readonly phase: Phase | null;
  readonly answer: Handler;
}

const rule = (where: Where, phase: Phase | null, answer: Handler): Rule => ({ where, phase, answer });

const q = requestCodes;
export const rules: Readonly<Record<number, Rule>> = {
  [q.GET_VERSION]: rule('plain', null, answerVersion),
  [q.GET_CAPABILITIES]: rule('plain', 'version', answerCapabilities),
  [q.NEGOTIATE_ALGORITHMS]: rule('plain', 'capabilities', answerAlgorithms),
  [q.GET_DIGESTS]: rule('both', 'negotiated', answerDigests),
  [q.GET_CERTIFICATE]: rule('both', 'negotiated', answerCertificate),
  [q.CHALLENGE]: rule('plain', 'negotiated', answerChallenge),
  [q.GET_MEASUREMENTS]: rule('both', 'negotiated', answerMeasurements),
  [q.KEY_EXCHANGE]: rule('plain', 'negotiated', answerKeyExchange),
  [q.FINISH]: rule('session', 'negotiated', answerFinish),
  [q.END_SESSION]: rule('session', 'negotiated', answerEndSession),
  // Outside of a session it is told so by its own handler.
  [q.VENDOR_DEFINED_REQUEST]: rule('both', 'negotiated', answerVendorDefined),
};

const wrongVersion = (state: ResponderState, { version, code }: Header): boolean => {
  if (code === q.GET_VERSION) return version !== 0x10;
  // Which version it is, GET_CAPABILITIES is first to say.
  return code !== q.GET_CAPABILITIES && version !== state.version;
};

/** Null when a handler may answer. */
export const refusalBefore = (state: ResponderState, head: Header, secured: boolean): Refused | null => {
  const { code } = head;
  const found = rules[code];
  if (!isRequest(code)) return refuse('invalidRequest');
  if (found === undefined) return refuse('unsupportedRequest', code);
  if (wrongVersion(state, head)) return refuse('versionMismatch');
  if (found.phase !== null && found.phase !== state.phase) return refuse('unexpectedRequest');
  if (found.where === 'session' && !secured) return refuse('sessionRequired');
  if (found.where === 'plain' && secured) return refuse('unexpectedRequest');
  const handshake = secured && state.session?.phase === 'handshake';
  return handshake && code !== q.FINISH ? refuse('unexpectedRequest') : null;
};
