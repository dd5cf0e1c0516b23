/** What flows down: one frame at a time, acknowledged by the window before the next one is sent. */
import type { Device } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';

/** A snapshot whole, or what changed in it since the frame before. */
export type SnapshotUpdate =
  | { readonly kind: 'full'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'delta';
      readonly at: number;
      readonly devices: readonly Device[];
      readonly removed: readonly DevicePath[];
      readonly readings: Snapshot['readings'];
    };

export interface SessionStatus {
  readonly state: 'live' | 'lost';
  /** When it was lost, and why; null while it is not. */
  readonly lostAt: number | null;
  readonly lostWhy: string | null;
  /** `harmless` targets need no arming. */
  readonly writes: 'harmless' | 'armed' | 'disarmed';
  /** Where it is kept, or in a sentence what is in the way of that. */
  readonly journal: string;
  /** Why what happens does not reach the disk now, in a sentence; null while it does. */
  readonly journalTrouble: string | null;
  /** What was found when the journal was opened: a session left unclosed, a damaged file set aside; null for nothing. */
  readonly journalNote: string | null;
  readonly events: number;
}

export interface Frame {
  readonly session: string;
  /** Counts up from 1 per session. */
  readonly seq: number;
  readonly status: SessionStatus;
  readonly snapshot: SnapshotUpdate | null;
  readonly events: readonly LabEvent[];
  /** Events dropped from the outbox so far, because the window did not keep up. They are in the journal. */
  readonly dropped: number;
}
