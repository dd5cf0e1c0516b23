/** The stretch of time in view, and how zooming, panning and following move it. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A tenth of a millisecond to thirty days across. */
const least = 0.1;
const most = 30 * 86_400_000;

/** The share of the view that lies right of "now" while following: room for what is predicted. */
const ahead = 0.175;

/** Zooms about a moment; `factor` below 1 shows less time. */
export const zoom = (span: Span, about: number, factor: number): Span => {
  const size = span.to - span.from;
  const next = Math.min(most, Math.max(least, size * factor));
  const share = size > 0 ? (about - span.from) / size : 0.5;
  return { from: about - next * share, to: about + next * (1 - share) };
};

/** Moves by a share of what is in view: 0.1 is a tenth to the right. */
export const pan = (span: Span, share: number): Span => {
  const by = (span.to - span.from) * share;
  return { from: span.from + by, to: span.to + by };
};

/** Keeps "now" at its place and the size as it is. */
export const follow = (size: number, now: number): Span => ({ from: now - size * (1 - ahead), to: now + size * ahead });

/** Follows from the first event on: "now" moves to its place first, and then the picture moves. */
export const followFrom = (first: number, now: number, size: number): Span => {
  const span = follow(size, now);
  const start = first - size * 0.03;
  return Number.isFinite(first) && start > span.from ? { from: start, to: start + size } : span;
};

/** What to show before anybody zoomed: all there is, between 12 seconds and two minutes of it. */
export const startSize = (first: number, now: number): number => {
  const seen = Number.isFinite(first) ? now - first : 0;
  return Math.min(120_000, Math.max(12_000, seen * 1.04)) / (1 - ahead);
};

/** Everything from first to now, with a little room. */
export const whole = (first: number, now: number): Span => {
  const size = Math.max(1000, (now - first) * 1.04) / (1 - ahead);
  return follow(size, now);
};

/** Moves the view no more than needed for a moment to lie well within it. */
export const reveal = (span: Span, moment: number): Span => {
  const size = span.to - span.from;
  if (moment >= span.from + size * 0.05 && moment <= span.to - size * 0.1) return span;
  return { from: moment - size / 2, to: moment + size / 2 };
};

/** As much time as can be looked at in one view, in milliseconds: all there is, or the view one begins with, and a quarter more. */
export const widest = (first: number, now: number): number => {
  const { from, to } = whole(first, now);
  return Math.min(most, 1.25 * Math.max(to - from, startSize(first, now)));
};

/** Keeps a view over what there is: no more than half of it may lie before the first event, or after now. */
export const held = (span: Span, first: number, now: number): Span => {
  const size = span.to - span.from;
  const earliest = (Number.isFinite(first) ? Math.min(first, now) : now) - size / 2;
  const from = Math.min(now - size / 2, Math.max(earliest, span.from));
  return from === span.from ? span : { from, to: from + size };
};
