import { expect, it } from 'vitest';
import { grouped } from './grouped.js';

it('writes whole numbers as English does', () => {
  expect([0, 7, 999, 1000, 12_345, 100_000, 1_234_567, -1000].map(grouped)).toEqual(
    [0, 7, 999, 1000, 12_345, 100_000, 1_234_567, -1000].map((count) => count.toLocaleString('en')),
  );
});
