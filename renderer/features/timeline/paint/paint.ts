/** Draws the whole timeline once, bottom to top, and says where each mark came to lie. */
import type { DevicePath } from '../../../../shared/model/device.js';
import { within } from '../../../../shared/timeline/chart.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { type Actor, actors } from '../../../../shared/timeline/mark.js';
import type { Track } from '../../../../shared/timeline/track.js';
import { paintAhead } from './ahead.js';
import { paintArrows } from './arrows.js';
import { paintDevice } from './bands.js';
import { createDense, isDense, paintDense } from './dense.js';
import { nameLosses, paintGround, paintLosses, paintNow } from './ground.js';
import { paintSpots } from './marks.js';
import type { Scene } from './scene.js';
import { type Gathered, gather } from './spots.js';

export const trackOf = (scene: Pick<Scene, 'chart'>, lane: Lane): Track | undefined =>
  lane.kind === 'actor' ? scene.chart.actors[lane.id as Actor] : scene.chart.devices.get(lane.id as DevicePath)?.track;

const inView = (scene: Scene, lane: Lane): boolean =>
  lane.kind === 'actor' || (lane.top + lane.height > scene.layout.devicesTop && lane.top < scene.height);

const clipDevices = (scene: Scene, paint: () => void): void => {
  const { g, layout } = scene;
  g.save();
  g.beginPath();
  g.rect(0, layout.devicesTop, scene.width, scene.height - layout.devicesTop);
  g.clip();
  paint();
  g.restore();
};

export const paint = (scene: Scene): readonly Gathered[] => {
  const { g } = scene;
  g.setTransform(scene.ratio, 0, 0, scene.ratio, -scene.indent * scene.ratio, 0);
  g.textBaseline = 'alphabetic';
  paintGround(scene);
  const dense = createDense(scene);
  const lanes = scene.layout.lanes.filter((lane) => inView(scene, lane));
  const spots = new Map<Lane, readonly Gathered[]>();
  clipDevices(scene, () => {
    for (const lane of lanes) {
      dense.clip(lane);
      if (lane.kind === 'device') paintDevice(scene, lane, dense);
    }
  });
  for (const lane of lanes) {
    const track = trackOf(scene, lane);
    if (track === undefined) continue;
    dense.clip(lane);
    const [start, end] = within(track, scene.view.span.from, scene.view.span.to);
    if (isDense(scene, end - start)) paintDense(scene, dense, { lane, track });
    else spots.set(lane, gather(scene, lane, track));
  }
  dense.flush();
  paintLosses(scene);
  const all = [...spots.values()].flat();
  paintArrows(
    scene,
    all.flatMap((spot) => spot.refs),
  );
  for (const [lane, found] of spots) {
    if (actors.includes(lane.id as Actor)) paintSpots(scene, found);
    else clipDevices(scene, () => paintSpots(scene, found));
  }
  paintAhead(scene);
  paintNow(scene);
  nameLosses(scene);
  return all;
};
