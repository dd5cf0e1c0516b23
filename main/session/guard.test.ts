import { describe, expect, it } from 'vitest';
import { guard } from './guard.js';

const state = { harmless: false, armed: true, ownBranch: false, touches: null };

describe('guard', () => {
  it('lets every write to a harmless target pass', () => {
    expect(guard({ ...state, harmless: true, armed: false, touches: 'disk' })).toBeNull();
  });

  it('holds a write to a real target back until it is armed', () => {
    expect(guard({ ...state, armed: false })?.kind).toBe('disarmed');
    expect(guard(state)).toBeNull();
  });

  it('holds a write to its own branch back, armed or not, until the person says so', () => {
    const own = { ...state, touches: 'disk' } as const;
    expect(guard(own)).toEqual({
      kind: 'own-branch',
      text: 'The write touches the disk of /: nothing was written.',
    });
    expect(guard({ ...own, armed: false, ownBranch: true })?.kind).toBe('disarmed');
    expect(guard({ ...own, ownBranch: true })).toBeNull();
  });
});
