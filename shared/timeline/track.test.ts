import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketLevels, bucketMarks } from './buckets.js';
import { addStep, createSteps, segments } from './steps.js';
import { addMark, createTrack, firstFrom } from './track.js';

describe('sorted tracks', () => {
  it('stay sorted, and keep those of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
        const track = createTrack(1);
        for (const [ref, time] of times.entries()) addMark(track, { time, ref, code: 0 });
        const expected = times
          .map((time, ref) => ({ time, ref }))
          .sort((one, other) => one.time - other.time || one.ref - other.ref);
        expect([...track.refs.subarray(0, track.size)]).toEqual(expected.map((mark) => mark.ref));
        for (const time of [0, 7, 21])
          expect(firstFrom(track.times, track.size, time)).toBe(times.filter((one) => one < time).length);
      }),
    );
  });

  it('count every mark of a dense lane once, and let the gravest show', () => {
    const track = createTrack();
    for (let time = 0; time < 1000; time += 1) addMark(track, { time, ref: time, code: time === 555 ? 15 : 1 });
    const { counts, tops } = bucketMarks(track, { from: 0, to: 1000, width: 10 }, new Array(16).fill(1));
    expect([...counts]).toEqual(new Array(10).fill(100));
    expect(tops[5]).toBe(15);
    expect(bucketMarks(track, { from: 0, to: 1000, width: 10 }, [1, 0]).counts.every((count) => count === 0)).toBe(
      true,
    );
  });

  it('give the lowest and the highest level of each column', () => {
    const steps = createSteps();
    addStep(steps, { time: 10, from: '1', to: '4' });
    addStep(steps, { time: 12, from: '4', to: '0' });
    addStep(steps, { time: 30, from: '0', to: null });
    const { low, high } = bucketLevels(steps, { from: 0, to: 40, width: 4 });
    expect([...low]).toEqual([1, 0, 0, 0]);
    expect([...high]).toEqual([1, 4, 0, 0]);
  });

  it('cut bands to what is in view', () => {
    const steps = createSteps();
    addStep(steps, { time: 10, from: '1', to: '2' });
    addStep(steps, { time: 20, from: '2', to: null });
    expect(segments(steps, { from: 15, to: 30 }, 'x')).toEqual([
      { from: 15, to: 20, value: '2' },
      { from: 20, to: 30, value: null },
    ]);
    expect(segments(steps, { from: 0, to: 10 }, 'x')).toEqual([{ from: 0, to: 10, value: '1' }]);
    expect(segments(createSteps(), { from: 0, to: 1 }, 'x')).toEqual([{ from: 0, to: 1, value: 'x' }]);
  });
});
