/** The index the timeline is drawn from: lanes, bands, spans and losses, grown by the events that came since. */
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { type Actor, actors, type Category, categoryOf, codeOf, type Mark, marksOf } from './mark.js';
import { addStep, createSteps, type Steps } from './steps.js';
import { isTsmCall } from './verb.js';
import { createReach, type Reach, setEnd } from './reach.js';
import { addMark, createTrack, firstFrom, type Track } from './track.js';

/** The facts of a device that are drawn as bands or ribbons. */
const drawnFacts = ['level', 'driver', 'locked', 'connected', 'tdisp'] as const;
export type DrawnFact = (typeof drawnFacts)[number];

export interface DeviceLane {
  readonly device: DevicePath;
  readonly track: Track;
  readonly steps: Readonly<Record<DrawnFact, Steps>>;
  /** `present` or `gone`, from uevents add and remove. */
  readonly presence: Steps;
}

/** Ground that is missing: events dropped on their way to the window, or kernel events not seen. */
export interface Loss {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly of: 'window' | 'kernel';
}

export interface Chart {
  /** Events indexed so far. */
  size: number;
  /** Per event: when it was seen, and for a write when its outcome was (NaN while it runs). */
  times: Float64Array;
  ends: Float64Array;
  readonly actors: Readonly<Record<Actor, Track>>;
  readonly devices: Map<DevicePath, DeviceLane>;
  readonly losses: Loss[];
  readonly counts: Record<Category, number>;
  /** Spans of the TSM's lane by the event that began them: which of them reach into view. */
  readonly reach: Reach;
  first: number;
  last: number;
}

export const createChart = (): Chart => ({
  size: 0,
  times: new Float64Array(64),
  ends: new Float64Array(64),
  actors: { you: createTrack(), kernel: createTrack(), tsm: createTrack(), verifier: createTrack() },
  devices: new Map(),
  losses: [],
  counts: { writes: 0, refusals: 0, uevents: 0, faults: 0, other: 0 },
  reach: createReach(),
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
});

/** Index of the event with this id, or -1. Ids ascend, and have holes only where the window lost some. */
export const indexOfId = (events: readonly LabEvent[], id: number): number => {
  const first = events[0];
  if (first === undefined) return -1;
  if (events[id - first.id]?.id === id) return id - first.id;
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.id ?? Number.POSITIVE_INFINITY) < id) low = middle + 1;
    else high = middle;
  }
  return events[low]?.id === id ? low : -1;
};

/** The fault that lies behind an event, following its causes; null when none is known (R24). */
export const faultBehind = (events: readonly LabEvent[], event: LabEvent): LabEvent | null => {
  let at: LabEvent | undefined = event;
  for (let steps = 0; at !== undefined && steps < 16; steps += 1) {
    if (at.kind === 'fault') return at;
    at = at.cause === null ? undefined : events[indexOfId(events, at.cause.id)];
  }
  return null;
};

const laneOf = (chart: Chart, device: DevicePath): DeviceLane => {
  const found = chart.devices.get(device);
  if (found !== undefined) return found;
  const lane: DeviceLane = {
    device,
    track: createTrack(),
    steps: {
      level: createSteps(),
      driver: createSteps(),
      locked: createSteps(),
      connected: createSteps(),
      tdisp: createSteps(),
    },
    presence: createSteps(),
  };
  chart.devices.set(device, lane);
  return lane;
};

/** A device's mark without a device is the kernel's word. */
const trackOf = (chart: Chart, mark: Mark, event: LabEvent): Track => {
  if (mark.lane !== 'device') return chart.actors[mark.lane];
  return event.device === null ? chart.actors.kernel : laneOf(chart, event.device).track;
};

const isDrawn = (fact: string): fact is DrawnFact => (drawnFacts as readonly string[]).includes(fact);

/**
 * What chips and boxes count an event as: writes, refusals, uevents, and faults. A write and its answer are one, where the
 * answer says no more than "done"; a fall is the same as the fault behind it, where that is counted too (`fault`; else null).
 */
