/** A value that holds until it changes: a device's level, its driver, its lock. Drawn as bands and ribbons. */
import { firstFrom } from './track.js';

export interface Steps {
  size: number;
  times: Float64Array;
  /** `values[i]` holds from `times[i]` until `times[i + 1]`; null: not known. */
  values: (string | null)[];
  /** What it was before the first change. */
  before: string | null;
}

export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly value: string | null;
}

export const createSteps = (): Steps => ({ size: 0, times: new Float64Array(8), values: [], before: null });

/** Records a change. Changes come in time order; one that comes late takes the time of the one before it. */
export const addStep = (
  steps: Steps,
  change: { readonly time: number; readonly from: string | null; readonly to: string | null },
): void => {
  if (steps.size === 0) steps.before = change.from;
  if (steps.size === steps.times.length) {
    const times = new Float64Array(steps.size * 2);
    times.set(steps.times);
    steps.times = times;
  }
  const last = steps.size > 0 ? (steps.times[steps.size - 1] ?? 0) : Number.NEGATIVE_INFINITY;
  steps.times[steps.size] = Math.max(last, change.time);
  steps.values[steps.size] = change.to;
  steps.size += 1;
};

/** The segments that touch `from`…`to`, cut to it. `present` stands for the whole when nothing ever changed. */
export const segments = (
  steps: Steps,
  span: { readonly from: number; readonly to: number },
  present: string | null,
): Segment[] => {
  if (span.to <= span.from) return [];
  if (steps.size === 0) return [{ ...span, value: present }];
  const found: Segment[] = [];
  let from = span.from;
  let index = firstFrom(steps.times, steps.size, span.from + Number.EPSILON);
  while (index < steps.size && (steps.times[index] ?? 0) <= span.from) index += 1;
  let value = index === 0 ? steps.before : (steps.values[index - 1] ?? null);
  for (; index < steps.size; index += 1) {
    const at = steps.times[index] ?? 0;
    if (at >= span.to) break;
    if (at > from) found.push({ from, to: at, value });
    from = at;
    value = steps.values[index] ?? null;
  }
  found.push({ from, to: span.to, value });
  return found;
};

/** What holds at a time and since when; `from` is -Infinity before the first change. `present` stands for the whole when nothing ever changed. */
export const holdsAt = (
  steps: Steps,
  time: number,
  present: string | null,
): { readonly from: number; readonly value: string | null } => {
  let index = firstFrom(steps.times, steps.size, time);
  while (index < steps.size && steps.times[index] === time) index += 1;
  if (index === 0) return { from: Number.NEGATIVE_INFINITY, value: steps.size === 0 ? present : steps.before };
  return { from: steps.times[index - 1] ?? time, value: steps.values[index - 1] ?? null };
};

/** How many changes lie within `from`…`to`. */
export const changesWithin = (steps: Steps, from: number, to: number): number =>
  firstFrom(steps.times, steps.size, to) - firstFrom(steps.times, steps.size, from);
