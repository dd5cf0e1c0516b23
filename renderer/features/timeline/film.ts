/**
 * Moves the drawn picture instead of drawing it anew: a frame of a pan shifts what there is, which costs the page nothing,
 * and paints the strips that came into view. A whole drawing as large as a screen takes software several frames' time.
 */
import { stripsAhead, stripsIn, stripWidth } from '../../../shared/timeline/strips.js';
import { fitTo, penOf } from './canvas.js';
import { paint } from './paint/paint.js';
import type { Scene } from './paint/scene.js';
import { stripScene } from './paint/strip.js';

export interface Film {
  /** Shows the picture of `scene` with its view begun `from` CSS pixels further right. */
  move(scene: Scene, from: number): void;
  /** Back to where it was drawn; the strips are given back. */
  rest(): void;
  readonly isMoving: () => boolean;
  /** Where the view begins, in CSS pixels from the picture's left edge. */
  readonly from: () => number;
}

/** Strips kept out of view, for the way back. */
const spare = 6;

/** `reel` is what is shifted; `holder`, within it, takes the strips. */
export const createFilm = ({ reel, holder }: { readonly reel: HTMLElement; readonly holder: HTMLElement }): Film => {
  const strips = new Map<number, HTMLCanvasElement>();
  let moving = false;
  let from = 0;

  /** A canvas for a strip: the one that lies farthest away once there are enough. */
  const canvasFor = (scene: Scene): HTMLCanvasElement => {
    if (strips.size > Math.ceil(scene.width / stripWidth) + spare) {
      const middle = from + scene.width / 2;
      const away = (left: number): number => Math.abs(left - middle);
      const farthest = [...strips.keys()].reduce((one, other) => (away(other) > away(one) ? other : one));
      const canvas = strips.get(farthest);
      strips.delete(farthest);
      if (canvas !== undefined) return canvas;
    }
    const canvas = document.createElement('canvas');
    canvas.className = 'tl-strip';
    fitTo(canvas, { width: stripWidth, height: scene.height, ratio: scene.ratio });
    canvas.style.width = `${stripWidth}px`;
    holder.append(canvas);
    return canvas;
  };

  const paintStrip = (scene: Scene, left: number): void => {
    const canvas = canvasFor(scene);
    canvas.style.left = `${left}px`;
    strips.set(left, canvas);
    paint(stripScene(scene, { left, from, g: penOf(canvas, 'opaque') }));
  };

  return {
    move: (scene, to) => {
      const direction = to < from ? -1 : 1;
      moving = true;
      // On whole pixels: between them software would smooth all of it.
      from = Math.round(to * scene.ratio) / scene.ratio;
      const view = { width: scene.width, from };
      const missing = stripsIn(view).filter((left) => !strips.has(left));
      // A frame with nothing to paint paints ahead.
      const next = missing.length > 0 ? [] : stripsAhead(view, direction).filter((left) => !strips.has(left));
      for (const left of [...missing, ...next.slice(0, 1)]) paintStrip(scene, left);
      reel.style.transform = `translateX(${-from}px)`;
    },
    rest: () => {
      if (!moving) return;
      moving = false;
      from = 0;
      reel.style.transform = '';
      for (const canvas of strips.values()) canvas.remove();
      strips.clear();
    },
    isMoving: () => moving,
    from: () => from,
  };
};
