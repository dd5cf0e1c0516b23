/** Where a responder stands between two requests. A state is never changed: each request makes the next. */
import { Transcripts } from '../exchange/transcripts.js';
import type { Channel } from '../session/secured.js';
import type { Derivation, SessionKeys } from '../session/keySchedule.js';
import type { Version } from '../spdm/codes.js';
import type { TdispStateName } from '../tdisp/codes.js';

export interface Session {
  /** Of both sides. */
  readonly number: number;
  /** Between KEY_EXCHANGE and FINISH nothing but FINISH is heard. */
  readonly phase: 'handshake' | 'open';
  readonly derivation: Derivation;
  readonly keys: SessionKeys;
  readonly incoming: Channel;
  readonly outgoing: Channel;
  /** The transcript so far that keys and proofs are made from. */
  readonly said: Uint8Array;
  readonly transcripts: Transcripts;
}

/** The TDISP interface behind the device's function. */
export interface Interface {
  readonly state: TdispStateName;
  /** Of the last lock; used up by the start. */
  readonly nonce: Uint8Array | null;
  readonly mmioOffset: bigint;
}

export interface ResponderState {
  /** How far GET_VERSION, GET_CAPABILITIES and NEGOTIATE_ALGORITHMS have come. */
  readonly phase: 'start' | 'version' | 'capabilities' | 'negotiated';
  readonly version: Version;
  /** The requester takes no longer message, in bytes. */
  readonly transfer: number;
  /** Whether both sides agreed on the means for a session. */
  readonly sessions: boolean;
  readonly transcripts: Transcripts;
  readonly session: Session | null;
  readonly interface: Interface;
  /** Random numbers drawn so far. */
  readonly drawn: number;
  /** It was put off; the next request is answered. */
  readonly putOff: boolean;
  /** Whether a signed answer has told that firmware changed. */
  readonly toldChange: boolean;
}

export const unlocked: Interface = { state: 'CONFIG_UNLOCKED', nonce: null, mmioOffset: 0n };

export const initialState = (): ResponderState => ({
  phase: 'start',
  version: 0x10,
  transfer: 0,
  sessions: false,
  transcripts: new Transcripts(),
  session: null,
  interface: unlocked,
  drawn: 0,
  putOff: false,
  toldChange: false,
});

/** A locked or running interface ends in ERROR: its configuration was touched, or its session is gone. */
export const disturbed = (current: Interface): Interface =>
  current.state === 'CONFIG_LOCKED' || current.state === 'RUN' ? { ...current, state: 'ERROR', nonce: null } : current;
