/** Draws a lane's spots with as many of their labels as there is room for. */
import { faultBehind } from '../../../../shared/timeline/chart.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { type Shape, shapeOf, verdictLook } from '../../../../shared/timeline/mark.js';
import { duration, labelOf } from '../../../../shared/timeline/words.js';
import { bandBox, bandNameEnd } from './bands.js';
import { line, middle, type Scene, text, widthOf, xOf } from './scene.js';
import { drawShape } from './shapes.js';
import { drawVerdict } from './verdicts.js';
import type { Gathered } from './spots.js';

const tones: Readonly<Partial<Record<Shape, 'refuse' | 'fault' | 'ink'>>> = {
  write: 'ink',
  gathered: 'ink',
  verdict: 'ink',
  held: 'refuse',
  refused: 'refuse',
  failed: 'fault',
  detected: 'fault',
  alarm: 'fault',
  fall: 'fault',
  lost: 'fault',
};

const strong: ReadonlySet<Shape> = new Set(['refused', 'fall', 'failed', 'lost']);

/** How long after its cause a fault was noticed (R24). Below a millisecond the order of the two says nothing. */
const lagText = (ms: number): string => (ms < 1 ? 'at once' : `+${duration(ms)}`);

/** Words beside a spot: those of its mark, and how many more marks there are. */
const wordsOf = (scene: Scene, spot: Gathered, shape: Shape): string => {
  const event = scene.events[spot.ref];
  if (event === undefined) return '';
  const more = spot.more > 0 && shape !== 'fall' ? ` +${spot.more}` : '';
  if (shape === 'span') {
    const end = scene.chart.ends[spot.ref] ?? Number.NaN;
    const outcome = scene.outcomes.get(event.id);
    return Number.isNaN(end) ? 'running' : duration(outcome === undefined ? end - event.seenAt : outcome.ms);
  }
  if (shape === 'detected') {
    const fault = faultBehind(scene.events, event);
    return fault === null ? 'detected' : lagText(event.seenAt - fault.seenAt);
  }
  const words = labelOf(event);
  return words === '' ? more.trim() : words + more;
};

const span = (scene: Scene, spot: Gathered): void => {
  const { g, colours } = scene;
  const running = Number.isNaN(scene.chart.ends[spot.ref] ?? Number.NaN);
  const left = Math.max(-8, spot.x);
  g.fillStyle = colours.of['lv-1'];
  g.strokeStyle = colours.of['lv-edge'];
  g.lineWidth = 1;
  g.setLineDash(running ? [3, 2] : []);
  g.beginPath();
  g.roundRect(left + 0.5, middle(spot.lane) - 6.5, Math.max(6, spot.end - left), 13, 3);
  g.fill();
  g.stroke();
  g.setLineDash([]);
};

/** The only slow and downward thing in the product: a red line with its head at level 0 (R21). */
const fall = (scene: Scene, spot: Gathered): void => {
  const { g, colours } = scene;
  const { base, full } = bandBox(spot.lane);
  line(
    scene,
    [
      [spot.x, base - full],
      [spot.x, base],
    ],
    { colour: colours.of.fault, width: 2 },
  );
  g.fillStyle = colours.of.fault;
  g.beginPath();
  g.moveTo(spot.x - 5, base - 6);
  g.lineTo(spot.x + 5, base - 6);
  g.lineTo(spot.x, base + 1);
  g.fill();
};

const heightOf = (lane: Lane, shape: Shape): number => {
  if (lane.kind === 'actor') return middle(lane);
  const { base, full } = bandBox(lane);
  return shape === 'fall' ? base - 11 : base - full / 2;
};

const draw = (scene: Scene, spot: Gathered, shape: Shape): void => {
  if (shape === 'span') span(scene, spot);
  if (shape === 'fall') fall(scene, spot);
  const at = { g: scene.g, of: scene.colours.of, x: spot.x, y: heightOf(spot.lane, shape) };
  const event = scene.events[spot.ref];
  const look = event === undefined ? null : verdictLook(event);
  if (shape === 'lost')
    line(
      scene,
      [
        [spot.x, spot.lane.top],
        [spot.x, scene.height],
      ],
      { colour: scene.colours.of.fault, dash: [4, 3] },
    );
  if (look !== null) drawVerdict(at, look, event?.kind === 'verdict');
  else drawShape[shape](at);
};

/** A label on a coloured band gets ground of its own. */
const ground = (scene: Scene, [left, y]: readonly [number, number], wide: number): void => {
  scene.g.fillStyle = scene.colours.of.panel;
  scene.g.beginPath();
  scene.g.roundRect(left - 3, y - 8, wide + 6, 15, 3);
  scene.g.fill();
};

interface Room {
  readonly words: string;
  /** Where words may begin and must end, in CSS pixels. */
  readonly left: number;
  readonly right: number;
}

/** Puts the words right of their mark, else left, else nowhere; answers up to where the lane is taken. */
const label = (scene: Scene, spot: Gathered, room: Room): number => {
  const { words } = room;
  const shape = shapeOf(spot.code);
  const { of } = scene.colours;
  const weight = strong.has(shape) ? 640 : 540;
  const wide = widthOf(scene, words, weight);
  const tone = spot.code === 0 ? 'ink' : tones[shape];
  const colour = shape === 'cause' ? of.fault : tone === 'ink' ? of.ink : tone === undefined ? of['ink-2'] : of[tone];
  const y = heightOf(spot.lane, shape);
  if (shape === 'span' && wide + 12 < spot.end - Math.max(0, spot.x)) {
    text(scene, words, { at: [Math.max(0, spot.x) + 6, y + 4], colour: of.ink, weight });
    return spot.end;
  }
  const gap = shape === 'cause' ? 13 : 9;
  const right = spot.end + gap;
  if (right + wide < room.right) {
    if (right + wide < scene.indent) return right + wide;
    if (spot.lane.kind === 'device') ground(scene, [right, y], wide);
    text(scene, words, { at: [right, y + 4], colour, weight });
    return right + wide;
  }
  const left = spot.x - gap - wide;
  const band = spot.lane.kind === 'device' ? bandNameEnd(scene, spot.lane, scene.chart.times[spot.ref] ?? 0) + 7 : 0;
  if (left > Math.max(room.left, band) && spot.x > scene.indent) {
    if (spot.lane.kind === 'device') ground(scene, [left, y], wide);
    text(scene, words, { at: [left, y + 4], colour, weight });
  }
  return spot.end + 5;
};

/** CSS pixels to the right of its moment that a mark may cover. */
const reach = 12;

/** Draws the spots of one lane, then the words that fit between them. */
export const paintSpots = (scene: Scene, spots: readonly Gathered[]): void => {
  for (const spot of spots) if (spot.end >= scene.indent - reach) draw(scene, spot, shapeOf(spot.code));
  const now = xOf(scene, scene.now);
  let taken = 0;
  for (const [index, spot] of spots.entries()) {
    const words = wordsOf(scene, spot, shapeOf(spot.code));
    if (words === '') {
      taken = Math.max(taken, spot.end + 5);
      continue;
    }
    const next = spots[index + 1]?.x ?? Number.POSITIVE_INFINITY;
    const edge = spot.x <= now ? now - 4 : scene.width;
    const bound = scene.over ? scene.width : edge;
    taken = label(scene, spot, { words, left: taken + 4, right: Math.min(next - 9, bound) });
  }
};
