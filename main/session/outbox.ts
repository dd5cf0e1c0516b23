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
  /** Number of the frame that will carry the last of what waits now, without sending it yet; all of it is kept by then. */
  promise(): number;
  /**
   * The window has applied frame `seq`. An older number than the one on its way means it was away: everything
   * comes again, whole; `events` are then those to send (from the journal), or null for those that were on their way.
   */
  ack(seq: number, events: readonly LabEvent[] | null): void;
  /** Number of the last frame sent. */
  readonly seq: number;
}

/** What the parts of a session use of an outbox, whoever it reaches. */
export type Outlet = Pick<Outbox, 'event' | 'full' | 'delta' | 'status' | 'flush' | 'promise'>;

export interface OutboxOptions {
  readonly session: string;
  readonly clock: Clock;
  readonly snapshot: () => Snapshot | null;
  readonly status: () => SessionStatus;
  readonly send: (frame: Frame) => void;
  /** Runs before each frame is made: what the window is told of must be on disk by then. Never throws. */
  readonly keep?: () => void;
  /** Devices in one frame, or a fiftieth of those that wait; the rest of a big machine follows, frame by frame. */
  readonly mostDevices?: number;
  /** Devices in the first frame of a big machine: some screens full, so that it is soon there and holds nobody up. */
  readonly mostFirst?: number;
  /** Most events that wait; older ones are dropped and counted. */
  readonly most?: number;
  /** Events that happened before, and are never sent here. */
  readonly dropped?: number;
  /** What is not urgent waits this long for company, in milliseconds: a fast write and its effects are then one frame. */
  readonly gatherMs?: number;
}

/** The devices of a big machine that are still to be told, by their paths: told as they are by then. */
interface Rest {
  readonly paths: readonly string[];
  next: number;
}

interface Waiting {
  full: boolean;
  rest: Rest | null;
  devices: Map<DevicePath, Device>;
  removed: Set<DevicePath>;
  readings: Record<string, Snapshot['readings'][string]>;
  events: LabEvent[];
  any: boolean;
}

const nothing = (): Waiting => ({
  full: false,
  rest: null,
  devices: new Map(),
  removed: new Set(),
  readings: {},
  events: [],
  any: false,
});

const restOf = ({ rest }: Waiting): number => (rest === null ? 0 : rest.paths.length - rest.next);

/** Takes up to `most` devices out of those that wait: first what was never told, parents first, then what changed meanwhile. */
const taken = (waiting: Waiting, snapshot: Snapshot, most: number): readonly Device[] => {
  const devices: Device[] = [];
  const { rest } = waiting;
  while (rest !== null && rest.next < rest.paths.length && devices.length < most) {
    const device = snapshot.devices[rest.paths[rest.next++] as DevicePath];
    // One that left meanwhile is not told at all.
    if (device !== undefined) devices.push(device);
  }
  if (restOf(waiting) > 0) return devices;
  waiting.rest = null;
  for (const device of waiting.devices.values()) {
    if (devices.length === most) break;
    devices.push(device);
    waiting.devices.delete(device.path);
  }
  return devices;
};

export const createOutbox = (options: OutboxOptions): Outbox => {
  const { session, clock, send, keep, most = 20_000, mostDevices = 300, mostFirst = 100, gatherMs = 12 } = options;
  let waiting = nothing();
  let onItsWay: Frame | null = null;
  let seq = 0;
  /** The last frame that somebody was told to wait for. */
  let promised = 0;
  let { dropped = 0 } = options;
  let timer: Disposable | null = null;
  let closed = false;

  /** Most devices of a frame, when so many wait: a machine of 100,000 is told in a few hundred frames, not in thousands. */
  const share = (count: number): number => Math.max(mostDevices, Math.ceil(count / 50));

  const devicesWaiting = (): number => restOf(waiting) + waiting.devices.size;

  /** Takes a frame's worth out of what waits. Devices wait in the snapshot's order, parents first, and so they are told. */
  const update = (): SnapshotUpdate | null => {
    const snapshot = options.snapshot();
    if (snapshot === null) return null;
    const { removed, readings } = waiting;
    if (waiting.full) {
      waiting.devices.clear();
      const paths = Object.keys(snapshot.devices);
      if (paths.length <= share(paths.length)) return { kind: 'full', snapshot };
      waiting.rest = { paths, next: 0 };
      const first = taken(waiting, snapshot, mostFirst);
      return { kind: 'full', snapshot: { ...snapshot, devices: Object.fromEntries(first.map((d) => [d.path, d])) } };
    }
    const left = devicesWaiting();
    if (left === 0 && removed.size === 0 && Object.keys(readings).length === 0) return null;
    const devices = taken(waiting, snapshot, share(left));
    return { kind: 'delta', at: snapshot.at, devices, removed: [...removed], readings };
  };

  /** Frames that what waits now will take, at least one. */
  const framesWaiting = (): number => {
    let left = devicesWaiting();
    let frames = 1;
    if (waiting.full) {
      left = Object.keys(options.snapshot()?.devices ?? {}).length;
      left -= left <= share(left) ? left : mostFirst;
    } else left -= share(left);
    for (; left > 0; left -= share(left)) frames += 1;
    return frames;
  };

  const last = (): number => {
    const number = waiting.any && !closed ? seq + framesWaiting() : seq;
    promised = Math.max(promised, number);
    return number;
  };

  const flush = (): number => {
    const carries = last();
    if (!waiting.any || closed || onItsWay !== null) return carries;
    keep?.();
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
    const { devices, rest } = waiting;
    waiting = { ...nothing(), devices, rest, any: devicesWaiting() > 0 };
    onItsWay = frame;
    send(frame);
    return carries;
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
    promise() {
      keep?.();
      return last();
    },
    flush,
    ack(acked, events) {
      if (acked < (onItsWay?.seq ?? seq)) return again(events);
      if (onItsWay === null || acked !== onItsWay.seq) return;
      onItsWay = null;
      // Devices that left meanwhile took their frames with them: who waits for those gets one that says nothing.
      waiting.any ||= seq < promised;
      flush();
    },
    [Symbol.dispose]() {
      closed = true;
      timer?.[Symbol.dispose]();
    },
  };
};
