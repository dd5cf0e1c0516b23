/** What a requester brought home from a device: every object as it went by, every message in the clear, and what hangs on them. */
import type { Heard } from '../exchange/conversation.js';
import { linkTypes } from '../transport/packet.js';
import { writePcap } from '../transport/writePcap.js';
import { toHex } from '../bytes/hex.js';
import type { TdispStateName } from '../tdisp/codes.js';

/** A DOE object on its way. */
export interface Passed {
  readonly sent: boolean;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly object: Uint8Array;
}

/** A message as it was before it was sealed, or after it was opened. */
export interface HeardMessage extends Heard {
  /** Of the object it came in, from 1. */
  readonly number: number;
}

/** What was locked, and what the device says of it. */
export interface HeldInterface {
  /** Of the lock: what it answered with. Null where somebody else locked it. */
  readonly nonce: Uint8Array | null;
  readonly mmioOffset: bigint;
  /** Null until it was fetched. */
  readonly report: Uint8Array | null;
  readonly state: TdispStateName;
  /** Messages heard before the lock: those after it are of the locked interface. */
  readonly lockedAt: number;
}

export interface Stop {
  /** Which step it was. */
  readonly at: string;
  /** In one sentence. */
  readonly why: string;
}

export interface Collection {
  readonly passed: readonly Passed[];
  readonly heard: readonly HeardMessage[];
  /** That all signed requests carried. */
  readonly nonce: Uint8Array;
  /** The session the device's key signed for; null when none was opened. */
  readonly session: number | null;
  readonly interface: HeldInterface | null;
  /** Where the device, or this tool, went no further; null when all went well. */
  readonly stopped: Stop | null;
}

/** All that went by, as a capture file of DOE objects. What was sealed stays sealed: {@link plaintextOf} has it. */
export const captureOf = ({ passed }: Collection): Uint8Array =>
  writePcap(
    linkTypes.doe,
    passed.map(({ time, object }) => ({ time, bytes: object })),
  );

/** Messages of the session in the clear, as `lockstep verify --messages` reads them. */
export const plaintextOf = ({ heard }: Collection): string =>
  JSON.stringify(
    heard.map(({ number, secured, bytes }) => ({ n: number, secured, hex: toHex(bytes) })),
    null,
    1,
  );
