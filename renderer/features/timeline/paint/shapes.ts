/** Draws one mark of each shape: what it means must be readable without its colour (R24: cause and detection differ in form). */
import type { Shape } from '../../../../shared/timeline/mark.js';
import type { Colours } from '../colours.js';

export interface At {
  readonly g: CanvasRenderingContext2D;
  readonly of: Colours['of'];
  readonly x: number;
  /** Middle of the lane. */
  readonly y: number;
}

const stroke = ({ g }: At, [colour, width]: readonly [string, number], path: () => void): void => {
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  path();
  g.stroke();
};

const fill = ({ g }: At, colour: string, path: () => void): void => {
  g.fillStyle = colour;
  g.beginPath();
  path();
  g.fill();
};

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

const disc = (at: At, colour: string, radius: number): void => {
  fill(at, colour, () => at.g.arc(at.x, at.y, radius, 0, 7));
  stroke(at, [at.of.panel, 1.2], () => at.g.arc(at.x, at.y, radius, 0, 7));
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

const verdict = (at: At): void => {
  const { g, x, y, of } = at;
  disc(at, of.accent, 6.5);
  stroke(at, [of.panel, 1.6], () => {
    g.moveTo(x - 3, y);
    g.lineTo(x - 0.8, y + 2.4);
    g.lineTo(x + 3.2, y - 2.4);
  });
};

/** A filled octagon with a cross: the person rejects. */
export const rejection = (at: At): void => {
  const { g, x, y, of } = at;
  fill(at, of.accent, () => {
    for (let corner = 0; corner < 8; corner += 1) {
      const turn = Math.PI / 8 + (corner * Math.PI) / 4;
      g.lineTo(x + 7 * Math.cos(turn), y + 7 * Math.sin(turn));
    }
  });
  stroke(at, [of.panel, 1.6], () => {
    g.moveTo(x - 2.5, y - 2.5);
    g.lineTo(x + 2.5, y + 2.5);
    g.moveTo(x + 2.5, y - 2.5);
    g.lineTo(x - 2.5, y + 2.5);
  });
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
  verdict,
  held: (at) => bar(at, at.of.refuse, true),
  refused: stopped,
  failed: (at) => triangle(at, at.of.fault),
  cause: diamond,
  detected: (at) => triangle(at, at.of.fault),
  alarm: (at) => square(at, at.of.fault),
  fall: nothing,
  lost: (at) => triangle(at, at.of.fault),
};
