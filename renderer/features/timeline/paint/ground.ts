/** What lies under the marks: lanes, axis with local times, the hatched future, missing ground, and the "now" line. */
import { scaleLinear, scaleTime } from 'd3-scale';
import type { Loss } from '../../../../shared/timeline/chart.js';
import { axisHeight } from '../../../../shared/timeline/layout.js';
import { clock } from './clock.js';
import { line, type Scene, text, widthOf, xOf } from './scene.js';

const hatch = (scene: Scene, [from, to]: readonly [number, number], colour: string): void => {
  const { g, height, origin } = scene;
  const left = Math.max(0, from);
  const right = Math.min(scene.width, to);
  if (right <= left) return;
  g.save();
  g.beginPath();
  g.rect(left, axisHeight, right - left, height - axisHeight);
  g.clip();
  g.strokeStyle = colour;
  g.lineWidth = 1;
  g.beginPath();
  // Anchored to the picture, not to `from`: it must not crawl while time passes.
  for (let x = Math.floor((origin + left - height) / 7) * 7 - origin; x < right; x += 7) {
    g.moveTo(x, height);
    g.lineTo(x + height, 0);
  }
  g.stroke();
  g.restore();
};

/** Times for about one tick each `pixels`. A calendar knows no parts of a millisecond: below one they are tenths, fifths and halves. */
const ticksOf = ({ span, view }: Scene, pixels: number): readonly number[] => {
  const size = view.span.to - view.span.from;
  const count = Math.max(2, Math.floor(view.width / pixels));
  // Ticks follow from how much is in view: a strip has those of the picture beside it.
  const to = span.from + size;
  if (size / count >= 1)
    return scaleTime()
      .domain([span.from, to])
      .ticks(count)
      .map((tick) => tick.getTime());
  const base = Math.floor(span.from);
  return scaleLinear()
    .domain([span.from - base, to - base])
    .ticks(count)
    .map((tick) => base + tick);
};

/** A label where no tick has room for its own: the time at which the view begins. */
const nameStart = (scene: Scene): void => {
  const { width, view } = scene;
  const words = clock(view.span.from, (view.span.to - view.span.from) / 10);
  const now = xOf(scene, scene.now);
  // Left of "now", else right of it.
  const left = now - 20 > 4 + widthOf(scene, words, 430) || now < 0 ? 4 : now + 80;
  if (left < width) text(scene, words, { at: [left, 14], colour: scene.colours.of['ink-3'], weight: 430 });
};

const axis = (scene: Scene): void => {
  const { of } = scene.colours;
  const { width } = scene;
  const ticks = ticksOf(scene, 120);
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : 1000;
  for (const small of ticksOf(scene, 30)) {
    const x = Math.round(xOf(scene, small)) + 0.5;
    if (x > width) break;
    line(
      scene,
      [
        [x, 18],
        [x, axisHeight],
      ],
      { colour: of['line-2'] },
    );
  }
  const now = xOf(scene, scene.now);
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const x = Math.round(xOf(scene, tick)) + 0.5;
    if (x > width) break;
    const words = clock(tick, step);
    line(
      scene,
      [
        [x, 14],
        [x, axisHeight],
      ],
      { colour: of['line-2'] },
    );
    line(
      scene,
      [
        [x, axisHeight],
        [x, scene.height],
      ],
      { colour: of.line },
    );
    const end = x + 4 + widthOf(scene, words, 430);
    // Steps are not alike: where a month begins, days come closer. What is yet to come has no times.
    if (x < free || !(end < now - 20 || x > now + 80) || tick >= scene.now) continue;
    free = end + 6;
    text(scene, words, { at: [x + 4, 14], colour: of['ink-3'], weight: 430 });
  }
  if (free === Number.NEGATIVE_INFINITY && scene.indent === 0) nameStart(scene);
};

