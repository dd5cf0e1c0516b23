/** Tells of signatures that were asked for, or may have been, and whose answers cannot be judged. */
import { codeName, isVersion, responseCodes } from '../spdm/codes.js';
import type { SpdmMessage } from '../spdm/message.js';
import type { Heard } from './conversation.js';
import type { Unread } from './exchange.js';
import type { Side } from './side.js';

type Lost = Pick<Unread, 'expected' | 'found' | 'bytes'>;

export interface LostAnswers {
  /** A signed answer was due, and something else is there, or nothing. */
  asked(side: Side, secured: boolean, of: Lost): void;
  /** An answer of a kind that may be signed, which cannot be read, and whose request was not seen. */
  unasked(one: Heard, of: Lost): void;
  /** More bytes than belong to an answer: as much as a signature that nothing says was asked for. */
  tooLong(one: Heard, message: SpdmMessage, of: { readonly at: number; readonly beyond: number }): void;
}

const signedKinds: ReadonlyMap<number, Unread['kind']> = new Map([
  [responseCodes.CHALLENGE_AUTH, 'challenge'],
  [responseCodes.MEASUREMENTS, 'measurements'],
]);

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
  tooLong({ range, secured }, { header, body }, { at, beyond }) {
    if (body.kind !== 'measurements') return;
    told.push({
      kind: 'measurements',
      ...{ version: header.version, slot: body.slot, inSession: secured, nonce: null },
      expected: `byte ${at} of ${codeName(header.code)}: its end, for no signature was asked for`,
      found: `missing: a request that asks for what follows, ${beyond} bytes`,
      bytes: { ...range, offset: range.offset + at, length: beyond },
      after: seen(),
    });
  },
});
