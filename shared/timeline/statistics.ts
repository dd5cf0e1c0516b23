/** Figures for a box drawn over the timeline: how many of what, and how long writes took. */
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import type { Box } from './box.js';
import { type Chart, countedAs, faultBehind, indexOfId } from './chart.js';
import { actors, type Actor, type Category } from './mark.js';
import { firstFrom, type Track } from './track.js';

export interface Statistics {
  /** Milliseconds. */
  readonly span: number;
  readonly events: number;
  readonly counts: Readonly<Record<Category, number>>;
  /** Times the writes took, in milliseconds; null when none ended within the box. */
  readonly writes: { readonly median: number; readonly p95: number; readonly max: number } | null;
}

const isActor = (lane: string): lane is Actor => (actors as readonly string[]).includes(lane);

const trackOf = (chart: Chart, lane: Actor | DevicePath): Track | undefined =>
  isActor(lane) ? chart.actors[lane] : chart.devices.get(lane)?.track;

/** Nearest-rank percentile of ascending numbers; the list is not empty. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;

/** Counts each event once, in however many of the box's lanes it is drawn. */
export const statistics = (chart: Chart, events: readonly LabEvent[], box: Box): Statistics => {
  const counts: Record<Category, number> = { writes: 0, refusals: 0, uevents: 0, faults: 0, other: 0 };
  const seen = new Set<number>();
  for (const lane of box.lanes) {
    const track = trackOf(chart, lane);
    if (track === undefined) continue;
    const end = firstFrom(track.times, track.size, box.to);
    for (let index = firstFrom(track.times, track.size, box.from); index < end; index += 1) {
      seen.add(track.refs[index] ?? 0);
    }
  }
  const took: number[] = [];
  for (const ref of seen) {
    const event = events[ref];
    if (event === undefined) continue;
    const fault = event.kind === 'fall' ? faultBehind(events, event) : null;
    // One that lies outside the box is not counted in it.
    counts[countedAs(event, fault !== null && seen.has(indexOfId(events, fault.id)) ? fault : null)] += 1;
    if (event.kind === 'outcome') took.push(event.outcome.ms);
  }
  took.sort((one, other) => one - other);
  return {
    span: box.to - box.from,
    events: seen.size,
    counts,
    writes:
      took.length === 0 ? null : { median: percentile(took, 0.5), p95: percentile(took, 0.95), max: took.at(-1) ?? 0 },
  };
};
