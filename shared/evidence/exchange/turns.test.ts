/** Messages put into turns: none is lost, none made, requests stay in their order, and much of it takes no long time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRequest } from '../spdm/codes.js';
import type { Heard } from './conversation.js';
import { inTurns } from './turns.js';

const codes = [0x84, 0x04, 0x81, 0x01, 0x82, 0x02, 0x83, 0x03, 0xe0, 0x60, 0x7f, 0xff, 0x85, 0x05, 0xe4, 0x64];

const heardAs = (code: number, content: number, session: number | null = null): Heard => {
  const bytes = Uint8Array.of(0x12, code, content, 0);
  const range = { source: 'x', offset: 0, length: bytes.length };
  return session === null ? { bytes, range, secured: false } : { bytes, range, secured: true, session };
};

const heard = fc.array(
  fc
    .tuple(fc.constantFrom(...codes), fc.nat(2), fc.constantFrom(null, 1, 2))
    .map(([code, content, session]) => heardAs(code, content, session)),
  { maxLength: 60 },
);

describe('messages in turns', () => {
  it('are the messages that were heard, each once, with the requests of each side in their order', () => {
    fc.assert(
      fc.property(heard, (messages) => {
        const turns = inTurns(messages).filter(({ kind }) => kind !== 'left');
        expect(turns.map(({ n }) => n).toSorted((one, other) => one - other)).toEqual(messages.map((_, n) => n));
        for (const session of [undefined, 1, 2]) {
          const own = turns.filter(({ one }) => one.session === session && isRequest(one.bytes[1] ?? 0));
          expect(own.map(({ n }) => n)).toEqual(own.map(({ n }) => n).toSorted((one, other) => one - other));
        }
        for (const { kind, one, of } of turns)
          if (kind === 'again') expect(one.bytes).toEqual(messages[of ?? -1]?.bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('stand as they came, and without a doubt, where each answer follows its request', () => {
    const pair = fc.constantFrom<readonly number[]>(
      [0x81, 0x01],
      [0x82, 0x02],
      [0x83, 0x03],
      [0xe0, 0x60],
      [0xe0, 0x7f],
    );
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const messages = pairs.flatMap((codes, n) => codes.map((code) => heardAs(code, n)));
        const turns = inTurns(messages);
        expect(turns.map(({ n, kind, doubt }) => [n, kind, doubt])).toEqual(
          messages.map((_, n) => [n, 'message', null]),
        );
      }),
    );
  });

  it('are put so in one go through a row of answers that nothing asked for, and of requests that nothing answers', () => {
    for (const code of [0x60, 0xe0]) {
      const messages = Array.from({ length: 100_000 }, (_, n) => heardAs(code, n & 255));
      expect(inTurns(messages)).toHaveLength(messages.length);
    }
  });
});
