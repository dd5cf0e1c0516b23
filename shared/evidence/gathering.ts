/** A gathering of evidence as it is asked for and as it comes home: plain data, because who holds the wire and who judges are a thread apart. */
import type { KeptObject } from './kept.js';
import type { PolicyLevel } from './policy/policy.js';
import type { TdispStateName } from './tdisp/codes.js';
import type { Bar } from './tdisp/consistency.js';
import type { InterfaceId } from './tdisp/message.js';
import type { About, Verdict } from './verify/verdict.js';

export interface GatherWanted {
  /** What it is called among the collections. */
  readonly name: string;
  readonly target: InterfaceId;
  /** `vendor:device` in hex, by which a policy names it. */
  readonly ids: string;
  /** As the kernel assigned them; null where nobody knows them. */
  readonly bars: readonly Bar[] | null;
  /** Where the kernel says that the interface stands; null: it is not asked about. */
  readonly tdisp: TdispStateName | null;
}

export interface PolicyWord {
  readonly name: string;
  /** True: a step to a level that it refuses is held. */
  readonly holds: boolean;
  readonly allows: readonly { readonly level: PolicyLevel; readonly why: string | null }[];
}

/** A check in words. */
export interface JudgedRow {
  readonly id: string;
  readonly title: string;
  readonly about: About;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly found: string;
}

export interface Gathered {
  /** Its id among the collections; null when there was no room for it. */
  readonly collection: string | null;
  /** That all signed requests carried, hex. */
  readonly nonce: string;
  readonly verdict: Verdict;
  /** The worst of each kind; null where nothing was checked of it. */
  readonly about: Readonly<Record<About, Verdict | null>>;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** What did not pass, the worst first; then what passed, as far as there is room. */
  readonly rows: readonly JudgedRow[];
  /** What the policy in force says of each level that rests on evidence; `why` null for a yes. */
  readonly policy: PolicyWord;
  /** Bytes of what came: null for what did not. */
  readonly sizes: {
    readonly chain: number | null;
    readonly measurements: number | null;
    readonly report: number | null;
  };
  /** What a kernel may keep of it. */
  readonly kept: readonly KeptObject[];
  /** In one sentence, where it went no further; null when all was had. */
  readonly stopped: string | null;
}

/** What a carrier brought back from a mailbox. */
export type Carried = { readonly ok: true; readonly object: Uint8Array } | { readonly ok: false; readonly why: string };

/** Rows that go with a verdict, at most: all of them are on the evidence page. */
export const mostRows = 48;
