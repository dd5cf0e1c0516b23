/** Reads the growing list of events once: each view keeps what it makes of them, and only new events cost anything. */
import type { LabEvent } from '../../shared/facts/event.js';

/** Brings a view's state up to date; the same state object as long as no new event came. */
export type EventFold<S> = (session: string | null, events: readonly LabEvent[]) => S;

/**
 * A fold over the events of the open session. It starts anew with another session. Events are known by their ids, which
 * only grow, so it does not matter whether the list was appended to, copied, or cut at its beginning.
 * @param step Gets the new events, never none, and gives the next state.
 */
export const createEventFold = <S>(start: S, step: (state: S, fresh: readonly LabEvent[]) => S): EventFold<S> => {
  let state = start;
  let current: string | null = null;
  let last = 0;
  return (session, events) => {
    if (session !== current || (events.at(-1)?.id ?? 0) < last) {
      state = start;
      last = 0;
      current = session;
    }
    let from = events.length;
    while (from > 0 && (events[from - 1]?.id ?? 0) > last) from -= 1;
    if (from < events.length) {
      state = step(state, events.slice(from));
      last = events.at(-1)?.id ?? last;
    }
    return state;
  };
};
