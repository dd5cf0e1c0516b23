/** The write that is on its way in the session in front, so that every part of the window knows that one runs. Written by the intents for this window's own, by the feed for another's. */
import { create } from 'zustand';
import type { Millis } from '../../shared/facts/reading.js';
import { keepPerSession } from './perSession.js';

export interface PendingWrite {
  /** Names it; this window's own for `session.cancel`. */
  readonly op: string;
  /** False where another window makes it, or a scenario: it is that one's to cancel. */
  readonly own: boolean;
  /** Below sysfs. */
  readonly path: string;
  readonly value: string;
  /** By the window's clock. */
  readonly since: Millis;
}

export const usePending = create<{ readonly pending: PendingWrite | null }>()(() => ({ pending: null }));

/** Each session has its own: a write that hangs holds up no other target. */
export const pendingPerSession = keepPerSession(usePending, ['pending']);
