import { expect, test } from 'vitest';
import { stripsAhead, stripsIn, stripWidth } from './strips.js';

test('a picture that has not moved needs no strip', () => {
  expect(stripsIn({ width: 1000, from: 0 })).toEqual([]);
});

test('what the picture leaves free is covered by strips without a hole, however far it has gone', () => {
  for (let from = -3000; from <= 3000; from += 37) {
    const width = 1000;
    const lefts = stripsIn({ width, from });
    const pieces = [[0, width], ...lefts.map((left) => [left, left + stripWidth])] as const;
    const reached = [...pieces]
      .sort(([one = 0], [other = 0]) => one - other)
      .reduce((to, [left = 0, right = 0]) => (left <= to ? Math.max(to, right) : to), from);
    expect(reached, `from ${from}`).toBeGreaterThanOrEqual(from + width);
    for (const left of lefts) expect(left + stripWidth <= 0 || left >= width).toBe(true);
    expect(lefts.length).toBeLessThanOrEqual(Math.ceil(width / stripWidth) + 1);
  }
});

test('the strips ahead are those a further move needs', () => {
  expect(stripsAhead({ width: 1000, from: 0 }, 1)).toEqual([1000]);
  expect(stripsAhead({ width: 1000, from: 0 }, -1)).toEqual([-stripWidth]);
  expect(stripsAhead({ width: 1000, from: 1 }, 1)).toEqual([1000 + stripWidth]);
  // On the way back the picture itself comes into view again.
  expect(stripsAhead({ width: 1000, from: 400 }, -1)).toEqual([]);
});
