/** Tells of signatures that were asked for, or may have been, and whose answers cannot be judged. */
import type { Stop } from '../bytes/stop.js';
import { codeName, isVersion, responseCodes } from '../spdm/codes.js';
import type { SpdmMessage } from '../spdm/message.js';
import { withoutAlgorithms } from '../spdm/negotiated.js';
import type { Heard } from './conversation.js';
import type { Unread } from './exchange.js';
import type { Side } from './side.js';

type Lost = Pick<Unread, 'expected' | 'found' | 'bytes'>;

/** What follows a message's end. */
interface Beyond {
  readonly at: number;
  /** In bytes. */
  readonly beyond: number;
  /** That waits for an answer. */
  readonly request: SpdmMessage | null;
}

export interface LostAnswers {
  /** A signed answer was due, and something else is there, or nothing. */
  asked(side: Side, secured: boolean, of: Lost): void;
  /** An answer of a kind that may be signed, which cannot be read, and whose request was not seen. */
  unasked(one: Heard, of: Lost): void;
  /** More bytes than belong to a message, which may be a signature that nothing says was asked for. @returns What was expected in their place. */
  tooLong(one: Heard, message: SpdmMessage, of: Beyond): string;
}

const signedKinds: ReadonlyMap<number, Unread['kind']> = new Map([
  [responseCodes.CHALLENGE_AUTH, 'challenge'],
  [responseCodes.MEASUREMENTS, 'measurements'],
]);

/** What was expected of an answer that cannot be read, from the byte on that made no sense. */
export const unreadable = ({ bytes, range }: Heard, { at, expected, found }: Stop): Lost => ({
  expected: `byte ${at} of ${codeName(bytes[1] ?? 0)}: ${expected}`,
  found:
    expected === withoutAlgorithms.expected
      ? 'missing: what both sides agreed on, which says how long hash and signature are in it'
      : `missing: an answer that can be read; found ${found}`,
  bytes: { ...range, offset: range.offset + at, length: Math.max(1, range.length - at) },
});

/** @param seen How many exchanges there are by now. */
export const lostAnswers = (told: Unread[], seen: () => number): LostAnswers => ({
  asked({ pending }, inSession, of) {
    const body = pending?.message.body;
    if (pending === null || (body?.kind !== 'challenge' && body?.kind !== 'get-measurements')) return;
    if (body.kind === 'get-measurements' && !body.signed) return;
    const { version } = pending.message.header;
    const kind = body.kind === 'challenge' ? 'challenge' : 'measurements';
    const { slot, nonce } = body;
    told.push({ kind, version, slot, inSession, nonce, ...of, after: seen() });
  },
  unasked({ bytes, secured }, of) {
    const [version = 0, code = 0, challenged = 0, measured = 0] = bytes;
    const kind = signedKinds.get(code);
    if (kind === undefined || !isVersion(version)) return;
    const slot = (kind === 'challenge' ? challenged : measured) & 15;
    told.push({ kind, version, slot, inSession: secured, nonce: null, ...of, after: seen() });
  },
  tooLong({ range, secured }, { header, body }, { at, beyond, request }) {
    if (body.kind !== 'measurements') return 'its end';
    const asked = request?.body.kind === 'get-measurements';
    const end = asked
      ? 'its end, for no signature was asked for'
      : 'its request, which says whether a signature follows';
    told.push({
      kind: 'measurements',
      ...{ version: header.version, slot: body.slot, inSession: secured, nonce: null },
      expected: `byte ${at} of ${codeName(header.code)}: ${end}`,
      found: `missing: ${asked ? `a request that asks for what follows, ${beyond} bytes` : `the request it answers; ${beyond} bytes follow the measurements`}`,
      bytes: { ...range, offset: range.offset + at, length: beyond },
      after: seen(),
    });
    return end;
  },
});
