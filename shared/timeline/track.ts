/** One lane's marks as sorted typed arrays: a hundred thousand events are searched and drawn without an object each. */

export interface Track {
  /** Marks in use; the arrays are longer. */
  size: number;
  /** Milliseconds since the epoch, ascending. */
  times: Float64Array;
  /** Index of the event in the session's event array. */
  refs: Uint32Array;
  /** Shape of the mark: an index into `shapes` (mark.ts). */
  codes: Uint8Array;
}

export const createTrack = (capacity = 16): Track => ({
  size: 0,
  times: new Float64Array(capacity),
  refs: new Uint32Array(capacity),
  codes: new Uint8Array(capacity),
});

/** Index of the first of the first `size` times that is not before `time`; `size` when there is none. */
export const firstFrom = (times: ArrayLike<number>, size: number, time: number): number => {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

const grow = (track: Track): void => {
  const times = new Float64Array(track.size * 2);
  const refs = new Uint32Array(track.size * 2);
  const codes = new Uint8Array(track.size * 2);
  times.set(track.times);
  refs.set(track.refs);
  codes.set(track.codes);
  Object.assign(track, { times, refs, codes });
};

/** Adds a mark. Most come in order; one that comes late is put where it belongs, behind those of the same time. */
export const addMark = (
  track: Track,
  mark: { readonly time: number; readonly ref: number; readonly code: number },
): void => {
  if (track.size === track.times.length) grow(track);
  let place = track.size;
  while (place > 0 && (track.times[place - 1] ?? 0) > mark.time) place -= 1;
  if (place < track.size) {
    track.times.copyWithin(place + 1, place, track.size);
    track.refs.copyWithin(place + 1, place, track.size);
    track.codes.copyWithin(place + 1, place, track.size);
  }
  track.times[place] = mark.time;
  track.refs[place] = mark.ref;
  track.codes[place] = mark.code;
  track.size += 1;
};
