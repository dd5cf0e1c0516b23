/** Gathers the marks of a lane into spots that can stand side by side, and finds them again under the pointer. */
import type { LabEvent } from '../../../../shared/facts/event.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { codeOf, shapeOf } from '../../../../shared/timeline/mark.js';
import { reaching } from '../../../../shared/timeline/reach.js';
import { firstFrom, type Track } from '../../../../shared/timeline/track.js';
import { type Scene, type Spot, xOf } from './scene.js';

/** Marks nearer than this are one spot. */
const apart = 9;

export interface Gathered extends Spot {
  readonly code: number;
  /** How many marks beside the one drawn say something of their own. */
  readonly more: number;
}

/** Of several uevents on one spot the one that tells the level is named. */
const tells = (event: LabEvent | undefined): boolean => event?.kind === 'uevent' && event.env.TRUST !== undefined;

const telling = codeOf('gathered');
const spanCode = codeOf('span');

/** The spots of a lane that are in view, from left to right. Spans begin where their write does and may begin left of the view. */
export const gather = (scene: Scene, lane: Lane, track: Track): Gathered[] => {
  const { span, chart, now } = scene;
  const found: Gathered[] = [];
  const end = firstFrom(track.times, track.size, span.to);
  const margin = ((span.to - span.from) / scene.width) * 80;
  let open: { x: number; end: number; code: number; ref: number; refs: number[]; more: number } | null = null;
  const start = firstFrom(track.times, track.size, span.from - margin);
  // Spans that began long before the view and reach into it stand first.
  const early =
    lane.id === 'tsm'
      ? reaching(chart.reach, span.from, start < track.size ? (track.refs[start] ?? 0) : chart.size)
      : [];
  for (let index = start - early.length; index < end; index += 1) {
    const far = early[index - start + early.length];
    const code = far === undefined ? (track.codes[index] ?? 0) : spanCode;
    if (scene.shown[code] !== 1) continue;
    const ref = far ?? track.refs[index] ?? 0;
    const shape = shapeOf(code);
    const event = scene.events[ref];
    const x = xOf(scene, chart.times[ref] ?? 0);
    const ends = chart.ends[ref] ?? Number.NaN;
    const right = shape === 'span' ? Math.max(x + 6, xOf(scene, Number.isNaN(ends) ? now : ends)) : x;
    // A refused call never reached the TSM, as far as anyone here knows.
    if (shape === 'span' && event !== undefined && wasRefused(scene, ref)) continue;
    if (open !== null && x - open.x < apart) {
      open.refs.push(ref);
      if (code >= telling && open.code >= telling) open.more += 1;
      if (code > open.code || (code === open.code && tells(event))) Object.assign(open, { code, ref });
      open.end = Math.max(open.end, right);
    } else {
      if (open !== null) found.push({ lane, ...open });
      open = { x, end: right, code, ref, refs: [ref], more: 0 };
    }
  }
  if (open !== null) found.push({ lane, ...open });
  return found;
};

/** True when a write was refused; its outcome follows within few events. */
export const wasRefused = (scene: Scene, write: number): boolean => outcomeOf(scene, write)?.kind === 'refused';

const outcomeOf = (scene: Scene, write: number) => {
  const id = scene.events[write]?.id;
  return id === undefined ? undefined : scene.outcomes.get(id);
};

/** The spot at a point of the canvas, or null. */
export const spotAt = (spots: readonly Spot[], lane: Lane, x: number): Spot | null => {
  let best: Spot | null = null;
  let nearest = 9;
  for (const spot of spots) {
    if (spot.lane.id !== lane.id) continue;
    const away = x < spot.x ? spot.x - x : x > spot.end ? x - spot.end : 0;
    if (away < nearest) {
      best = spot;
      nearest = away;
    }
  }
  return best;
};
