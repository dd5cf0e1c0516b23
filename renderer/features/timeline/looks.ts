/** What the person does with the timeline alone: zoom, follow, filters, table. Selection is shared and lives in state/view. */
import { create } from 'zustand';
import { keepPerSession } from '../../state/perSession.js';
import type { Category } from '../../../shared/timeline/mark.js';
import {
  follow,
  followFrom,
  held,
  pan,
  reveal,
  type Span,
  startSize,
  whole,
  widest,
  zoom,
} from '../../../shared/timeline/span.js';
import { around, type Box, boxOver, type LaneId, reach, stretch } from '../../../shared/timeline/box.js';

export interface Looks {
  readonly following: boolean;
  /** Milliseconds in view while following; null: as much as there is (span.ts), up to two minutes; `all`: however much there is. */
  readonly size: number | 'all' | null;
  /** What is in view while not following. */
  readonly span: Span;
  readonly hidden: ReadonlySet<Category>;
  readonly table: boolean;
  /** Actors of whom nothing was seen have lanes too. */
  readonly quiet: boolean;
  /** How far the device lanes are scrolled, in CSS pixels. */
  readonly scroll: number;
  readonly box: Box | null;
}

export const startLooks: Looks = {
  following: true,
  size: null,
  span: { from: 0, to: 1000 },
  hidden: new Set(),
  table: false,
  quiet: false,
  scroll: 0,
  box: null,
};

export const useLooks = create<Looks>()(() => startLooks);

// Where one has zoomed to is about one target's time; what is hidden, and the table, are the person's way of looking.
keepPerSession(useLooks, ['following', 'size', 'span', 'scroll', 'box']);

/** Where time stands: the first event, and now. */
export interface Moment {
  readonly first: number;
  readonly now: number;
}

/** The stretch of time to draw. */
export const spanOf = (looks: Looks, { first, now }: Moment): Span =>
  !looks.following
    ? looks.span
    : looks.size === 'all'
      ? whole(first, now)
      : looks.size === null
        ? followFrom(first, now, startSize(first, now))
        : follow(looks.size, now);

const size = (span: Span): number => span.to - span.from;

/** A view that stands still, over what there is. */
const letGo = (span: Span, { first, now }: Moment): Pick<Looks, 'following' | 'span'> => ({
  following: false,
  span: held(span, first, now),
});

/** A moment this share of the view before "now", or later, is "now" to a hand that points at it. */
const nearNow = 0.03;

/**
 * Zooms about a moment; null: about "now" while following, else about the middle. What one points at must not go away
 * under the pointer, so following goes on only where that is "now".
 */
export const zoomBy = (factor: number, moment: Moment, about: number | null = null): void =>
  useLooks.setState((looks) => {
    const span = spanOf(looks, moment);
    // No further out than there is something to see; who is there already stays.
    const by = Math.min(factor, Math.max(1, widest(moment.first, moment.now) / size(span)));
    if (looks.following && (about === null || about >= moment.now - size(span) * nearNow))
      return { size: size(zoom(span, moment.now, by)) };
    return letGo(zoom(span, about ?? (span.from + span.to) / 2, by), moment);
  });

/** Panning lets go of "now". */
export const panBy = (share: number, moment: Moment): void =>
  useLooks.setState((looks) => letGo(pan(spanOf(looks, moment), share), moment));

/** Follows "now" again, with the size in view, or lets go of it. */
export const toggleFollow = (moment: Moment): void =>
  useLooks.setState((looks) => {
    const span = spanOf(looks, moment);
    return looks.following ? letGo(span, moment) : { following: true, size: size(span) };
  });

/** Shows everything, and what comes too, until somebody zooms or pans. */
export const showAll = (): void => useLooks.setState({ following: true, size: 'all', box: null });

/** Brings a moment into view if it is not. */
export const showMoment = (time: number, moment: Moment): void =>
  useLooks.setState((looks) => {
    const span = spanOf(looks, moment);
    const next = reveal(span, time);
    return next === span ? {} : letGo(next, moment);
  });

export const toggleTable = (): void => useLooks.setState((looks) => ({ table: !looks.table }));

/** Opens the lanes of actors of whom nothing was seen, or folds them. */
export const toggleQuiet = (): void => useLooks.setState((looks) => ({ quiet: !looks.quiet }));

export const toggleCategory = (category: Category): void =>
  useLooks.setState((looks) => {
    const hidden = new Set(looks.hidden);
    if (!hidden.delete(category)) hidden.add(category);
    return { hidden };
  });

/** Draws a box over what is in view, or takes the box away. */
export const toggleBox = (moment: Moment, lanes: readonly LaneId[]): void =>
  useLooks.setState((looks) => ({
    box: looks.box === null ? boxOver(spanOf(looks, moment), moment.now, lanes) : null,
  }));

/** Moves the end of the box by a share of the view; without one it begins one at `start`. */
export const stretchBox = (
  share: number,
  moment: Moment,
  begin: { readonly start: number; readonly lanes: readonly LaneId[] },
): void => {
  useLooks.setState((looks) => {
    const span = spanOf(looks, moment);
    const box = looks.box ?? { from: begin.start, to: begin.start, lanes: begin.lanes };
    return { box: stretch(box, (span.to - span.from) * share) };
  });
  const { box } = useLooks.getState();
  if (box !== null) showMoment(box.to, moment);
};

/** Gives the box one lane more below, or one less. */
export const reachBox = (by: 1 | -1, lanes: readonly LaneId[]): void =>
  useLooks.setState((looks) => (looks.box === null ? {} : { box: reach(looks.box, by, lanes) }));

/** Shows what the box holds, and nothing else. */
export const zoomToBox = (): void =>
  useLooks.setState((looks) => (looks.box === null ? {} : { following: false, span: around(looks.box) }));
