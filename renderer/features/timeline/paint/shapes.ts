/** Draws one mark of each shape: what it means must be readable without its colour (R24: cause and detection differ in form). */
import type { Shape } from '../../../../shared/timeline/mark.js';
import { type At, disc, fill, stroke } from './pen.js';

const bar = (at: At, colour: string, hollow: boolean): void => {
  const path = (): void => at.g.roundRect(at.x - 3, at.y - 7, 6, 14, 2);
  fill(at, hollow ? at.of.panel : colour, path);
  if (hollow) stroke(at, [colour, 1.4], path);
};

const square = (at: At, colour: string): void => {
  const path = (): void => at.g.rect(at.x - 4, at.y - 4, 8, 8);
  fill(at, at.of.panel, path);
  stroke(at, [colour, 1.5], path);
};

/** An arrow stopped by a bar: asked, and not let through. */
const stopped = (at: At): void => {
  const { g, x, y, of } = at;
  g.fillStyle = of.panel;
  g.fillRect(x - 6, y - 8, 11, 16);
  stroke(at, [of.refuse, 2], () => {
    g.moveTo(x - 6, y);
    g.lineTo(x + 1, y);
  });
  stroke(at, [of.refuse, 3], () => {
    g.moveTo(x + 3, y - 7);
    g.lineTo(x + 3, y + 7);
  });
};

const triangle = (at: At, colour: string): void =>
  fill(at, colour, () => {
    at.g.moveTo(at.x, at.y - 6);
    at.g.lineTo(at.x + 6, at.y + 5);
    at.g.lineTo(at.x - 6, at.y + 5);
    at.g.closePath();
  });

/** A dashed diamond: what brought it about, not when it was noticed. */
const diamond = (at: At): void => {
  const { g, x, y, of } = at;
  const path = (size: number) => (): void => {
    g.moveTo(x, y - size);
    g.lineTo(x + size, y);
    g.lineTo(x, y + size);
    g.lineTo(x - size, y);
    g.closePath();
  };
  fill(at, of.panel, path(10));
  g.setLineDash([3, 2]);
  stroke(at, [of.fault, 2], path(7));
  g.setLineDash([]);
};

const tick = (at: At): void =>
  stroke(at, [at.of.edge, 1], () => {
    at.g.moveTo(at.x, at.y - 3);
    at.g.lineTo(at.x, at.y + 3);
  });

const sheet = (at: At): void => {
  const path = (): void => at.g.roundRect(at.x - 4, at.y - 6, 8, 12, 2);
  fill(at, at.of['lv-1'], path);
  stroke(at, [at.of['lv-edge'], 1], path);
};

/** Drawn elsewhere: by its lane. */
const nothing = (): void => undefined;

/** Shapes that stand alone. Spans, falls and the end of a target are drawn by their lanes. */
export const drawShape: Readonly<Record<Shape, (at: At) => void>> = {
  tick,
  // The band or ribbon of the lane already shows it.
  change: nothing,
  notice: (at) => stroke(at, [at.of.edge, 1.3], () => at.g.arc(at.x, at.y, 2.5, 0, 7)),
  done: (at) => disc(at, at.of['ink-2'], 4),
  span: nothing,
  gathered: sheet,
  uevent: (at) => square(at, at.of['ink-2']),
  write: (at) => bar(at, at.of.accent, false),
  // By what it says, and whose it is (verdicts.ts).
  verdict: nothing,
  held: (at) => bar(at, at.of.refuse, true),
  refused: stopped,
  failed: (at) => triangle(at, at.of.fault),
  cause: diamond,
  detected: (at) => triangle(at, at.of.fault),
  alarm: (at) => square(at, at.of.fault),
  fall: nothing,
  lost: (at) => triangle(at, at.of.fault),
};
