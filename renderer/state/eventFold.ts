/** Reads the growing list of events once: each view keeps what it makes of them, and only new events cost anything. */
import type { LabEvent } from '../../shared/facts/event.js';
import { onForget } from './perSession.js';

/** Brings a view's state up to date; the same state object as long as no new event came. */
export type EventFold<S> = (session: string | null, events: readonly LabEvent[]) => S;

/**
 * A fold over the events of a session, kept per session, so that going from tab to tab costs nothing. Events are known
 * by their ids, which only grow, so it does not matter whether the list was appended to, copied, or cut at its beginning.
 * @param step Gets the new events, never none, and gives the next state.
 */
export const createEventFold = <S>(start: S, step: (state: S, fresh: readonly LabEvent[]) => S): EventFold<S> => {
  const folded = new Map<string | null, { readonly state: S; readonly last: number }>();
  onForget((session) => folded.delete(session));
  return (session, events) => {
    const before = folded.get(session);
    const anew = before === undefined || (events.at(-1)?.id ?? 0) < before.last;
    const { state, last } = anew ? { state: start, last: 0 } : before;
    let from = events.length;
    while (from > 0 && (events[from - 1]?.id ?? 0) > last) from -= 1;
    if (from === events.length) return state;
    const next = { state: step(state, events.slice(from)), last: events.at(-1)?.id ?? last };
    folded.set(session, next);
    return next.state;
  };
};
