/** How long a chunk should be on a line that spoils bytes now and then. */

/** What a chunk costs besides its body: mark, offset, checksum, line end. In bytes. */
const overhead = 24;
export const longest = 1024;
export const shortest = 32;
/** How much one chunk weighs in the estimate: the last hundred or so count. */
const weight = 0.02;

/** Keeps the share of spoilt bytes, and says the length that carries most: √(overhead ÷ share). */
export const chunkPace = () => {
  let share = 0;
  return {
    /** A chunk of so many bytes came as it was sent, or did not. */
    note(bytes: number, whole: boolean): void {
      const per = whole ? 0 : 1 / Math.max(bytes, shortest);
      share += (per - share) * (whole ? weight * Math.min(1, bytes / longest) : weight * 4);
    },
    get length(): number {
      if (share === 0) return longest;
      return Math.round(Math.min(longest, Math.max(shortest, Math.sqrt(overhead / share))));
    },
    /** Spoilt bytes of all, as estimated. */
    get share(): number {
      return share;
    },
  };
};