export const countedAs = (event: LabEvent, fault: LabEvent | null): Category => {
  const shape = marksOf(event)[0]?.shape;
  if (shape === undefined || shape === 'done' || shape === 'notice') return 'other';
  return event.kind === 'fall' && fault !== null ? 'other' : categoryOf(shape);
};

/** False for what came and went below a device that stays: what its driver made there, an interface of it. */
const isOfItself = ({ device, env }: LabEvent & { readonly kind: 'uevent' }): boolean =>
  env.DEVPATH === undefined || env.DEVPATH === `/${device}`;

const addToLane = (chart: Chart, event: LabEvent): void => {
  if (event.device === null) return;
  if (event.kind === 'change' && isDrawn(event.fact)) {
    addStep(laneOf(chart, event.device).steps[event.fact], { time: event.seenAt, from: event.from, to: event.to });
  } else if (event.kind === 'uevent' && (event.action === 'add' || event.action === 'remove') && isOfItself(event)) {
    const added = event.action === 'add';
    const [from, to] = added ? ['gone', 'present'] : ['present', 'gone'];
    addStep(laneOf(chart, event.device).presence, { time: event.seenAt, from: from ?? null, to: to ?? null });
  }
};

const endWrite = (chart: Chart, event: LabEvent, events: readonly LabEvent[]): void => {
  if (event.kind !== 'outcome' || event.cause === null) return;
  const write = indexOfId(events, event.cause.id);
  if (write < 0) return;
  chart.ends[write] = event.seenAt;
  const begun = events[write];
  if (begun?.kind === 'write' && isTsmCall(begun.path, begun.value)) setEnd(chart.reach, write, event.seenAt);
};

const doubled = (array: Float64Array): Float64Array => {
  const next = new Float64Array(array.length * 2);
  next.set(array);
  return next;
};

/** Indexes the events that came since the last call. `events` is the session's own array, which grows in place. */
export const growChart = (chart: Chart, events: readonly LabEvent[]): void => {
  for (let ref = chart.size; ref < events.length; ref += 1) {
    const event = events[ref];
    if (event === undefined) break;
    if (ref === chart.times.length) {
      chart.times = doubled(chart.times);
      chart.ends = doubled(chart.ends);
    }
    const before = events[ref - 1];
    // Journal ids have no holes: a hole here is what the outbox dropped.
    if (before !== undefined && event.id > before.id + 1) {
      chart.losses.push({ from: before.seenAt, to: event.seenAt, count: event.id - before.id - 1, of: 'window' });
    }
    chart.times[ref] = event.seenAt;
    chart.ends[ref] = Number.NaN;
    const marks = marksOf(event);
    for (const mark of marks) {
      addMark(trackOf(chart, mark, event), { time: event.seenAt, ref, code: codeOf(mark.shape) });
      if (mark.shape === 'span') setEnd(chart.reach, ref, Number.POSITIVE_INFINITY);
    }
    addToLane(chart, event);
    endWrite(chart, event, events);
    if (event.kind === 'gap') {
      chart.losses.push({
        from: before?.seenAt ?? event.seenAt,
        to: event.seenAt,
        count: event.last - event.first + 1,
        of: 'kernel',
      });
    } else if (event.kind === 'write' && event.device !== null) laneOf(chart, event.device);
    chart.counts[countedAs(event, event.kind === 'fall' ? faultBehind(events, event) : null)] += 1;
    chart.first = Math.min(chart.first, event.seenAt);
    chart.last = Math.max(chart.last, event.seenAt);
    chart.size = ref + 1;
  }
};

/** Marks of a track that lie within `from`…`to`, as a half-open range of indices. */
export const within = (track: Track, from: number, to: number): readonly [number, number] => [
  firstFrom(track.times, track.size, from),
  firstFrom(track.times, track.size, to),
];

/** Actors of whom nothing was seen, from above: their lanes would be empty. */
export const quietActors = (chart: Chart): readonly Actor[] => actors.filter((actor) => chart.actors[actor].size === 0);

/** Devices in the order of their lanes: the chosen one first, then those with events, in the order they first had one. */
export const laneOrder = (chart: Chart, selected: DevicePath | null): readonly DevicePath[] => {
  const rest = [...chart.devices.keys()].filter((device) => device !== selected);
  return selected === null ? rest : [selected, ...rest];
};
