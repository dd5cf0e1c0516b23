/**
 * Which spans reach into a stretch of time, however long ago they began: a tree of the latest end within each block of
 * events. A write that hung for minutes costs no search through what happened since.
 */

/** Events per block, and blocks per block above. */
const fan = 32;

export interface Reach {
  /** Level 0: the end of each event's span by its index, -Infinity where it has none; above, the latest of each block. */
  readonly levels: Float64Array[];
}

export const createReach = (): Reach => ({ levels: [] });

const grown = (array: Float64Array | undefined, size: number): Float64Array => {
  if (array !== undefined && array.length >= size) return array;
  const next = new Float64Array(Math.max(fan, size, (array?.length ?? 0) * 2)).fill(Number.NEGATIVE_INFINITY);
  if (array !== undefined) next.set(array);
  return next;
};

const latestOf = (array: Float64Array, block: number): number => {
  let latest = Number.NEGATIVE_INFINITY;
  const end = Math.min(array.length, (block + 1) * fan);
  for (let index = block * fan; index < end; index += 1) latest = Math.max(latest, array[index] ?? latest);
  return latest;
};

/** A level above one that has more than a block: every block's latest. */
const above = (array: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.ceil(array.length / fan) }, (_, block) => latestOf(array, block));

/** Says when the span of an event ends; Infinity while it runs. */
export const setEnd = ({ levels }: Reach, ref: number, end: number): void => {
  let index = ref;
  let value = end;
  for (let level = 0; ; level += 1) {
    const array = grown(levels[level], index + 1);
    levels[level] = array;
    array[index] = value;
    if (array.length <= fan) return;
    levels[level + 1] ??= above(array);
    index = Math.floor(index / fan);
    value = latestOf(array, index);
  }
};

/** Indices below `before` of the spans that end at `time` or later, ascending. */
export const reaching = ({ levels }: Reach, time: number, before: number): readonly number[] => {
  const found: number[] = [];
  const visit = (level: number, from: number, to: number): void => {
    const array = levels[level];
    if (array === undefined) return;
    const size = fan ** level;
    for (let index = from; index < Math.min(to, array.length) && index * size < before; index += 1) {
      if (!((array[index] ?? Number.NEGATIVE_INFINITY) >= time)) continue;
      if (level === 0) found.push(index);
      else visit(level - 1, index * fan, (index + 1) * fan);
    }
  };
  visit(levels.length - 1, 0, Number.POSITIVE_INFINITY);
  return found;
};