/** Axis strip, lane lines, and the hatched ground of what is not known yet. */
export const paintGround = (scene: Scene): void => {
  const { g, width, colours, layout } = scene;
  g.fillStyle = colours.of.panel;
  g.fillRect(0, 0, width, scene.height);
  g.fillStyle = colours.of.sunk;
  g.fillRect(0, 0, width, axisHeight);
  axis(scene);
  if (!scene.over) hatch(scene, [xOf(scene, scene.now), width], colours.of.line);
  const tops = layout.lanes.flatMap(({ kind, top }) => (kind === 'device' && top < layout.devicesTop ? [] : top));
  for (const top of new Set([...tops, layout.fold?.lane.top ?? layout.devicesTop, layout.devicesTop])) {
    line(
      scene,
      [
        [0, top + 0.5],
        [width, top + 0.5],
      ],
      { colour: colours.of.line },
    );
  }
};

const lossEdges = (scene: Scene, loss: Loss): readonly [number, number] => {
  const from = Math.max(0, xOf(scene, loss.from));
  return [from, Math.max(from + 3, Math.min(scene.width, xOf(scene, loss.to)))];
};

/** Ground that is missing: hatched through all lanes, under the marks. */
export const paintLosses = (scene: Scene): void => {
  const { of } = scene.colours;
  for (const loss of scene.chart.losses) {
    if (loss.to < scene.span.from || loss.from > scene.span.to) continue;
    const [from, to] = lossEdges(scene, loss);
    const colour = loss.of === 'window' ? of.fault : of.edge;
    hatch(scene, [from, to], loss.of === 'window' ? of['fault-line'] : of['line-2']);
    line(
      scene,
      [
        [from + 0.5, axisHeight],
        [from + 0.5, scene.height],
      ],
      { colour, dash: [2, 3] },
    );
    line(
      scene,
      [
        [to - 0.5, axisHeight],
        [to - 0.5, scene.height],
      ],
      { colour, dash: [2, 3] },
    );
  }
};

/** How many are missing, and where they are: on the axis, as far as there is room. */
export const nameLosses = (scene: Scene): void => {
  const { of } = scene.colours;
  let free = Number.NEGATIVE_INFINITY;
  for (const loss of scene.chart.losses) {
    if (loss.to < scene.span.from || loss.from > scene.span.to) continue;
    const words = loss.of === 'window' ? `${loss.count} lost here, in the journal` : `${loss.count} not seen`;
    const wide = widthOf(scene, words) + 10;
    const [from] = lossEdges(scene, loss);
    // Within the picture; in a strip a name goes on into the next one.
    const left = scene.indent > 0 ? from : Math.min(from, scene.width - wide);
    if (left < free) continue;
    free = left + wide + 2;
    const colour = loss.of === 'window' ? of.fault : of['ink-2'];
    scene.g.fillStyle = of.panel;
    scene.g.strokeStyle = colour;
    scene.g.lineWidth = 1;
    scene.g.beginPath();
    scene.g.roundRect(left + 0.5, 3.5, wide - 1, 15, 4);
    scene.g.fill();
    scene.g.stroke();
    text(scene, words, { at: [left + 5, 14.5], colour });
  }
};

/** The line between what was seen and what is predicted, with its word; "end" when nothing more will come. */
export const paintNow = (scene: Scene): void => {
  const { g, colours } = scene;
  const x = Math.round(xOf(scene, scene.now)) + 0.5;
  if (x < -20 || x > scene.width + 20) return;
  const words = scene.over ? 'end' : 'now';
  line(
    scene,
    [
      [x, 0],
      [x, scene.height],
    ],
    { colour: colours.of.ink, width: 1.5 },
  );
  g.fillStyle = colours.of.ink;
  g.beginPath();
  const wide = Math.max(30, widthOf(scene, words, 640) + 8);
  g.roundRect(x - wide / 2, 3, wide, 15, 4);
  g.fill();
  text(scene, words, { at: [x, 14], colour: colours.of.panel, weight: 640, align: 'center' });
  if (scene.ahead !== null && !scene.over)
    text(scene, 'predicted', { at: [x + wide / 2 + 7, 14], colour: colours.of['ink-3'] });
};
