/** The write that is on its way in the session in front, so that every part of the window knows that one runs. One writer: the intents. */
import { create } from 'zustand';
import type { Millis } from '../../shared/facts/reading.js';
import { keepPerSession } from './perSession.js';

export interface PendingWrite {
  /** Names it for `session.cancel`. */
  readonly op: string;
  /** Below sysfs. */
  readonly path: string;
  readonly value: string;
  /** By the window's clock. */
  readonly since: Millis;
}

export const usePending = create<{ readonly pending: PendingWrite | null }>()(() => ({ pending: null }));

/** Each session has its own: a write that hangs holds up no other target. */
export const pendingPerSession = keepPerSession(usePending, ['pending']);
