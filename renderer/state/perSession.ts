/** What belongs to one session of several: a store shows the session in front, and what it showed of the others waits until they come back. */
import type { StoreApi } from 'zustand';
import { useSession } from './session.js';

const forgetters = new Set<(session: string) => void>();

/** Called with a session whose tab was closed: nothing of it is asked for again. */
export const onForget = (forget: (session: string) => void): void => void forgetters.add(forget);

export const forgetSession = (session: string): void => {
  for (const forget of forgetters) forget(session);
};

const pick = <S extends object, K extends keyof S>(state: S, fields: readonly K[]): Pick<S, K> => {
  const picked: Partial<Pick<S, K>> = {};
  for (const field of fields) picked[field] = state[field];
  return picked as Pick<S, K>;
};

export interface PerSession<P> {
  /** Changes it for a session, in front or not: what was awaited may end after the person went elsewhere. */
  set(session: string | null, change: (state: P) => Partial<P>): void;
  /** Gives a session what another one had: a target that was opened again is still looked at in the same way. */
  hand(from: string, to: string): void;
}

/** Keeps `fields` of a store apart per session; the others are the window's. Before a session has any, they are as they are now. */
export const keepPerSession = <S extends object, K extends keyof S>(
  store: Pick<StoreApi<S>, 'getState' | 'setState'>,
  fields: readonly K[],
): PerSession<Pick<S, K>> => {
  const initial = pick(store.getState(), fields);
  const parked = new Map<string, Pick<S, K>>();
  const show = (state: Pick<S, K>): void => store.setState(state as Partial<S>);
  const parkedOf = (session: string | null): Pick<S, K> =>
    session === null ? initial : (parked.get(session) ?? initial);

  useSession.subscribe((now, before) => {
    if (now.session === before.session) return;
    if (before.session !== null) parked.set(before.session, pick(store.getState(), fields));
    show(parkedOf(now.session));
  });
  onForget((session) => parked.delete(session));

  return {
    set(session, change) {
      if (session === useSession.getState().session)
        return show({ ...pick(store.getState(), fields), ...change(store.getState()) });
      if (session !== null) parked.set(session, { ...parkedOf(session), ...change(parkedOf(session)) });
    },
    hand(from, to) {
      const had = from === useSession.getState().session ? pick(store.getState(), fields) : parked.get(from);
      if (had !== undefined) parked.set(to, had);
    },
  };
};
