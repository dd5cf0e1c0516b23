/** A strip beside the picture as a scene of its own: same time per pixel, same lanes, and ground enough around it that what reaches in is drawn. */
import { stripWidth } from '../../../../shared/timeline/strips.js';
import { type Scene, timeOf } from './scene.js';

/** CSS pixels left of a strip: as wide as the words that may reach into it, or that would stick to its edge. */
const before = 240;
/** And right of it: half a mark, and rounded corners. */
const after = 16;

export const stripScene = (
  scene: Scene,
  strip: {
    /** Its left edge, in CSS pixels from the picture's. */
    readonly left: number;
    /** Where the view begins now, likewise. */
    readonly from: number;
    readonly g: CanvasRenderingContext2D;
  },
): Scene => {
  const at = (x: number): number => timeOf(scene.span, scene.width, x);
  return {
    ...scene,
    g: strip.g,
    width: before + stripWidth + after,
    span: { from: at(strip.left - before), to: at(strip.left + stripWidth + after) },
    view: { width: scene.width, span: { from: at(strip.from), to: at(strip.from + scene.width) } },
    indent: before,
    origin: scene.origin + strip.left - before,
    // What is predicted takes its places from the right edge of the picture, where it was drawn.
    ahead: null,
  };
};
