/** Draws what the next write would do, right of "now": dashed, because it is thought and not seen. */
import { middle, type Scene, text, xOf } from './scene.js';
import { bandBox } from './bands.js';
import { drawArrow, lanesOf } from './arrows.js';
import { levelText } from '../../../../shared/timeline/words.js';

const dash = [3, 3];

const ghost = (scene: Scene, x: number, y: number): void => {
  const { g, colours } = scene;
  g.setLineDash([2.5, 2]);
  g.strokeStyle = colours.of.accent;
  g.lineWidth = 1.4;
  g.fillStyle = colours.of.panel;
  g.beginPath();
  g.roundRect(x - 3, y - 7, 6, 14, 2);
  g.fill();
  g.stroke();
  g.setLineDash([]);
};

const stop = (scene: Scene, [x, y]: readonly [number, number], errno: string): void => {
  const { g, colours } = scene;
  g.strokeStyle = colours.of.refuse;
  g.lineWidth = 2;
  g.setLineDash([2.5, 2]);
  g.beginPath();
  g.moveTo(x - 6, y);
  g.lineTo(x + 2, y);
  g.moveTo(x + 3, y - 7);
  g.lineTo(x + 3, y + 7);
  g.stroke();
  g.setLineDash([]);
  text(scene, errno, { at: [x + 9, y + 4], colour: colours.of.refuse, weight: 640 });
};

export const paintAhead = (scene: Scene): void => {
  const { ahead, g, colours } = scene;
  if (ahead === null || scene.over) return;
  const lanes = lanesOf(scene);
  const you = lanes.get('you');
  const kernel = lanes.get('kernel');
  const tsm = lanes.get('tsm');
  const device = lanes.get(ahead.device);
  const now = xOf(scene, scene.now);
  const room = scene.width - now;
  if (you === undefined || kernel === undefined || tsm === undefined || room < 60) return;
  const at = (share: number): number => scene.now + ((scene.span.to - scene.span.from) / scene.width) * room * share;
  const steps = { you: at(0.3), kernel: at(0.34), tsm: at(0.38), device: at(0.42) };
  if (ahead.kind === 'held') {
    ghost(scene, xOf(scene, steps.you), middle(you));
    text(scene, `${ahead.verb} held`, {
      at: [xOf(scene, steps.you) + 8, middle(you) + 4],
      colour: colours.of.refuse,
      weight: 640,
    });
    return;
  }
  const look = { colour: colours.of[ahead.kind === 'refused' ? 'refuse' : 'accent'], dash };
  drawArrow(scene, { from: { lane: you, time: steps.you }, to: { lane: kernel, time: steps.kernel }, look: look });
  ghost(scene, xOf(scene, steps.you), middle(you));
  text(scene, ahead.verb, { at: [xOf(scene, steps.you) + 8, middle(you) + 4], colour: colours.of.accent, weight: 640 });
  if (ahead.kind === 'refused') {
    stop(scene, [xOf(scene, steps.kernel) + 4, middle(kernel)], ahead.errno);
    return;
  }
  if (ahead.kind === 'cannot') {
    text(scene, '? cannot predict', {
      at: [xOf(scene, steps.kernel) + 8, middle(kernel) + 4],
      colour: colours.of['ink-3'],
    });
    return;
  }
  if (ahead.tsm)
    drawArrow(scene, { from: { lane: kernel, time: steps.kernel }, to: { lane: tsm, time: steps.tsm }, look: look });
  if (device === undefined) return;
  const from = ahead.tsm ? { lane: tsm, time: steps.tsm } : { lane: kernel, time: steps.kernel };
  drawArrow(scene, { from: from, to: { lane: device, time: steps.device }, look: look });
  const { base, full } = bandBox(device);
  const height = Math.max(2, (full * ahead.level) / 4);
  const x = xOf(scene, steps.device);
  g.strokeStyle = colours.of['lv-edge'];
  g.lineWidth = 1.5;
  g.setLineDash([4, 3]);
  g.strokeRect(x + 0.5, base - height + 0.5, scene.width - x - 2, height);
  g.setLineDash([]);
  const inside = height >= 14;
  text(scene, levelText(String(ahead.level)), {
    at: [x + 6, inside ? base - height / 2 + 4 : base - height - 5],
    colour: colours.of.ink,
    weight: 640,
  });
};
