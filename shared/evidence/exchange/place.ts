/** Where a message stands, in words. */
import type { ByteRange } from '../bytes/field.js';

export const placeOf = ({ source, offset }: ByteRange): string => `${source} at byte ${offset}`;
