/** What a drawn picture lacks while it is moved: strips beside it, left and right, each painted once. */

/** CSS pixels: narrow enough that no frame has much to paint, wide enough that few have to paint at all. */
export const stripWidth = 256;

export interface Moved {
  /** Width of the picture, and of what is in view, in CSS pixels. */
  readonly width: number;
  /** Where the view begins, in CSS pixels from the picture's left edge. */
  readonly from: number;
}

/** Left edges of the strips in view, in CSS pixels from the picture's left edge, ascending. */
export const stripsIn = ({ width, from }: Moved): readonly number[] => {
  const to = from + width;
  const found: number[] = [];
  for (let left = Math.floor(from / stripWidth) * stripWidth; left < Math.min(0, to); left += stripWidth)
    found.push(left);
  const first = Math.floor((Math.max(width, from) - width) / stripWidth);
  for (let left = width + first * stripWidth; left < to; left += stripWidth) found.push(left);
  return found;
};

/** The strips that come into view when the move goes on by another strip's width. */
export const stripsAhead = ({ width, from }: Moved, direction: 1 | -1): readonly number[] => {
  const seen = new Set(stripsIn({ width, from }));
  return stripsIn({ width, from: from + direction * stripWidth }).filter((left) => !seen.has(left));
};
