import { describe, expect, it } from 'vitest';
import { atOnce, inSlices, type Steps } from './steps.js';

function* counting(to: number, each: () => void = () => undefined): Steps<number> {
  for (let count = 0; count < to; count += 1) {
    yield;
    each();
  }
  return to;
}

describe('work in steps', () => {
  it('ends the same at once and in slices', async () => {
    expect(atOnce(counting(1000))).toBe(1000);
    expect(await inSlices(counting(1000))).toBe(1000);
  });

  it('lets others have their turn between slices, and fails as the work does', async () => {
    let turns = 0;
    const other = setInterval(() => {
      turns += 1;
    }, 0);
    // Until somebody else had a turn, each step takes a while; without one it would never end before its count.
    const work = inSlices(
      counting(100_000, () => {
        if (turns > 0) throw new Error('seen');
        const end = performance.now() + 1;
        while (performance.now() < end);
      }),
    );
    await expect(work).rejects.toThrow('seen');
    clearInterval(other);
  });
});
