/** What the person's settings hold beside the looks in `view`: panel sizes, folded panels, hints put away. Kept by bridge/settings. */
import { create } from 'zustand';

/** Shares of a group's room in percent, by panel. */
export type Shares = Readonly<Record<string, number>>;

export interface Settings {
  /** They have been asked for; until then nothing is saved. */
  readonly loaded: boolean;
  /** By group, one set for wide windows and one for narrow. */
  readonly shares: Readonly<Record<string, Shares>>;
  readonly folded: readonly string[];
  /** Hints that were dismissed or followed to their end. */
  readonly hintsDone: readonly string[];
  /** Paths of pinned devices by the target's URI, in the order they were pinned. */
  readonly pins: Readonly<Record<string, readonly string[]>>;
  /** The person's own keys by command id, as they are shown: `Ctrl Shift A`. */
  readonly keys: Readonly<Record<string, string>>;
}

export const useSettings = create<Settings>()(() => ({
  loaded: false,
  shares: {},
  folded: [],
  hintsDone: [],
  pins: {},
  keys: {},
}));

/** Folds a panel to its rail, or opens it again. */
export const fold = (panel: string, folded: boolean): void =>
  useSettings.setState((state) => ({
    folded: folded ? [...new Set([...state.folded, panel])] : state.folded.filter((one) => one !== panel),
  }));

export const keepShares = (group: string, shares: Shares): void =>
  useSettings.setState((state) => ({ shares: { ...state.shares, [group]: shares } }));

/** Does not show this hint again. */
export const finishHint = (hint: string): void =>
  useSettings.setState((state) => ({ hintsDone: [...new Set([...state.hintsDone, hint])] }));

/** The pinned devices of a target from now on; a target without any is forgotten. */
export const keepPins = (target: string, paths: readonly string[]): void =>
  useSettings.setState(({ pins }) => {
    const { [target]: _, ...others } = pins;
    return { pins: paths.length === 0 ? others : { ...others, [target]: paths } };
  });

/** This command has these keys from now on; null gives it back its own. */
export const keepKeys = (command: string, keys: string | null): void =>
  useSettings.setState((state) => {
    const { [command]: _, ...others } = state.keys;
    return { keys: keys === null ? others : { ...others, [command]: keys } };
  });
