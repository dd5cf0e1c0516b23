/** What a plain connection, and each session in it, has of its own while its messages are followed. */
import type { ByteRange } from '../bytes/field.js';
import type { Measurements } from '../spdm/measurements.js';
import type { SpdmMessage } from '../spdm/message.js';
import { type Chunks, chunkStore } from './chunks.js';
import { Doubts } from './doubts.js';
import { Transcripts } from './transcripts.js';

/** A message that was read: `bytes` without padding. */
export interface Placed {
  readonly message: SpdmMessage;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
}

export interface Side {
  readonly transcripts: Transcripts;
  readonly doubts: Doubts;
  readonly chunks: Chunks;
  /** The request that is not answered yet. */
  pending: Placed | null;
  earlier: Measurements[];
}

export const newSide = (): Side => ({
  transcripts: new Transcripts(),
  doubts: new Doubts(),
  chunks: { sent: chunkStore(), answered: chunkStore() },
  pending: null,
  earlier: [],
});
