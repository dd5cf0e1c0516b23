import { expect, it } from 'vitest';
import { rangeText } from './clock.js';

const at = new Date(2026, 2, 26, 14, 2, 7, 128).getTime();

it('R24 a range of time is told as fine as it is long, with its dates where they differ', () => {
  expect([
    rangeText(at, at + 14_000),
    rangeText(at, at + 2000),
    rangeText(at, at + 20),
    rangeText(at, at + 86_400_000),
  ]).toEqual([
    '14:02:07 to 14:02:21',
    '14:02:07.128 to 14:02:09.128',
    '14:02:07.1280 to 14:02:07.1480',
    '2026-03-26 14:02:07 to 2026-03-27 14:02:07',
  ]);
});
