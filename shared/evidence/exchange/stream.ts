/** Splits messages that stand one after the other without any transport: a transcript, or a request with its response. */
import type { ByteRange } from '../bytes/field.js';
import { type Parsed, parse } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { isRequest, isVersion, responseCodes } from '../spdm/codes.js';
import { type Context, readMessage, type SpdmMessage } from '../spdm/message.js';
import { type Negotiated, negotiatedBy } from '../spdm/negotiated.js';
import type { Heard } from './conversation.js';

export interface Stream {
  readonly heard: readonly Heard[];
  /** Where it stopped making sense, and why; null at a clean end, and where the last message is one that nobody could read. */
  readonly trouble: Stop | null;
}

const mostMessages = 4096;

const maySign: ReadonlySet<number> = new Set([responseCodes.CHALLENGE_AUTH, responseCodes.MEASUREMENTS]);

/**
 * Each message says how long it is, but for a measurements response whose request is not there: what follows it and
 * is no message, or as long as a signature, is heard as part of it, so that its missing request is told of.
 * @param assumed What was agreed on, where the messages that say so are not among them.
 */
export const splitStream = (bytes: Uint8Array, source: string, assumed: Negotiated): Stream => {
  const heard: Heard[] = [];
  let negotiated = assumed;
  let request: SpdmMessage | null = null;
  let at = 0;
  while (at < bytes.length) {
    if (heard.length === mostMessages)
      return { heard, trouble: { at, expected: `at most ${mostMessages} messages`, found: 'more' } };
    const rest = bytes.subarray(at);
    const context: Context = { negotiated, request };
    const read: Parsed<SpdmMessage> = parse(rest, (reader) => readMessage(reader, context));
    if (!read.ok) {
      // An answer that may be signed is told as one that cannot be judged, by who follows what was heard.
      if (isVersion(rest[0] ?? 0) && maySign.has(rest[1] ?? 0)) {
        heard.push({ bytes: rest, range: { source, offset: at, length: rest.length }, secured: false });
        return { heard, trouble: null };
      }
      return { heard, trouble: { at: at + read.at, expected: read.expected, found: read.found } };
    }
    const { header, body } = read.value;
    const after = rest.subarray(read.length);
    const mayBeSigned = after.length === negotiated.asym?.size || !isVersion(after[0] ?? 0);
    const unasked = body.kind === 'measurements' && request?.body.kind !== 'get-measurements' && mayBeSigned;
    const length = unasked ? rest.length : read.length;
    const range: ByteRange = { source, offset: at, length };
    heard.push({ bytes: rest.subarray(0, length), range, secured: false });
    if (body.kind === 'algorithms' && !isRequest(header.code)) {
      const asked = request?.body.kind === 'algorithms' ? request.body : null;
      negotiated = negotiatedBy(header.version, body, asked);
    }
    request = isRequest(header.code) ? read.value : null;
    at += length;
  }
  return { heard, trouble: null };
};
