/**
 * The session in front as its record shows it: the same mirror, a moment later. A frame brings what the person waits for
 * (tree, stepper, inspector) and what is kept of it (timeline, console, histories, counts). The first is drawn at once; the
 * second follows when the page is free, so that a step's outcome never waits for its own entry.
 */
import { create } from 'zustand';
import { type SessionState, useSession } from './session.js';

/** So long the record may lag behind while frames come without a pause, in milliseconds. */
const mostLagMs = 100;

export const useRecord = create<SessionState>()(() => useSession.getState());

let asked: number | null = null;

const catchUp = (): void => {
  if (asked !== null) cancelIdleCallback(asked);
  asked = null;
  useRecord.setState(useSession.getState(), true);
};

useSession.subscribe((now, before) => {
  // Another target, or one that is lost: nothing of the one before may stay on screen.
  const other =
    now.session !== before.session || now.status?.state !== before.status?.state || now.down !== before.down;
  if (other) catchUp();
  else asked ??= requestIdleCallback(catchUp, { timeout: mostLagMs });
});
