/** The mirror of the open target in front. It has one writer, the feed, which keeps those of the other tabs; everybody else reads. */
import { create } from 'zustand';
import type { Device } from '../../shared/facts/device.js';
import type { LabEvent, WriteOutcome } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { SessionStatus } from '../../shared/ipc/frame.js';
import type { LeftDevices } from '../../shared/ipc/left.js';
import type { DevicePath } from '../../shared/model/device.js';

export interface SessionState {
  /** Session id, or null before a target is open. */
  readonly session: string | null;
  readonly status: SessionStatus | null;
  readonly snapshot: Snapshot | null;
  /** Devices this window saw that are there no more, as they were last known. */
  readonly left: LeftDevices;
  /** Every event the window was sent, oldest first. The array grows in place: watch `revision`, not its identity. */
  readonly events: readonly LabEvent[];
  /** How each write ended, by the id of its `write` event; absent while it runs. Grows in place like `events`. */
  readonly outcomes: ReadonlyMap<number, WriteOutcome>;
  /** Counts frames applied; changes whenever events or snapshot did. */
  readonly revision: number;
  /** Sequence number of the last frame applied. */
  readonly seq: number;
  readonly dropped: number;
  /** The line to the lab itself is down (browser host only): why. */
  readonly down: string | null;
}

export const emptySession: SessionState = {
  session: null,
  status: null,
  snapshot: null,
  left: {},
  events: [],
  outcomes: new Map(),
  revision: 0,
  seq: 0,
  dropped: 0,
  down: null,
};

/** A device as it is, or as it was when it left; undefined when this window never saw it. */
export const lastKnown = (state: Pick<SessionState, 'snapshot' | 'left'>, path: DevicePath): Device | undefined =>
  state.snapshot?.devices[path] ?? state.left[path]?.device;

export const useSession = create<SessionState>()(() => emptySession);
