/** One attribute as it was read: its text, or the error the kernel gave. Both are facts to show. */
import type { Errno } from '../model/errno.js';

/** Milliseconds since the epoch, with fractions; stamped in the wire. */
export type Millis = number;

export type Reading =
  /** `value` without its final newline; `''` for an empty line. Binary attributes (`config`) as lower-case hex. */
  { readonly value: string; readonly at: Millis } | { readonly errno: Errno; readonly at: Millis };

/** The text of a reading, or null when it is missing or failed. */
export const textOf = (reading: Reading | undefined): string | null =>
  reading !== undefined && 'value' in reading ? reading.value : null;
