/** A signed exchange: what was asked, what came back, and the transcript that the signature is over. */
import type { ByteRange } from '../bytes/field.js';
import type { CertificateModel } from '../spdm/certificates.js';
import type { ChallengeAuth } from '../spdm/challenge.js';
import type { GetMeasurements, Measurements } from '../spdm/measurements.js';
import type { Version } from '../spdm/codes.js';
import type { Negotiated } from '../spdm/negotiated.js';

interface Common {
  readonly slot: number;
  readonly inSession: boolean;
  readonly negotiated: Negotiated;
  /** The messages of connection set-up; null when they were not seen. */
  readonly vca: Uint8Array | null;
  /** Requests and responses as they were hashed, in order and without the signature; VCA is in it where the version wants it. Null where that cannot be built. */
  readonly transcript: Uint8Array | null;
  /** What else the device may have signed, where peers read the rules of starting over in different ways. */
  readonly others: readonly Uint8Array[];
  /** The slot's chain as it had been delivered by then; null where none had. */
  readonly delivered: SlotChain | null;
  /** Why there is no transcript. */
  readonly missing: string | null;
  /** What is not there before it, or could not be read, and may belong to the transcript; null where nothing is known to be missing. */
  readonly gap: string | null;
  /** Why the request may be another answer's; null where no other could be. */
  readonly unsure: string | null;
  /** The slot that was asked for, where the request was seen and names one. */
  readonly askedSlot: number | null;
  /** The nonce in the request. */
  readonly nonce: Uint8Array | null;
  /** Where the response stands. */
  readonly response: ByteRange;
  readonly request: ByteRange | null;
}

export interface ChallengeExchange extends Common {
  readonly kind: 'challenge';
  /** False when no message that delivers the chain was seen before: then it may be missing, or the requester knew the chain. */
  readonly sawChain: boolean;
  readonly body: ChallengeAuth;
  /** What was asked to be hashed of the measurements: 0 nothing, 1 the TCB's, 0xff all. Null where the request was not seen. */
  readonly summary: number | null;
}

export interface MeasurementsExchange extends Common {
  readonly kind: 'measurements';
  readonly body: Measurements;
  /** The request; null where it was not seen. */
  readonly asked: GetMeasurements | null;
  /** Responses of the same transcript that came before, when indices were asked for one by one. */
  readonly earlier: readonly Measurements[];
}

export type Exchange = ChallengeExchange | MeasurementsExchange;

/** A signed answer that was asked for and is not there to be judged. */
export interface Unread {
  readonly kind: Exchange['kind'];
  readonly version: Version;
  readonly slot: number;
  readonly inSession: boolean;
  readonly nonce: Uint8Array | null;
  readonly expected: string;
  readonly found: string;
  /** Of the answer, from the byte on that made no sense; of the request where no answer was seen. */
  readonly bytes: ByteRange;
  /** Exchanges that came before it. */
  readonly after: number;
}

/** A certificate chain as a slot delivered it. */
export interface SlotChain {
  readonly slot: number;
  readonly blob: Uint8Array;
  readonly model: CertificateModel;
  /** The portions in the capture, in order. */
  readonly ranges: readonly ByteRange[];
  /** What the slot's digest said, if DIGESTS was seen. */
  readonly digest: Uint8Array | null;
  readonly complete: boolean;
  /** Why a portion may stand elsewhere in it; null where each was asked for from where it stands. */
  readonly doubt: string | null;
}

/** A place where the capture made no sense. */
export interface Trouble {
  readonly range: ByteRange;
  readonly why: string;
  /** The byte of the message where it happened. */
  readonly at: number;
}
