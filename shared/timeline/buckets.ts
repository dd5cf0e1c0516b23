/** Counts the marks of a dense lane per pixel column, so that drawing costs by width and not by number. */
import type { Steps } from './steps.js';
import { firstFrom, type Track } from './track.js';

export interface Columns {
  /** Marks per column. */
  readonly counts: Uint32Array;
  /** Highest shape code per column: the gravest mark is never hidden by the many. */
  readonly tops: Uint8Array;
}

/** Marks within `span` per column. `shown[code]` 0 leaves a shape out. */
export const bucketMarks = (
  track: Track,
  span: { readonly from: number; readonly to: number; readonly width: number },
  shown: ArrayLike<number>,
): Columns => {
  const counts = new Uint32Array(span.width);
  const tops = new Uint8Array(span.width);
  const scale = span.width / (span.to - span.from);
  const end = firstFrom(track.times, track.size, span.to);
  const { times, codes } = track;
  for (let index = firstFrom(times, track.size, span.from); index < end; index += 1) {
    const code = codes[index] ?? 0;
    if ((shown[code] ?? 0) === 0) continue;
    const column = Math.floor(((times[index] ?? 0) - span.from) * scale);
    counts[column] = (counts[column] ?? 0) + 1;
    if (code > (tops[column] ?? 0)) tops[column] = code;
  }
  return { counts, tops };
};

/** The lowest and the highest level within each column; 255 where it is not known. */
export const bucketLevels = (
  steps: Steps,
  span: { readonly from: number; readonly to: number; readonly width: number },
): { readonly low: Uint8Array; readonly high: Uint8Array } => {
  const low = new Uint8Array(span.width).fill(255);
  const high = new Uint8Array(span.width).fill(255);
  const scale = span.width / (span.to - span.from);
  let index = firstFrom(steps.times, steps.size, span.from);
  let level = codeOfLevel(index === 0 ? steps.before : (steps.values[index - 1] ?? null));
  for (let column = 0; column < span.width; column += 1) {
    low[column] = level;
    high[column] = level;
    while (index < steps.size && ((steps.times[index] ?? 0) - span.from) * scale < column + 1) {
      level = codeOfLevel(steps.values[index] ?? null);
      if (level !== 255) {
        if (level < (low[column] ?? 255)) low[column] = level;
        if ((high[column] ?? 255) === 255 || level > (high[column] ?? 0)) high[column] = level;
      }
      index += 1;
    }
  }
  return { low, high };
};

/** 0–4 for a level's text, else 255. */
export const codeOfLevel = (value: string | null): number => {
  const level = value === null || value === '' ? Number.NaN : Number(value);
  return level >= 0 && level <= 4 ? level : 255;
};
