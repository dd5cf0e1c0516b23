/** What a window shows of a collection of evidence: plain, bounded data. All text in it may come from a device, and is shown as text only. */
import type { Field } from '../bytes/field.js';
import type { PolicyLevel } from '../policy/policy.js';
import type { Transport } from '../transport/carried.js';
import type { About, Verdict } from '../verify/verdict.js';

/** Bytes of a piece: a message, a chain or a report, by its name. Offsets are the piece's own. */
export interface Spot {
  readonly piece: string;
  readonly offset: number;
  readonly length: number;
}

export interface CheckView {
  /** `chain.1.signature`. */
  readonly id: string;
  /** The same in words: `Certificate 2: signature`. */
  readonly title: string;
  readonly about: About;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly found: string;
  readonly spot: Spot | null;
}

export interface MeasurementView {
  readonly index: number;
  /** What it is of, in words; the number where another body than the DMTF says so. */
  readonly what: string;
  readonly form: 'digest' | 'raw';
  /** The value in words where it has a meaning, else as hex. */
  readonly text: string;
  readonly hex: string;
  /** What a raw value says, name by name: states of a device mode. */
  readonly says: readonly { readonly name: string; readonly text: string }[];
  /** Null: there are no reference values at all. */
  readonly reference: { readonly verdict: Verdict; readonly expected: string } | null;
  readonly spot: Spot | null;
}

export interface ExchangeView {
  readonly kind: 'challenge' | 'measurements';
  readonly version: string;
  readonly slot: number;
  readonly inSession: boolean;
  readonly signature: Verdict;
  readonly chain: Verdict;
  readonly verdict: Verdict;
  readonly nonce: string | null;
  readonly checks: readonly CheckView[];
  /** Checks that are not listed, because there are too many. */
  readonly moreChecks: number;
  readonly measurements: readonly MeasurementView[];
  /** Piece of the response. */
  readonly spot: Spot | null;
}

export interface CertificateView {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly { readonly name: string; readonly critical: boolean; readonly text: string }[];
  readonly spot: Spot;
}

export interface ChainView {
  readonly slot: number;
  /** Root first, leaf last. */
  readonly certificates: readonly CertificateView[];
  /** What did not fit, in words. */
  readonly trouble: string | null;
}

export interface MessageView {
  /** Of the packet, from 1. */
  readonly number: number;
  readonly from: 'requester' | 'responder' | 'unknown';
  readonly name: string;
  /** The one thing that is particular about it. */
  readonly note: string;
  readonly secured: boolean;
  readonly length: number;
  /** Where it stands in the file, in bytes. */
  readonly at: number;
  readonly piece: string;
  /** What was expected at which byte, where it does not read; the byte is the message's own. */
  readonly trouble: { readonly at: number; readonly why: string } | null;
}

export interface RangeView {
  readonly bar: number;
  /** Addresses as hex, the reporting offset taken out; 64 bits do not fit a number. */
  readonly start: string;
  readonly end: string;
  readonly bytes: number;
  readonly what: string;
  /** Mapped as private: neither non-TEE nor of MSI-X. */
  readonly private: boolean;
  readonly spot: Spot;
}

export interface ReportView {
  /** `requester 0x0200`. */
  readonly of: string;
  readonly info: string;
  readonly ranges: readonly RangeView[];
  readonly moreRanges: number;
  readonly checks: readonly CheckView[];
  readonly spot: Spot;
  readonly trouble: { readonly at: number; readonly why: string } | null;
}

/** Where a file stopped being what it began as. */
export interface Broken {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
  readonly spot: Spot | null;
}

/** What the policy in force says of a level. */
export interface AllowView {
  readonly level: PolicyLevel;
  /** Null: the device may have it. */
  readonly why: string | null;
}

export interface CollectionView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'capture' | 'files' | 'gathered';
  /** How its messages travelled: `DOE`, `MCTP`, `files`. */
  readonly transport: string;
  /** Where the file itself does not say it: who does, and what else it may be read as. */
  readonly unsaid: { readonly by: 'person' | 'looks'; readonly other: Transport } | null;
  /** Of the whole: where this tool gathered it, and of each session that was opened in it. Their bytes stand in its messages. */
  readonly checks: readonly CheckView[];
  readonly exchanges: readonly ExchangeView[];
  readonly moreExchanges: number;
  readonly chains: readonly ChainView[];
  readonly messages: readonly MessageView[];
  readonly moreMessages: number;
  readonly reports: readonly ReportView[];
  readonly troubles: readonly string[];
  readonly broken: Broken | null;
  /** Lowest level first. */
  readonly allows: readonly AllowView[];
  /** How often it was judged: a window asks again when this is another. */
  readonly judged: number;
}

/** The bytes of a piece with what they say. */
export interface PieceView {
  readonly title: string;
  /** Of the piece, also where not all are here. */
  readonly length: number;
  /** Where the bytes below begin in the piece. */
  readonly from: number;
  readonly hex: string;
  readonly fields: readonly Field[];
  readonly moreFields: number;
}

/** At most of each, so that a hostile file costs a window nothing. */
export const most = {
  exchanges: 100,
  sessions: 20,
  checks: 400,
  measurements: 255,
  messages: 2_000,
  chains: 8,
  certificates: 32,
  extensions: 40,
  reports: 16,
  ranges: 256,
  troubles: 50,
  fields: 4_000,
  text: 400,
  pieceBytes: 64 * 1024,
} as const;
