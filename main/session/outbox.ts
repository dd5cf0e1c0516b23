/** Keeps one frame on its way to the window; what happens until that one is acknowledged is merged into the next (R26: the person must not be confused by us). */
import type { Device } from '../../shared/facts/device.js';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Frame, SessionStatus, SnapshotUpdate } from '../../shared/ipc/frame.js';
import type { DevicePath } from '../../shared/model/device.js';
import type { Clock } from './clock.js';

/** What changed since the frame before. Readings not named stay as they were. */
export interface Delta {
  readonly devices: readonly Device[];
  readonly removed: readonly DevicePath[];
  readonly readings: Snapshot['readings'];
}

export interface Outbox extends Disposable {
  event(event: LabEvent): void;
  /** The whole snapshot is to be sent, whatever it is by then. */
  full(): void;
  delta(delta: Delta): void;
  /** The status is to be sent, even if nothing else is. */
  status(): void;
  /** Sends what waits now, if no frame is on its way; answers with the number of the frame that carries it. */
  flush(): number;
  /**
   * The window has applied frame `seq`. An older number than the one on its way means it was away: everything
   * comes again, whole; `events` are then those to send (from the journal), or null for those that were on their way.
   */
  ack(seq: number, events: readonly LabEvent[] | null): void;
  /** Number of the last frame sent. */
  readonly seq: number;
}

export interface OutboxOptions {
  readonly session: string;
  readonly clock: Clock;
  readonly snapshot: () => Snapshot | null;
  readonly status: () => SessionStatus;
  readonly send: (frame: Frame) => void;
  /** Most events that wait; older ones are dropped and counted. */
  readonly most?: number;
  /** What is not urgent waits this long for company, in milliseconds: a fast write and its effects are then one frame. */
  readonly gatherMs?: number;
}

interface Waiting {
  full: boolean;
  devices: Map<DevicePath, Device>;
  removed: Set<DevicePath>;
  readings: Record<string, Snapshot['readings'][string]>;
  events: LabEvent[];
  any: boolean;
}

const nothing = (): Waiting => ({
  full: false,
  devices: new Map(),
  removed: new Set(),
  readings: {},
  events: [],
  any: false,
});

export const createOutbox = (options: OutboxOptions): Outbox => {
  const { session, clock, send, most = 20_000, gatherMs = 12 } = options;
  let waiting = nothing();
  let onItsWay: Frame | null = null;
  let seq = 0;
  let dropped = 0;
  let timer: Disposable | null = null;
  let closed = false;

  const update = (): SnapshotUpdate | null => {
    const snapshot = options.snapshot();
    if (snapshot === null) return null;
    if (waiting.full) return { kind: 'full', snapshot };
    const { devices, removed, readings } = waiting;
    if (devices.size === 0 && removed.size === 0 && Object.keys(readings).length === 0) return null;
    return { kind: 'delta', at: snapshot.at, devices: [...devices.values()], removed: [...removed], readings };
  };

  const flush = (): number => {
    if (!waiting.any || closed) return seq;
    if (onItsWay !== null) return seq + 1;
    timer?.[Symbol.dispose]();
    timer = null;
    const frame: Frame = {
      session,
      seq: ++seq,
      status: options.status(),
      snapshot: update(),
      events: waiting.events,
      dropped,
    };
    waiting = nothing();
    onItsWay = frame;
    send(frame);
    return seq;
  };

  const touch = (): void => {
    waiting.any = true;
    if (onItsWay === null) timer ??= clock.after(gatherMs, flush);
  };

  const bound = (): void => {
    const over = waiting.events.length - most;
    if (over > 0) dropped += waiting.events.splice(0, over).length;
  };

  const again = (events: readonly LabEvent[] | null): void => {
    waiting.full = true;
    waiting.events = events === null ? [...(onItsWay?.events ?? []), ...waiting.events] : [...events];
    bound();
    onItsWay = null;
    waiting.any = true;
    flush();
  };

  return {
    get seq() {
      return seq;
    },
    event(event) {
      waiting.events.push(event);
      bound();
      touch();
    },
    full() {
      waiting.full = true;
      touch();
    },
    delta({ devices, removed, readings }) {
      for (const device of devices) {
        waiting.devices.set(device.path, device);
        waiting.removed.delete(device.path);
      }
      for (const path of removed) {
        waiting.devices.delete(path);
        waiting.removed.add(path);
      }
      Object.assign(waiting.readings, readings);
      touch();
    },
    status: touch,
    flush,
    ack(acked, events) {
      if (acked < (onItsWay?.seq ?? seq)) return again(events);
      if (onItsWay === null || acked !== onItsWay.seq) return;
      onItsWay = null;
      flush();
    },
    [Symbol.dispose]() {
      closed = true;
      timer?.[Symbol.dispose]();
    },
  };
};
