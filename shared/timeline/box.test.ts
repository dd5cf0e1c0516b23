import { describe, expect, it } from 'vitest';
import type { DevicePath } from '../model/device.js';
import { around, boxOver, type LaneId, reach, stretch } from './box.js';

const drive = 'devices/drive' as DevicePath;
const all: readonly LaneId[] = ['you', 'kernel', 'tsm', 'verifier', drive];

describe('a box over the timeline', () => {
  it('holds what was seen of the view, and nothing of the future', () => {
    expect(boxOver({ from: 10, to: 100 }, 50, all)).toEqual({ from: 10, to: 50, lanes: all });
    expect(boxOver({ from: 60, to: 100 }, 50, all)).toEqual({ from: 50, to: 50, lanes: all });
  });

  it('is stretched at its end, which never passes its beginning', () => {
    const box = boxOver({ from: 10, to: 20 }, 50, all);
    expect(stretch(box, 5)).toEqual({ from: 10, to: 25, lanes: all });
    expect(stretch(box, -50).to).toBe(10);
  });

  it('takes in lanes from its first one on, and keeps at least that one', () => {
    const box = { from: 0, to: 1, lanes: ['kernel', 'tsm'] as const };
    expect(reach(box, 1, all).lanes).toEqual(['kernel', 'tsm', 'verifier']);
    expect(reach(reach(box, -1, all), -1, all).lanes).toEqual(['kernel']);
    expect(reach({ ...box, lanes: all }, 1, all).lanes).toEqual(all);
  });

  it('is looked at with a little room', () => {
    expect(around({ from: 0, to: 100, lanes: [] })).toEqual({ from: -5, to: 105 });
    expect(around({ from: 7, to: 7, lanes: [] }).to).toBeGreaterThan(7);
  });
});
