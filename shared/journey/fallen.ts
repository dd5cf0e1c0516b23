/** How a device fell: from where, to where, why, and the two times of it: when the cause happened and when it was detected (R21–R24). */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import type { LabEvent } from '../facts/event.js';
import type { Level } from '../model/level.js';
import { isWriteTo } from './refused.js';

export interface Fallen {
  readonly event: number;
  readonly from: Level;
  readonly to: Level;
  readonly reason: string;
  /** When this tool learned of it, milliseconds since the epoch. */
  readonly detectedAt: number;
  /** The cause, if this session saw it, and whether the link between the two is the target's word or ours. */
  readonly cause: { readonly text: string; readonly at: number; readonly how: 'measured' | 'inferred' } | null;
}

/** Why a level moved, as `TRUST_REASON` says it, in words. */
export const reasonWords: Readonly<Record<string, string>> = {
  spdm_loss: 'the SPDM session was lost',
  ide_loss: 'the IDE link was lost',
  tdisp_error: 'the interface entered ERROR',
  relock: 'the host unlocked the interface and locked it again',
  reset: 'the device was reset',
  unlock: 'it was unlocked',
  disconnect: 'it was disconnected',
  arrival: 'it arrived anew',
  override: 'the driver override changed',
  write: 'a level was written',
  authorized: 'its authorization changed',
};

type Fall = Extract<LabEvent, { kind: 'fall' }>;

/** True when the event shows that the fall is over: the level is up again, the interface left ERROR, or a TSM took the device anew. */
const recovered = (event: LabEvent): boolean => {
  if (event.kind !== 'change') return false;
  if (event.fact === 'level') return event.to !== null && Number(event.to) > Number(event.from ?? 0);
  if (event.fact === 'tdisp') return event.from === 'ERROR';
  return (event.fact === 'connected' || event.fact === 'locked') && event.to !== null && event.to !== 'none';
};

const lastFall = (events: readonly LabEvent[], device: Device): { fall: Fall; index: number } | null => {
  const done = new Set<number>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event === undefined || event.device !== device.path) continue;
    if (event.kind === 'fall') return { fall: event, index };
    if (recovered(event)) return null;
    // The person has begun to put it right: a write of theirs went through since.
    if (event.kind === 'outcome' && event.outcome.kind === 'done' && event.cause !== null) done.add(event.cause.id);
    if (isWriteTo(event, device) && done.has(event.id)) return null;
  }
  return null;
};

const causeOf = (events: readonly LabEvent[], fall: Fall, index: number): Fallen['cause'] => {
  let wanted = fall.cause?.id ?? null;
  let how = fall.cause?.how ?? 'inferred';
  for (let at = index - 1; at >= 0; at -= 1) {
    const event = events[at];
    if (event === undefined) continue;
    const linked = event.id === wanted;
    if (event.kind === 'fault' && (linked || (wanted === null && event.device === fall.device))) {
      return { text: event.text, at: event.happenedAt ?? event.seenAt, how: linked ? how : 'inferred' };
    }
    if (linked) {
      if (event.cause === null) return null;
      wanted = event.cause.id;
      if (event.cause.how === 'inferred') how = 'inferred';
    }
  }
  return fall.happenedAt !== null && fall.happenedAt < fall.seenAt
    ? { text: reasonWords[fall.reason] ?? fall.reason, at: fall.happenedAt, how: 'measured' }
    : null;
};

/** The fall a device has not recovered from, or null. */
export const fallenOf = (events: readonly LabEvent[], device: Device): Fallen | null => {
  const found = lastFall(events, device);
  if (found === null) return null;
  const { fall, index } = found;
  const level = known(device.facts.level);
  if (level !== undefined && level > fall.to) return null;
  return {
    event: fall.id,
    from: fall.from,
    to: fall.to,
    reason: fall.reason,
    detectedAt: fall.seenAt,
    cause: causeOf(events, fall, index),
  };
};
