/** When a boot is given up. */
import { describe, expect, it } from 'vitest';
import { limits, patience } from './patience.mjs';

/** Looks at a VM every half second; `processor`: what it has taken by then. The sentence, and the second it was said in. */
const wait = (seconds: number, processor: (second: number) => number) => {
  const judge = patience();
  for (let second = 0; second <= seconds; second += 0.5) {
    const why = judge({ clock: 1000 + second, processor: processor(second) });
    if (why !== null) return { second, why };
  }
  return null;
};

describe('a boot', () => {
  it('is waited for while it works, on a busy machine too', () => {
    expect(wait(limits.seconds, (second) => second * 0.1)).toBeNull();
  });

  it('that stands still is given up long before one that works: its timers alone are no work', () => {
    const given = wait(limits.seconds, (second) => Math.min(second, 12) + second * 0.03);
    expect(given?.why).toMatch(/^The VM was not ready after \d+ s .*, and stood still for 9\d s\.$/);
    expect(given?.second).toBeLessThan(120);
  });

  it('that works without end is given up by its processor time', () => {
    const given = wait(limits.seconds, (second) => second * 2);
    expect(given).toEqual({ second: 120.5, why: 'The VM was not ready after 121 s (241 s of processor time).' });
  });

  it('that never ends is given up by the clock', () => {
    expect(wait(1000, (second) => second * 0.1)?.why).toBe(
      'The VM was not ready after 601 s (60 s of processor time).',
    );
  });

  it('has not been waited for while this process was stopped', () => {
    const judge = patience();
    judge({ clock: 0, processor: 1 });
    expect(judge({ clock: 5000, processor: 1 })).toBeNull();
    expect(judge({ clock: 5001, processor: 1 })).toBeNull();
  });
});
