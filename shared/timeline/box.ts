/** A box over the timeline: a stretch of time in some lanes, drawn by pointer or grown by keys, whose figures are told (statistics.ts). */
import type { DevicePath } from '../model/device.js';
import type { Actor } from './mark.js';
import type { Span } from './span.js';

export type LaneId = Actor | DevicePath;

export interface Box extends Span {
  readonly lanes: readonly LaneId[];
}

/** A box over all that was seen of a stretch of time. */
export const boxOver = (span: Span, now: number, lanes: readonly LaneId[]): Box => ({
  from: Math.min(span.from, now),
  to: Math.max(Math.min(span.from, now), Math.min(span.to, now)),
  lanes,
});

/** Moves the end of a box; it never passes its beginning. `by` in milliseconds. */
export const stretch = (box: Box, by: number): Box => ({ ...box, to: Math.max(box.from, box.to + by) });

/** Gives the box one lane more below (1) or one less (-1); it keeps its first lane. `all`: every lane, from above. */
export const reach = (box: Box, by: 1 | -1, all: readonly LaneId[]): Box => {
  const start = Math.max(0, all.indexOf(box.lanes[0] ?? all[0] ?? 'you'));
  const end = Math.min(all.length, Math.max(start + 1, start + box.lanes.length + by));
  return { ...box, lanes: all.slice(start, end) };
};

/** The stretch of time to look at for a box to fill most of the view. */
export const around = (box: Box): Span => {
  const size = Math.max(0.1, box.to - box.from);
  return { from: box.from - size * 0.05, to: box.to + size * 0.05 };
};
