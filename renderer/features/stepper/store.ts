/** What the stepper itself has to remember: what was foretold for each write, which refusals were put aside, and where focus should go. */
import { create } from 'zustand';
import type { WriteAction } from '../../../shared/model/action.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Refusal } from '../../../shared/model/refusal.js';
import { keepPerSession } from '../../state/perSession.js';

/** What was foretold when a write was made: kept, because after it the machine is another one. */
export interface Foretold {
  readonly action: WriteAction;
  readonly refusal: Refusal | null;
}

interface StepperState {
  readonly foretold: ReadonlyMap<number, Foretold>;
  /** Refusals the person has put aside, by the id of their write. */
  readonly aside: ReadonlySet<number>;
  /** Evidence that is being gathered, or null. */
  readonly gathering: { readonly device: DevicePath; readonly op: string; readonly since: number } | null;
  /** The write whose result is unfolded, or null for the stepper's own choice. */
  readonly unfolded: { readonly write: number; readonly open: boolean } | null;
  /** Counts up when focus should go to the main button. */
  readonly focus: number;
  /** The running write during which the main button was pressed: it says at once why it waits. */
  readonly pressedDuring: string | null;
}

export const useStepperStore = create<StepperState>()(() => ({
  foretold: new Map(),
  aside: new Set(),
  gathering: null,
  unfolded: null,
  focus: 0,
  pressedDuring: null,
}));

const perSession = keepPerSession(useStepperStore, ['foretold', 'aside', 'gathering', 'unfolded', 'pressedDuring']);

/** At most this many predictions are kept; older writes are long past their nearest path. */
const mostForetold = 200;

/** For the session it was made in, which may not be in front any more. */
export const remember = (session: string | null, write: number, foretold: Foretold): void =>
  perSession.set(session, (state) => {
    const kept = [...state.foretold, [write, foretold] as const].slice(-mostForetold);
    return { foretold: new Map(kept) };
  });

export const putAside = (write: number): void =>
  useStepperStore.setState((state) => ({ aside: new Set([...state.aside, write]) }));

/** Focus goes to the new next step after a write. */
export const focusMain = (): void => useStepperStore.setState((state) => ({ focus: state.focus + 1 }));

let gatherings = 0;

/** A gathering began; returns what ends it, also in a session that is not in front any more. */
export const gatheringBegins = (session: string | null, device: DevicePath): { op: string; ended: () => void } => {
  gatherings += 1;
  const op = `g${gatherings}`;
  perSession.set(session, () => ({ gathering: { device, op, since: Date.now() } }));
  return {
    op,
    ended: () => perSession.set(session, ({ gathering }) => (gathering?.op === op ? { gathering: null } : {})),
  };
};
