import { describe, expect, it } from 'vitest';
import { guard } from './guard.js';

const write = { path: 'bus/pci/devices/0000:01:00.0/trust', value: '0' };
const state = { harmless: false, armed: true, ownBranch: false, touches: () => null };

describe('guard', () => {
  it('lets every write to a harmless target pass', () => {
    expect(guard({ ...state, harmless: true, armed: false, touches: () => 'disk' }, write)).toBeNull();
  });

  it('holds a write to a real target back until it is armed', () => {
    expect(guard({ ...state, armed: false }, write)?.kind).toBe('disarmed');
    expect(guard(state, write)).toBeNull();
  });

  it('holds a write to its own branch back, armed or not, until the person says so', () => {
    const own = { ...state, touches: (path: string) => (path.includes('0000:01:00.0') ? ('disk' as const) : null) };
    expect(guard(own, write)).toEqual({
      kind: 'own-branch',
      text: 'The write touches the disk of /: nothing was written.',
    });
    expect(guard({ ...own, armed: false, ownBranch: true }, write)?.kind).toBe('disarmed');
    expect(guard({ ...own, ownBranch: true }, write)).toBeNull();
    expect(guard(own, { ...write, path: 'bus/pci/devices/0000:02:00.0/trust' })).toBeNull();
  });
});
