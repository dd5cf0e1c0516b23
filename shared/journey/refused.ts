/** A refused write and the way to success from it: which of its steps were run since, and which is to run now. */
import type { LabEvent, PredictedOutcome } from '../facts/event.js';
import type { Device } from '../facts/device.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { WriteAction } from '../model/action.js';
import { writeOf } from '../model/dialects/address.js';
import type { Errno } from '../model/errno.js';

export interface Refused {
  /** Id of the write. */
  readonly write: number;
  readonly path: string;
  readonly value: string;
  readonly errno: Errno;
  readonly at: number;
  readonly ms: number;
  readonly predicted: PredictedOutcome | null;
}

/** Writes there are acts of the world, made by hand: not steps of anybody's path. */
export const injectFolder = 'kernel/debug/';

/** True for a write of the uAPI that concerns the device. */
export const isWriteTo = (event: LabEvent, device: Device): event is Extract<LabEvent, { kind: 'write' }> =>
  event.kind === 'write' && event.device === device.path && !event.path.startsWith(injectFolder);

/** The last write to the device that was refused, or null. `events` oldest first. */
export const lastRefused = (events: readonly LabEvent[], device: Device): Refused | null => {
  const outcomes = new Map<number, Extract<LabEvent, { kind: 'outcome' }>>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event === undefined) continue;
    if (event.kind === 'outcome' && event.cause !== null) outcomes.set(event.cause.id, event);
    if (!isWriteTo(event, device)) continue;
    const ended = outcomes.get(event.id);
    if (ended === undefined || ended.outcome.kind !== 'refused') continue;
    const { errno, ms } = ended.outcome;
    return {
      write: event.id,
      path: event.path,
      value: event.value,
      errno,
      at: ended.seenAt,
      ms,
      predicted: event.predicted,
    };
  }
  return null;
};

/** The device an action is written to; `device` for one that names none, or one that is not there. */
export const deviceOfAction = (snapshot: Snapshot, action: WriteAction, device: Device): Device =>
  ('device' in action ? snapshot.devices[action.device] : undefined) ?? device;

export interface PathStep {
  readonly action: WriteAction;
  /** The device it is written to: of a path over a security manager, not always the one refused. */
  readonly on: Device;
  readonly path: string;
  readonly value: string;
  readonly state: 'done' | 'next' | 'later';
  readonly doneAt: number | null;
}

/**
 * The steps of the nearest path with what was run of them since the refusal.
 * `strayed`: the person did something else meanwhile, so the path is no longer the thing to do.
 */
export const pathSince = (
  events: readonly LabEvent[],
  of: {
    readonly snapshot: Snapshot;
    readonly device: Device;
    readonly refused: Refused;
    readonly actions: readonly WriteAction[];
  },
): { readonly steps: readonly PathStep[]; readonly strayed: boolean } => {
  const wanted = of.actions.map((action) => {
    const on = deviceOfAction(of.snapshot, action, of.device);
    return { action, on, ...writeOf(action, on) };
  });
  const doneAt: number[] = [];
  let strayed = false;
  const done = new Map<number, number>();
  for (const event of events) {
    if (event.kind === 'outcome' && event.outcome.kind === 'done' && event.cause !== null)
      done.set(event.cause.id, event.seenAt);
  }
  for (const event of events) {
    if (event.id <= of.refused.write || event.kind !== 'write') continue;
    const at = done.get(event.id);
    if (at === undefined) continue;
    const next = wanted[doneAt.length];
    if (next !== undefined && next.path === event.path && next.value === event.value) doneAt.push(at);
    // What is done to other devices leaves the path as it is.
    else if (isWriteTo(event, of.device)) strayed ||= doneAt.length < wanted.length;
  }
  const steps = wanted.map(
    (step, index): PathStep => ({
      ...step,
      state: index < doneAt.length ? 'done' : index === doneAt.length ? 'next' : 'later',
      doneAt: doneAt[index] ?? null,
    }),
  );
  return { steps, strayed };
};
