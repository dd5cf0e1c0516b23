import { beforeEach, describe, expect, it } from 'vitest';
import { create } from 'zustand';
import { forgetSession, keepPerSession } from './perSession.js';
import { useSession } from './session.js';

const inFront = (session: string | null): void => useSession.setState({ session });

describe('keepPerSession', () => {
  beforeEach(() => inFront(null));

  const storeOf = () => {
    const store = create<{ readonly filter: string; readonly wide: boolean }>()(() => ({ filter: '', wide: true }));
    return { store, kept: keepPerSession(store, ['filter']) };
  };

  it('gives each session its own, and leaves what is the window’s', () => {
    const { store } = storeOf();
    inFront('a');
    store.setState({ filter: 'nvme', wide: false });
    inFront('b');
    expect(store.getState()).toEqual({ filter: '', wide: false });
    store.setState({ filter: 'gpu' });
    inFront('a');
    expect(store.getState().filter).toBe('nvme');
    inFront('b');
    expect(store.getState().filter).toBe('gpu');
  });

  it('takes a change for a session that is not in front any more', () => {
    const { store, kept } = storeOf();
    inFront('a');
    inFront('b');
    kept.set('a', () => ({ filter: 'late' }));
    expect(store.getState().filter).toBe('');
    inFront('a');
    expect(store.getState().filter).toBe('late');
  });

  it('hands on to the session that takes the place of a lost one, and forgets what is closed', () => {
    const { store, kept } = storeOf();
    inFront('a');
    store.setState({ filter: 'nvme' });
    kept.hand('a', 'a2');
    inFront('a2');
    expect(store.getState().filter).toBe('nvme');
    forgetSession('a');
    inFront('a');
    expect(store.getState().filter).toBe('');
  });
});
