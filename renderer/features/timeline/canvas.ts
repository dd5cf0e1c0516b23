/** Bitmaps of canvases: their pens, and their size in device pixels. */

/** The 2d context; an opaque one is put on the screen without blending. */
export const penOf = (canvas: HTMLCanvasElement, ground: 'opaque' | 'clear'): CanvasRenderingContext2D => {
  const g = canvas.getContext('2d', { alpha: ground === 'clear' });
  if (g === null) throw new Error('the canvas has no 2d context');
  return g;
};

export interface Size {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Gives the canvas a bitmap of that size, wiped only if it had another. */
export const fitTo = (canvas: HTMLCanvasElement, { width, height, ratio }: Size): void => {
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
};
