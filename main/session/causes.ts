/** What led to what: joins notices and changes to the write they came from, by the target's own word or by the times. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { DevicePath } from '../../shared/model/device.js';

export type Cause = NonNullable<LabEvent['cause']>;

/** One write as its effects refer to it. */
export interface WriteMark {
  /** The nth write of this wire, from 1. */
  readonly ordinal: number;
  /** The event its effects name: the write, or the fault that it injected (R24). */
  cause: number;
  readonly touched: ReadonlySet<string>;
  readonly startedAt: number;
  /** When what it led to was read; null until then. */
  endedAt: number | null;
}

/** What comes this long after a write ended, at the same device, is still put down to it, marked as inferred. In milliseconds. */
const windowMs = 500;
/**
 * A fall this long after a fault was injected at the same device is put down to it, marked as inferred: a slow machine
 * takes its time to detect and to tell. In milliseconds.
 */
const detectionMs = 30_000;
/** Writes remembered: a notice that names an older one keeps no cause. */
const mostMarks = 1000;

export interface Causes {
  begin(write: { cause: number; touched: ReadonlySet<string>; at: number }): WriteMark;
  end(mark: WriteMark, at: number): void;
  /** A fault was injected at this device, as that event says (R24). */
  injected(device: DevicePath, event: number, at: number): void;
  /** `fell`: it tells of a fall, which nobody asked for. */
  ofNotice(notice: { write: number | null; device: DevicePath | null; seenAt: number; fell: boolean }): Cause | null;
  /** An event without a cause of its own said something of this device: it may explain what is read next. */
  noticed(device: DevicePath, event: number): void;
  /** `mark`: the write after which the device was read again, or null. */
  ofChange(device: DevicePath, mark: WriteMark | null, at: number): Cause | null;
  /** The devices were read: what was said of them before explains nothing later. */
  settle(devices: Iterable<string>): void;
}

export const createCauses = (): Causes => {
  const marks = new Map<number, WriteMark>();
  const told = new Map<string, Cause>();
  /** The last fault injected at each device. */
  const faults = new Map<string, { readonly event: number; readonly at: number }>();
  let count = 0;

  const recent = (device: string, at: number): WriteMark | undefined =>
    [...marks.values()]
      .slice(-4)
      .reverse()
      .find(
        (mark) =>
          mark.touched.has(device) && at >= mark.startedAt && (mark.endedAt === null || at <= mark.endedAt + windowMs),
      );

  /** The id of what a notice came from, and how that is known. */
  const causeOf = ({ write, device, seenAt, fell }: Parameters<Causes['ofNotice']>[0]): Cause | null => {
    const named = write === null ? undefined : marks.get(write);
    if (named !== undefined) return { id: named.cause, how: 'measured' };
    if (device === null) return null;
    const fault = fell ? faults.get(device) : undefined;
    if (fault !== undefined && seenAt - fault.at <= detectionMs) return { id: fault.event, how: 'inferred' };
    const mark = recent(device, seenAt);
    return mark === undefined ? null : { id: mark.cause, how: 'inferred' };
  };

  return {
    begin({ cause, touched, at }) {
      const mark: WriteMark = { ordinal: ++count, cause, touched, startedAt: at, endedAt: null };
      marks.set(mark.ordinal, mark);
      marks.delete(count - mostMarks);
      // What falls after a new write may have fallen for that one: only the last thing done to a device explains it.
      for (const device of touched) faults.delete(device);
      return mark;
    },
    end(mark, at) {
      mark.endedAt = at;
    },
    injected(device, event, at) {
      faults.set(device, { event, at });
    },
    ofNotice(notice) {
      const cause = causeOf(notice);
      const { device } = notice;
      if (cause === null) return null;
      if (device !== null && told.get(device)?.how !== 'measured') told.set(device, cause);
      return cause;
    },
    noticed(device, event) {
      if (!told.has(device)) told.set(device, { id: event, how: 'inferred' });
    },
    ofChange(device, mark, at) {
      const said = told.get(device);
      if (said?.how === 'measured') return said;
      const by = mark ?? recent(device, at);
      return by === undefined ? (said ?? null) : { id: by.cause, how: 'inferred' };
    },
    settle(devices) {
      for (const device of devices) told.delete(device);
    },
  };
};
