/** A verdict of this tool's own on evidence it gathered, as the journal keeps it. Its words are those of the checks themselves (`shared/evidence/verify`). */

import type { Level } from '../model/level.js';

export const checkVerdicts = ['fail', 'not-checkable', 'no-reference', 'pass'] as const;
export type CheckVerdict = (typeof checkVerdicts)[number];

/** Who the device is; that it is the one behind the interface now; what runs on it. */
export type CheckAbout = 'identity' | 'binding' | 'content';

export interface CheckRow {
  /** Stable: policies name it. */
  readonly id: string;
  readonly title: string;
  readonly about: CheckAbout;
  readonly verdict: CheckVerdict;
  readonly expected: string;
  readonly found: string;
}

/** What a verdict is bound to, and falls with. */
export interface Bound {
  /** Of the signed requests, in hex. */
  readonly nonce: string;
  /** The security manager that has the device locked, by name; null where none has. */
  readonly lock: string | null;
  /** The security manager that the device, or who speaks for it, is connected to; null where none is. Older journals do not have it, and have it for `lock`. */
  readonly connection?: string | null;
  /** Of the evidence. */
  readonly generation: number | null;
}

export interface Judgement {
  readonly verdict: CheckVerdict;
  /** The worst of each kind; null where nothing was checked of it. */
  readonly about: Readonly<Record<CheckAbout, CheckVerdict | null>>;
  readonly counts: Readonly<Record<CheckVerdict, number>>;
  /** What did not pass first; not all of those that passed. */
  readonly rows: readonly CheckRow[];
  /** Its evidence among the collections of this run; null when there was no room for it. */
  readonly collection: string | null;
  readonly bound: Bound;
  /** What the relying party's policy says of each level that rests on evidence; `why` null for a yes. */
  readonly policy: {
    readonly name: string;
    /** True: a step to a level that it refuses is held. */
    readonly holds: boolean;
    readonly allows: readonly { readonly level: Level; readonly why: string | null }[];
  };
  /** Where the device went no further, in one sentence; null when all was had. */
  readonly stopped: string | null;
}
