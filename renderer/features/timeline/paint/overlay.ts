/** What moves at pointer speed, on a canvas of its own: hair line, lit mark, its arrows, and the box being drawn. */
import type { DevicePath } from '../../../../shared/model/device.js';
import type { LabEvent } from '../../../../shared/facts/event.js';
import { indexOfId } from '../../../../shared/timeline/chart.js';
import { effectsOf } from '../../../../shared/timeline/effects.js';
import { axisHeight } from '../../../../shared/timeline/layout.js';
import type { Box } from '../../../../shared/timeline/box.js';
import { arrowsTo, drawArrow, laneFor, lanesOf } from './arrows.js';
import { bandBox } from './bands.js';
import { clock } from './clock.js';
import { line, middle, type Scene, text, timeOf, widthOf, xOf } from './scene.js';

export interface Lit {
  readonly pointer: number | null;
  readonly hovered: number | null;
  readonly device: DevicePath | null;
  readonly chosen: number | null;
  readonly box: Box | null;
}

const halo = (scene: Scene, event: LabEvent, strong: boolean): void => {
  const lane = laneFor(lanesOf(scene), event);
  if (lane === undefined) return;
  const x = xOf(scene, event.seenAt);
  if (x < -12 || x > scene.width + 12) return;
  const { g, colours } = scene;
  const { base, full } = bandBox(lane);
  const y = lane.kind === 'actor' ? middle(lane) : event.kind === 'fall' ? base - 3 : base - full / 2;
  g.strokeStyle = colours.of.accent;
  g.lineWidth = strong ? 2 : 1.5;
  g.beginPath();
  g.arc(x, y, 11, 0, 7);
  g.stroke();
};

const light = (scene: Scene, id: number, strong: boolean): void => {
  const ref = indexOfId(scene.events, id);
  const event = scene.events[ref];
  if (event === undefined) return;
  const lanes = lanesOf(scene);
  for (const each of [event, ...effectsOf(scene.events, ref)]) {
    for (const { from, to, look } of arrowsTo({ scene, lanes, all: true }, each))
      drawArrow(scene, { from, to, look: { ...look, width: 2.2 } });
  }
  halo(scene, event, strong);
};

const hair = (scene: Scene, x: number): void => {
  const { of } = scene.colours;
  const fine = ((scene.span.to - scene.span.from) / scene.width) * 4;
  const words = clock(timeOf(scene.span, scene.width, x), fine);
  const wide = widthOf(scene, words) + 10;
  line(
    scene,
    [
      [x + 0.5, axisHeight],
      [x + 0.5, scene.height],
    ],
    { colour: of['line-2'] },
  );
  const left = Math.min(Math.max(0, x - wide / 2), scene.width - wide);
  scene.g.fillStyle = of.panel;
  scene.g.strokeStyle = of['line-2'];
  scene.g.lineWidth = 1;
  scene.g.beginPath();
  scene.g.roundRect(left + 0.5, 3.5, wide - 1, 15, 4);
  scene.g.fill();
  scene.g.stroke();
  text(scene, words, { at: [left + wide / 2, 14.5], colour: of.ink, align: 'center' });
};

const drawBox = (scene: Scene, box: Box): void => {
  const lanes = scene.layout.lanes.filter((lane) => box.lanes.includes(lane.id));
  const top = Math.min(...lanes.map((lane) => lane.top));
  const bottom = Math.max(...lanes.map((lane) => lane.top + lane.height));
  if (!Number.isFinite(top)) return;
  const left = xOf(scene, box.from);
  const { g, colours } = scene;
  g.strokeStyle = colours.of.accent;
  g.lineWidth = 1.5;
  g.strokeRect(left, top + 1, xOf(scene, box.to) - left, bottom - top - 2);
  g.globalAlpha = 0.12;
  g.fillStyle = colours.of.accent;
  g.fillRect(left, top + 1, xOf(scene, box.to) - left, bottom - top - 2);
  g.globalAlpha = 1;
};

export const paintOverlay = (scene: Scene, lit: Lit): void => {
  const { g } = scene;
  g.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
  g.clearRect(0, 0, scene.width, scene.height);
  const lane = lit.device === null ? undefined : scene.layout.lanes.find((each) => each.id === lit.device);
  if (lane !== undefined && lane.top + lane.height > scene.layout.devicesTop) {
    const top = Math.max(lane.top, scene.layout.devicesTop);
    g.globalAlpha = 0.07;
    g.fillStyle = scene.colours.of.accent;
    g.fillRect(0, top, scene.width, lane.top + lane.height - top);
    g.globalAlpha = 1;
  }
  if (lit.box !== null) drawBox(scene, lit.box);
  if (lit.pointer !== null) hair(scene, lit.pointer);
  if (lit.chosen !== null) light(scene, lit.chosen, true);
  if (lit.hovered !== null && lit.hovered !== lit.chosen) light(scene, lit.hovered, false);
};
