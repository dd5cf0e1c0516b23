/** What happened, as the timeline and the journal keep it. */
import type { DevicePath } from '../model/device.js';
import type { Errno } from '../model/errno.js';
import type { Level } from '../model/level.js';
import type { Millis } from './reading.js';
import type { FactName } from './device.js';
import type { Judgement } from './judgement.js';

/** How a write ended. `ms` is the time the write itself took, measured in the wire. */
export type WriteOutcome =
  | { readonly kind: 'done'; readonly ms: number }
  | { readonly kind: 'refused'; readonly errno: Errno; readonly ms: number }
  /** The limit passed; the kernel may still finish. */
  | { readonly kind: 'timeout'; readonly ms: number }
  /** The person cancelled; the kernel may still finish. */
  | { readonly kind: 'cancelled'; readonly ms: number }
  | { readonly kind: 'lost'; readonly ms: number };

/** What the model said before the write, kept beside what was observed. */
export type PredictedOutcome =
  | { readonly kind: 'succeeds'; readonly effects: readonly string[] }
  | { readonly kind: 'refused'; readonly errno: Errno; readonly precondition: string }
  | { readonly kind: 'cannot'; readonly unknown: readonly string[] };

interface EventBase {
  /** Counts up from 1 within a journal, without holes. */
  readonly id: number;
  /** When this tool saw it. */
  readonly seenAt: Millis;
  /** When it happened on the target, if the target said so. */
  readonly happenedAt: Millis | null;
  readonly device: DevicePath | null;
  /** The event that led to this one, and whether the target said so or we conclude it from the times. */
  readonly cause: { readonly id: number; readonly how: 'measured' | 'inferred' } | null;
}

export type LabEvent = EventBase &
  (
    | { readonly kind: 'opened' | 'closed' | 'lost' | 'back'; readonly text: string }
    | { readonly kind: 'armed' | 'disarmed'; readonly text: string }
    /** A write is about to be made; its `outcome` follows with this event as cause. */
    | {
        readonly kind: 'write';
        readonly path: string;
        readonly value: string;
        readonly predicted: PredictedOutcome | null;
      }
    | { readonly kind: 'outcome'; readonly outcome: WriteOutcome }
    /** The guard rails held a write back: it was never made. */
    | { readonly kind: 'held'; readonly path: string; readonly value: string; readonly why: string }
    /** A read the person asked for, or a sweep; `path` is a folder for a sweep. */
    | { readonly kind: 'read'; readonly path: string; readonly result: string }
    | {
        readonly kind: 'uevent';
        readonly seqnum: number;
        readonly action: string;
        readonly env: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'netlink'; readonly family: string; readonly attrs: Readonly<Record<string, string>> }
    | { readonly kind: 'kmsg'; readonly priority: number; readonly text: string }
    /** A fact read differently from before. Values as text, null for unknown. */
    | { readonly kind: 'change'; readonly fact: FactName; readonly from: string | null; readonly to: string | null }
    | { readonly kind: 'fall'; readonly from: Level; readonly to: Level; readonly reason: string }
    /** A fault the person or a scenario injected: the cause, not its detection (R24). */
    | { readonly kind: 'fault'; readonly fault: string; readonly text: string }
    /** Evidence there is to check; nothing here was checked. */
    | { readonly kind: 'gathered'; readonly items: readonly EvidenceItem[] }
    /** What this tool found when it checked the evidence; `gathered` is its cause. */
    | { readonly kind: 'judged'; readonly judgement: Judgement }
    /** What the tool's own verdict was bound to is no more what it was; `verdict` is that event. */
    | { readonly kind: 'lapsed'; readonly verdict: number; readonly text: string }
    /** A person's own. */
    | {
        readonly kind: 'verdict';
        readonly verdict: 'accept' | 'reject';
        readonly author: string;
        readonly reason: string;
      }
    /** Kernel events not seen here: another namespace's, or lost. Inclusive. */
    | { readonly kind: 'gap'; readonly first: number; readonly last: number }
    | { readonly kind: 'console'; readonly text: string }
  );

const spokenKinds = ['opened', 'closed', 'lost', 'back', 'armed', 'disarmed', 'console', 'kmsg'] as const;

type SpokenEvent = Extract<LabEvent, { readonly kind: (typeof spokenKinds)[number] }>;

/** An event that its own text says in full. */
export const isSpoken = (event: LabEvent): event is SpokenEvent => spokenKinds.some((kind) => kind === event.kind);

/** A piece of evidence a target offers: what it is, how big, where it came from. `bytes` null when it could not be had, and `why` then says so. */
export interface EvidenceItem {
  readonly what: string;
  readonly source: string;
  readonly bytes: number | null;
  readonly why: string | null;
}
