/** One request being answered: what a handler is given, and what it may say. */
import { concat } from '../bytes/concat.js';
import { u8 } from '../bytes/write.js';
import { hashOf } from '../certificate/issue.js';
import type { Transcripts } from '../exchange/transcripts.js';
import type { MakingHash, Secrets } from '../secrets.js';
import { responseCodes } from '../spdm/codes.js';
import type { SpdmMessage } from '../spdm/message.js';
import { signingPrefix } from '../spdm/signing.js';
import type { SimulatedDevice } from './device.js';
import { randomBytes } from '../randomness.js';
import type { ResponderState } from './state.js';

export interface Turn {
  readonly device: SimulatedDevice;
  readonly secrets: Secrets;
  readonly state: ResponderState;
  readonly message: SpdmMessage;
  /** The request without padding. */
  readonly bytes: Uint8Array;
  readonly secured: boolean;
  /** Of this side, plain or session; the request is in it, and it is this turn's own. */
  readonly transcripts: Transcripts;
}

/** Codes of ERROR (DSP0274). */
export const errorCodes = {
  invalidRequest: 0x01,
  busy: 0x03,
  unexpectedRequest: 0x04,
  unspecified: 0x05,
  decryptError: 0x06,
  unsupportedRequest: 0x07,
  sessionLimit: 0x0a,
  sessionRequired: 0x0b,
  responseTooLarge: 0x0d,
  versionMismatch: 0x41,
} as const;

export interface Refused {
  readonly error: number;
  readonly data: number;
  /** The session goes with it. */
  readonly endsSession?: true;
}

export interface Said {
  readonly state: ResponderState;
  readonly message: Uint8Array;
  /** Signed answers close their transcript themselves. */
  readonly signed: boolean;
}

export type Handler = (turn: Turn) => Said | Refused;

export const refuse = (name: keyof typeof errorCodes, data = 0): Refused => ({ error: errorCodes[name], data });

export const header = (version: number, code: number, [param1, param2]: readonly [number, number] = [0, 0]) =>
  concat(u8(version), u8(code), u8(param1), u8(param2));

export const errorMessage = (version: number, { error, data }: Refused): Uint8Array =>
  header(version, responseCodes.ERROR, [error, data]);

export const hashNameOf = ({ key }: SimulatedDevice): MakingHash => hashOf[key.curve];

/** Fresh bytes, and the state in which they were drawn. */
export const draw = ({ device, secrets, state }: Turn, length: number): readonly [Uint8Array, ResponderState] => [
  randomBytes({ seed: device.seed, label: `draw ${state.drawn}`, length }, secrets),
  { ...state, drawn: state.drawn + 1 },
];

/** A signature by the device's key over a transcript, as versions from 1.2 on make it. */
export const signTranscript = (
  { device, secrets, state }: Turn,
  context: string,
  transcript: Uint8Array,
): Uint8Array => {
  const hash = hashNameOf(device);
  const message = concat(signingPrefix(state.version, context), secrets.hash(hash, transcript));
  return secrets.sign(device.key, { hash, message, form: 'raw' });
};

/** What versions from 1.3 on give back of a request: the requester's context, its last 8 bytes. */
export const contextOf = ({ state, bytes }: Turn): Uint8Array =>
  state.version >= 0x13 ? bytes.subarray(bytes.length - 8) : new Uint8Array(0);
