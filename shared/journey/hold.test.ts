import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import { heldBack, holdText } from './hold.js';
import { base, deviceOf, fact, gathered, judged, locked, path, walk } from './testScene.js';

const why = '“Measurement 254: no debugger can look in” is fail. Known firmware only.';
const held = (events: readonly LabEvent[], value = '4', level: 1 | 4 = 1): string | null => {
  const { standing } = walk({ facts: locked, events }).history;
  const device = deviceOf({ facts: { ...locked, level: fact(level) } });
  const hold = heldBack(standing, { kind: 'trust', device: path, value }, device);
  return hold === null ? null : holdText(hold);
};

describe('what a policy holds', () => {
  it('R13 a step to the level that it refuses, and no other', () => {
    const events = [gathered(1), judged(2, why)];
    expect(held(events)).toBe(`the policy “Lab” refuses level 4: ${why}`);
    for (const value of ['0', '1', '2', '3', 'four']) expect(held(events, value)).toBeNull();
    expect(held(events, '4', 4)).toBeNull();
    expect(held([gathered(1), judged(2, null)])).toBeNull();
    expect(held([gathered(1)])).toBeNull();
  });

  it('R31 every level that rests on evidence, once the verdict fell, until there is another', () => {
    const fell: LabEvent = { ...base(3), kind: 'lapsed', verdict: 2, text: 'the lock is another' };
    const events = [gathered(1), judged(2, null), fell];
    expect(held(events, '2')).toBe('the verdict on its evidence fell: the lock is another.');
    expect(held(events, '1', 1)).toBeNull();
    expect(held([...events, gathered(4), judged(5, null)])).toBeNull();
  });
});
