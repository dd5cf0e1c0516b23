/** From when on changes are marked in the tree: since the target was opened, or since the person last said "seen". */
import { create } from 'zustand';
import { keepPerSession } from '../../state/perSession.js';
import { useSession, type SessionState } from '../../state/session.js';

export interface Since {
  readonly session: string | null;
  /** Milliseconds since the epoch on the target's clock; null before anything was seen. */
  readonly at: number | null;
}

export const useSince = create<Since>()(() => ({ session: null, at: null }));
keepPerSession(useSince, ['session', 'at']);

/** The target's latest time we know of: events and snapshots carry it, our own clock may differ. */
const latest = (state: SessionState): number | null => {
  const seen = Math.max(state.snapshot?.at ?? 0, state.events.at(-1)?.seenAt ?? 0);
  return seen === 0 ? null : seen;
};

/** Everything up to now is seen: nothing is marked as changed until something else changes. */
export const markSeen = (): void =>
  useSince.setState({ session: useSession.getState().session, at: latest(useSession.getState()) });

const start = (state: SessionState): void => {
  const since = useSince.getState();
  if (state.session !== since.session || since.at === null) {
    const at = latest(state);
    if (at !== null || state.session !== since.session) useSince.setState({ session: state.session, at });
  }
};

/** Starts anew with each target that is opened; one that comes back to the front goes on as it was. */
useSession.subscribe(start);
start(useSession.getState());
