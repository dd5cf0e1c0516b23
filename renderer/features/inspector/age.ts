/** How old a value is, short enough for a column: attributes can change without a notice, so every value shows its age. */
import type { Millis } from '../../../shared/facts/reading.js';

/** `0 s`, `12 s`, `3 min`, `2 h`, `4 d`. A clock that runs ahead of ours gives 0. */
export const age = (at: Millis, now: Millis): string => {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
};
