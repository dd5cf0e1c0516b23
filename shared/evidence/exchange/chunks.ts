/** Puts a large message together from its chunks. */
import { concat } from '../bytes/concat.js';
import { requestCodes } from '../spdm/codes.js';
import type { SpdmMessage } from '../spdm/message.js';
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

/** Requests, and answers, that come in parts. */
export interface Chunks {
  readonly sent: ChunkStore;
  readonly answered: ChunkStore;
}

/** For a message that is part of another: that one where it is whole by now. Null for any other message. */
export const partOf = (chunks: Chunks, { header, body }: SpdmMessage): { readonly whole: Uint8Array | null } | null => {
  if (body.kind === 'chunk') {
    const store = header.code === requestCodes.CHUNK_SEND ? chunks.sent : chunks.answered;
    return { whole: store.add(body) };
  }
  if (body.kind === 'chunk-ack') return { whole: body.answer.length > 0 ? body.answer : null };
  // It fetches the rest of an answer that is still awaited.
  return header.code === requestCodes.CHUNK_GET ? { whole: null } : null;
};
