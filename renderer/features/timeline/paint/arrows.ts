/** Arrows from a cause to its effects: the way a write takes through kernel and TSM to the device, or a fault to its notice. */
import type { LabEvent } from '../../../../shared/facts/event.js';
import { faultBehind, indexOfId } from '../../../../shared/timeline/chart.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { type Actor, marksOf } from '../../../../shared/timeline/mark.js';
import { isTsmCall } from '../../../../shared/timeline/verb.js';
import { middle, type Scene, xOf } from './scene.js';
import { wasRefused } from './spots.js';

export interface End {
  readonly lane: Lane;
  readonly time: number;
}

/** Lanes in view by id; a device scrolled out of view has none, and folded actors share the line that stands for them. */
export type Lanes = ReadonlyMap<string, Lane>;

export const lanesOf = ({ layout, height }: Pick<Scene, 'layout' | 'height'>): Lanes => {
  const { lanes, fold, devicesTop } = layout;
  const inView = lanes.filter(
    (lane) => lane.kind === 'actor' || (lane.top >= devicesTop - 20 && lane.top < height - 12),
  );
  const found = new Map<string, Lane>(inView.map((lane) => [lane.id, lane]));
  if (fold !== null && !fold.open) for (const id of fold.actors) found.set(id, fold.lane);
  return found;
};

interface Look {
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly width?: number;
}

export interface Arrow {
  readonly from: End;
  readonly to: End;
  readonly look: Look;
}

/** One curved arrow; nothing within a lane. */
export const drawArrow = (scene: Scene, { from, to, look }: Arrow): void => {
  if (from.lane.id === to.lane.id) return;
  const { g } = scene;
  const up = to.lane.top < from.lane.top;
  const edge = (lane: Lane): number => (lane.kind === 'device' ? 12 : 8);
  const x1 = xOf(scene, from.time);
  const x2 = xOf(scene, to.time);
  const y1 = middle(from.lane) + (up ? -6 : 6);
  const y2 =
    to.lane.kind === 'device'
      ? to.lane.top + (up ? to.lane.height - 4 : 14)
      : middle(to.lane) + (up ? edge(to.lane) : -edge(to.lane));
  g.strokeStyle = look.colour;
  g.lineWidth = look.width ?? 1.4;
  g.setLineDash([...(look.dash ?? [])]);
  g.beginPath();
  g.moveTo(x1, y1);
  g.bezierCurveTo(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2, x2, y2);
  g.stroke();
  g.setLineDash([]);
  const side = up ? 4 : -4;
  g.beginPath();
  g.moveTo(x2 - 3.5, y2 + side);
  g.lineTo(x2, y2);
  g.lineTo(x2 + 3.5, y2 + side);
  g.stroke();
};

export const laneFor = (lanes: Lanes, event: LabEvent): Lane | undefined => {
  const mark = marksOf(event)[0];
  if (mark === undefined) return undefined;
  if (event.kind === 'fall' && event.device !== null) return lanes.get(event.device);
  return lanes.get(mark.lane === 'device' ? (event.device ?? 'kernel') : mark.lane);
};

const actor = (lanes: Lanes, id: Actor): Lane | undefined => lanes.get(id);

interface Place {
  /** Undefined: its lane is not in view, and neither is the arrow. */
  readonly lane: Lane | undefined;
  readonly time: number;
}

const arrow = (from: Place, to: Place, look: Look): Arrow[] =>
  from.lane === undefined || to.lane === undefined
    ? []
    : [{ from: { lane: from.lane, time: from.time }, to: { lane: to.lane, time: to.time }, look }];

export interface Ways {
  readonly scene: Scene;
  readonly lanes: Lanes;
  /** Also the arrows that are left out to keep the picture calm. */
  readonly all: boolean;
}

/** The arrows that lead to a write's outcome: by the TSM when it was called, and back up with its answer. */
const toOutcome = (
  { scene, lanes }: Ways,
  outcome: LabEvent,
  write: LabEvent & { readonly kind: 'write' },
): Arrow[] => {
  const { of } = scene.colours;
  const refused = outcome.kind === 'outcome' && outcome.outcome.kind === 'refused';
  const you = actor(lanes, 'you');
  const kernel = actor(lanes, 'kernel');
  if (refused || !isTsmCall(write.path, write.value)) {
    return arrow(
      { lane: you, time: write.seenAt },
      { lane: kernel, time: outcome.seenAt },
      { colour: refused ? of.refuse : of.accent },
    );
  }
  const tsm = actor(lanes, 'tsm');
  const apart = xOf(scene, outcome.seenAt) - xOf(scene, write.seenAt) > 16;
  return [
    ...arrow({ lane: you, time: write.seenAt }, { lane: tsm, time: write.seenAt }, { colour: of.accent }),
    ...(apart
      ? arrow({ lane: tsm, time: outcome.seenAt }, { lane: kernel, time: outcome.seenAt }, { colour: of.accent })
      : []),
  ];
};

