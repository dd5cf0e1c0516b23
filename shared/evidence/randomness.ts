/** Numbers nobody guesses, from a seed: the same seed and label give the same bytes, in every runtime. */
import { concat } from './bytes/concat.js';
import { ascii, u32 } from './bytes/write.js';
import type { Secrets } from './secrets.js';

/** @param label What they are for: each label is a stream of its own. */
export const randomBytes = (
  { seed, label, length }: { readonly seed: Uint8Array; readonly label: string; readonly length: number },
  secrets: Secrets,
): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (let n = 0; n * 48 < length; n += 1) parts.push(secrets.hmac('sha384', seed, concat(u32(n), ascii(label))));
  return concat(...parts).subarray(0, length);
};
