/** Settings as they come from a file that anybody may have edited. */
import { describe, expect, it } from 'vitest';
import { settingsFrom } from './kept.js';

describe('settingsFrom', () => {
  it('takes what it knows', () => {
    const kept = {
      theme: 'dark',
      density: 'compact',
      textSize: 'large',
      shares: { top: { tree: 40, stepper: 60 } },
      folded: ['console'],
      hintsDone: ['first'],
      pins: { 'sim:': ['devices/pci0000:00/0000:01:00.0'] },
      keys: { 'timeline.follow': 'Ctrl Shift F' },
    };
    expect(settingsFrom(kept)).toEqual(kept);
  });
  it('leaves out what it does not', () => {
    expect(
      settingsFrom({
        theme: 'pink',
        textSize: 'huge',
        shares: { top: { tree: 'wide' }, bottom: null },
        folded: [3],
        keys: { 'timeline.follow': 7, 'tree.pin': '' },
        other: 1,
      }),
    ).toEqual({
      theme: 'system',
      density: 'comfortable',
      textSize: 'normal',
      shares: {},
      folded: [],
      hintsDone: [],
      pins: {},
      keys: {},
    });
  });
});
