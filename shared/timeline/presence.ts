/** When a device was not there, from its uevents and from the snapshots it is missing in. */
import type { LeftDevice } from '../ipc/left.js';
import type { DeviceLane } from './chart.js';
import { type Segment, segments } from './steps.js';

/** When a device that is not there left: its last uevent `remove`, else the first snapshot without it; null when nothing tells. */
export const leftAt = (lane: DeviceLane | undefined, left: LeftDevice | undefined): number | null => {
  const last = (lane?.presence.size ?? 0) - 1;
  return lane?.presence.values[last] === 'gone' ? (lane.presence.times[last] ?? null) : (left?.at ?? null);
};

/** The parts of `span` in which it was not there. `gone`: when it left, if it is away now; null while it is there. */
export const absences = (
  lane: DeviceLane | undefined,
  span: { readonly from: number; readonly to: number },
  gone: number | null,
): readonly Segment[] => {
  const told =
    lane === undefined ? [] : segments(lane.presence, span, 'present').filter((piece) => piece.value === 'gone');
  const from = Math.max(span.from, gone ?? Number.POSITIVE_INFINITY);
  if (from >= span.to || told.some((piece) => piece.to >= span.to)) return told;
  return [...told, { from, to: span.to, value: 'gone' }];
};
