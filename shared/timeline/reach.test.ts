import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReach, reaching, setEnd } from './reach.js';

describe('spans that reach into a stretch of time', () => {
  it('are found as by looking at each', () => {
    const span = fc.record({ ref: fc.nat(5000), end: fc.oneof(fc.nat(100), fc.constant(Number.POSITIVE_INFINITY)) });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 80 }), fc.nat(100), fc.nat(5001), (spans, time, before) => {
        const reach = createReach();
        const ends = new Map<number, number>();
        for (const { ref, end } of spans) {
          setEnd(reach, ref, end);
          ends.set(ref, end);
        }
        const expected = [...ends]
          .filter(([ref, end]) => ref < before && end >= time)
          .map(([ref]) => ref)
          .sort((one, other) => one - other);
        expect(reaching(reach, time, before)).toEqual(expected);
      }),
    );
  });

  it('a span that ended reaches no further than its end', () => {
    const reach = createReach();
    setEnd(reach, 0, Number.POSITIVE_INFINITY);
    setEnd(reach, 40_000, 10);
    expect(reaching(reach, 1e12, 50_000)).toEqual([0]);
    setEnd(reach, 0, 5);
    expect(reaching(reach, 6, 50_000)).toEqual([40_000]);
    expect(reaching(createReach(), 0, 10)).toEqual([]);
  });
});
