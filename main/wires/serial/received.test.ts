import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiver } from './received.js';

/** A stream cut into pieces, some of them twice and overlapping, in any order. */
const pieces = fc
  .tuple(fc.string({ minLength: 1, maxLength: 300 }), fc.array(fc.tuple(fc.nat(299), fc.nat(80)), { maxLength: 40 }))
  .chain(([text, cuts]) =>
    fc
      .shuffledSubarray(
        cuts.map(([from, length]) => ({
          offset: from % text.length,
          body: text.slice(from % text.length, (from % text.length) + length),
        })),
      )
      .map((shuffled) => ({ text, shuffled })),
  );

describe('receiver', () => {
  it('gives each byte once and in order, whatever came, and names what is missing', () => {
    fc.assert(
      fc.property(pieces, ({ text, shuffled }) => {
        const stream = receiver();
        stream.knowEnd(text.length);
        let out = '';
        for (const { offset, body } of shuffled) out += stream.take(offset, body);
        expect(text.startsWith(out)).toBe(true);
        expect(stream.got).toBe(out.length);
        // What it asks for completes it.
        for (const { from, to } of stream.holes()) out += stream.take(from, text.slice(from, to));
        expect(out).toBe(text);
        expect(stream.holes()).toEqual([]);
      }),
    );
  });
});
