/** Puts a large message together from its chunks. */
import { concat } from '../bytes/concat.js';
import type { Chunk } from '../spdm/passing.js';

const largest = 1 << 20;

export interface ChunkStore {
  /** The whole message once the last chunk is there; null before, and when a chunk is missing or the sum is not as announced. */
  add(chunk: Chunk): Uint8Array | null;
}

export const chunkStore = (): ChunkStore => {
  let parts: Uint8Array[] = [];
  let handle = -1;
  let whole = 0;
  return {
    add(chunk) {
      if (chunk.sequence === 0) {
        parts = [];
        handle = chunk.handle;
        whole = chunk.whole ?? 0;
      }
      if (chunk.handle !== handle || chunk.sequence !== parts.length || whole > largest) {
        parts = [];
        handle = -1;
        return null;
      }
      parts.push(chunk.data);
      if (!chunk.last) return null;
      const message = concat(...parts);
      parts = [];
      handle = -1;
      return message.length === whole ? message : null;
    },
  };
};
