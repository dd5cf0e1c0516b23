/** Whether a refusal can ever be got past, in words: a ceiling stays, a TSM's error may pass. */
import type { Refusal } from '../../../shared/model/refusal.js';
import { plainly } from './words.js';

/** Preconditions that may hold again without anybody's write: only for these the same write is worth a second try. */
const passing: ReadonlySet<string> = new Set(['tsm-error', 'no-device', 'key-in-use']);

/** Why no path leads there, to stand after "No path: "; null when one does, or when it may pass by itself. */
export const noPathBecause = (refusal: Refusal | null): string | null => {
  if (refusal === null || refusal.path.length > 0 || passing.has(refusal.precondition.id)) return null;
  return plainly(refusal.precondition.text.replace(/^the device /, 'this device '));
};
