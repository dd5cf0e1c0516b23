/** The axis at every zoom: there is always a time on it, and no two lie on each other. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notingPen, sceneOf } from '../../../../test/fixtures/pen.js';
import { clock } from './clock.js';
import { paintGround } from './ground.js';

const start = Date.UTC(2026, 2, 26, 13, 2, 7);

const labels = (from: number, size: number, now = from + size * 2) => {
  const pen = notingPen();
  paintGround(sceneOf(pen, { span: { from, to: from + size }, now }));
  return pen.written;
};

it('R24 the axis has times of its own below a millisecond', () => {
  const words = labels(start + 5, 0.1).map((label) => label.words);
  expect(words.length).toBeGreaterThan(3);
  expect(new Set(words).size).toBe(words.length);
});

it('R24 at any zoom there is a time on the axis, and none lies on another', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 9.4, noNaN: true }),
      fc.double({ min: 0, max: 3e10, noNaN: true }),
      fc.double({ min: 0.3, max: 1.5, noNaN: true }),
      (power, later, share) => {
        const size = 10 ** power;
        const from = start + later;
        const found = labels(from, size, from + size * share);
        expect(found.length).toBeGreaterThan(0);
        found.reduce((end, { words, x }) => {
          expect(x).toBeGreaterThan(end);
          return x + words.length * 6;
        }, Number.NEGATIVE_INFINITY);
      },
    ),
  );
});

it('a clock has as many digits as the zoom can tell apart', () => {
  const time = start + 128.4;
  const seconds = clock(time, 1000);
  expect([100, 1, 0.5, 0.1, 0.02].map((fine) => clock(time, fine).replace(seconds, ''))).toEqual([
    '.128',
    '.128',
    '.1284',
    '.1284',
    '.12840',
  ]);
});
