/** What the picture shows now of what happened. In a store of its own, as it changes with every frame while one pans. */
import { create } from 'zustand';
import type { Span } from '../../../shared/timeline/span.js';
import type { Moment } from './looks.js';

export interface Drawn {
  /** From the first event at the earliest to "now" at the latest; null while there is no picture, or nothing in it. */
  readonly span: Span | null;
}

export const useDrawn = create<Drawn>()(() => ({ span: null }));

export const setDrawn = (span: Span, { first, now }: Moment): void => {
  const seen = { from: Math.max(span.from, first), to: Math.min(span.to, now) };
  useDrawn.setState({ span: seen.to > seen.from ? seen : null });
};
