/** What the tooltip shows: which events, and where. In a store of its own, as it changes at pointer speed. */
import { create } from 'zustand';

export interface Tip {
  /** Event indices, in time order; the one drawn on top is `ref`. */
  readonly shown: {
    readonly ref: number;
    readonly refs: readonly number[];
    readonly x: number;
    readonly y: number;
  } | null;
}

export const useTip = create<Tip>()(() => ({ shown: null }));

export const hideTip = (): void => {
  if (useTip.getState().shown !== null) useTip.setState({ shown: null });
};
