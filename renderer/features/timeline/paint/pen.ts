/** The pen of marks that stand alone: where one is drawn, and strokes, fills and discs. */
import type { Colours } from '../colours.js';

export interface At {
  readonly g: CanvasRenderingContext2D;
  readonly of: Colours['of'];
  readonly x: number;
  /** Middle of the lane. */
  readonly y: number;
}

export const stroke = ({ g }: At, [colour, width]: readonly [string, number], path: () => void): void => {
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  path();
  g.stroke();
};

export const fill = ({ g }: At, colour: string, path: () => void): void => {
  g.fillStyle = colour;
  g.beginPath();
  path();
  g.fill();
};

export const disc = (at: At, colour: string, radius: number): void => {
  fill(at, colour, () => at.g.arc(at.x, at.y, radius, 0, 7));
  stroke(at, [at.of.panel, 1.2], () => at.g.arc(at.x, at.y, radius, 0, 7));
};
