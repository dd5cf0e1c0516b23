/** What the palette finds, and in which order. */
import { describe, expect, it } from 'vitest';
import { match } from './match.js';

describe('match', () => {
  it('wants every word, in any order, in the title or beside it', () => {
    expect(match('dev filt', 'Filter the devices')?.parts).toEqual([
      [0, 4],
      [11, 14],
    ]);
    expect(match('nvme', 'Samsung drive', '0000:02:00.0 nvme')?.parts).toEqual([]);
    expect(match('gpu', 'Filter the devices')).toBeNull();
  });
  it('prefers the start of a word', () => {
    const start = match('read', 'Read the device again')?.cost ?? 9;
    const within = match('read', 'Spread the columns')?.cost ?? 0;
    const beside = match('read', 'Refresh', 'read')?.cost ?? 0;
    expect(start).toBeLessThan(within);
    expect(within).toBeLessThan(beside);
  });
  it('takes everything for nothing typed, and joins what overlaps', () => {
    expect(match('  ', 'Anything')).toEqual({ cost: 0, parts: [] });
    expect(match('aim aimi', 'Aim and aiming')?.parts).toEqual([
      [0, 3],
      [8, 12],
    ]);
    expect(match('tim time', 'Timeline')?.parts).toEqual([[0, 4]]);
  });
});