/** The uevent that told of a fall: it stands right before it in the journal. */
const noticeOf = (events: readonly LabEvent[], fall: LabEvent): LabEvent | undefined => {
  const at = indexOfId(events, fall.id);
  return events
    .slice(Math.max(0, at - 4), at)
    .findLast((event) => event.kind === 'uevent' && event.device === fall.device);
};

const toldOfFall = (events: readonly LabEvent[], event: LabEvent): boolean => {
  if (event.kind !== 'uevent') return false;
  const at = indexOfId(events, event.id);
  return events.slice(at + 1, at + 4).some((next) => next.kind === 'fall' && next.device === event.device);
};

const toFall = ({ scene, lanes }: Ways, fall: LabEvent): Arrow[] => {
  const look = { colour: scene.colours.of.fault };
  const fault = faultBehind(scene.events, fall);
  const tsm = actor(lanes, 'tsm');
  const device = fall.device === null ? undefined : lanes.get(fall.device);
  const told = noticeOf(scene.events, fall);
  return [
    ...(fault === null
      ? []
      : arrow({ lane: device, time: fault.seenAt }, { lane: tsm, time: fall.seenAt }, { ...look, dash: [3, 3] })),
    ...(told !== undefined
      ? arrow({ lane: tsm, time: fall.seenAt }, { lane: actor(lanes, 'kernel'), time: told.seenAt }, look)
      : []),
  ];
};

/** The arrows that end at one event. */
export const arrowsTo = (ways: Ways, event: LabEvent): readonly Arrow[] => {
  const { scene, lanes, all } = ways;
  if (event.kind === 'fall') return toFall(ways, event);
  if (event.cause === null) return [];
  const cause = scene.events[indexOfId(scene.events, event.cause.id)];
  if (cause === undefined) return [];
  const { of } = scene.colours;
  if (event.kind === 'outcome' && cause.kind === 'write') return toOutcome(ways, event, cause);
  const quiet = event.kind === 'netlink' || event.kind === 'kmsg' || event.kind === 'console' || event.kind === 'read';
  const shown =
    event.kind !== 'change' ||
    event.fact === 'level' ||
    event.fact === 'driver' ||
    event.fact === 'locked' ||
    event.fact === 'connected';
  if (!all && (quiet || !shown)) return [];
  const dash = event.cause.how === 'inferred' ? { dash: [3, 3] } : {};
  const to = laneFor(lanes, event);
  if (cause.kind === 'write') {
    // The uevent of a write stands beside its outcome: no second arrow.
    if (!all && event.kind === 'uevent') return [];
    const ref = indexOfId(scene.events, cause.id);
    const end = scene.chart.ends[ref] ?? Number.NaN;
    const called = isTsmCall(cause.path, cause.value) && !wasRefused(scene, ref);
    const via =
      event.kind === 'change' && !Number.isNaN(end) ? actor(lanes, called ? 'tsm' : 'kernel') : actor(lanes, 'you');
    const at = event.kind === 'change' && !Number.isNaN(end) ? Math.min(end, event.seenAt) : cause.seenAt;
    return arrow({ lane: via, time: at }, { lane: to, time: event.seenAt }, { colour: of.accent, ...dash });
  }
  // The fall that follows draws the way from the fault over the TSM to its notice.
  if (!all && toldOfFall(scene.events, event)) return [];
  const bad = cause.kind === 'fault' || cause.kind === 'fall';
  return arrow(
    { lane: laneFor(lanes, cause), time: cause.seenAt },
    { lane: to, time: event.seenAt },
    { colour: bad ? of.fault : of.edge, ...dash },
  );
};

const mostArrows = 240;
/** Half the width of an arrow's head, in CSS pixels, with its stroke. */
const reach = 5;

/** Draws the arrows that end in view, each way once; none where there would be too many to follow. */
export const paintArrows = (scene: Scene, refs: readonly number[]): void => {
  if (refs.length > (mostArrows * 8 * scene.width) / scene.view.width) return;
  const lanes = lanesOf(scene);
  const drawn = new Set<string>();
  for (const ref of refs) {
    const event = scene.events[ref];
    if (event === undefined) continue;
    for (const { from, to, look } of arrowsTo({ scene, lanes, all: false }, event)) {
      if (xOf(scene, to.time) < scene.indent - reach) continue;
      const key = `${from.lane.id} ${Math.round(xOf(scene, from.time) / 3)} ${to.lane.id} ${Math.round(xOf(scene, to.time) / 3)}`;
      if (drawn.has(key) || drawn.size >= mostArrows) continue;
      drawn.add(key);
      drawArrow(scene, { from, to, look });
    }
  }
};
