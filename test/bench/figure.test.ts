import { describe, expect, it } from 'vitest';
import { figureOf, median, percentile } from './figure.js';

const claim = { id: 'x', kind: 'ratio', what: 'w', peer: 'p', unit: '×', goal: 1.3 } as const;

describe('figures of the bench', () => {
  it('take the median of the rounds, and hold it against the goal', () => {
    expect(figureOf(claim, [1.2, 9, 1.1, 1.25, 1.3])).toMatchObject({ value: 1.25, min: 1.1, max: 9, met: true });
    expect(figureOf(claim, [1.31, 1.31, 1.31])).toMatchObject({ met: false });
  });

  it('are not met when nothing could be measured', () => {
    expect(figureOf(claim, [])).toMatchObject({ met: false });
  });

  it('take middle values and percentiles by rank', () => {
    expect(median([3, 1, 2, 4])).toBe(2.5);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.95,
      ),
    ).toBe(95);
  });
});
