/** The index of the open session, grown on demand, and the two times everything is measured by: the first event, and now. */
import { type Chart, createChart, growChart } from '../../../shared/timeline/chart.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { type SessionState, useSession } from '../../state/session.js';
import type { Moment } from './looks.js';

let held: { readonly session: string | null; readonly first: LabEvent | undefined; readonly chart: Chart } | null =
  null;

/** The chart of the open session with all events there are now. Another session starts another one. */
export const currentChart = (): Chart => {
  const { session, events } = useSession.getState();
  const fits =
    held !== null && held.session === session && held.first === events[0] && events.length >= held.chart.size;
  if (held === null || !fits) held = { session, first: events[0], chart: createChart() };
  // The first event is part of the identity: keep it once there is one.
  if (held.first === undefined && events[0] !== undefined) held = { ...held, first: events[0] };
  growChart(held.chart, events);
  return held.chart;
};

/** True when nothing more will come: the session is lost, or the line to the lab is down. */
export const isOver = (session: SessionState): boolean => session.status?.state === 'lost' || session.down !== null;

/** A target whose clock is this far from ours has a clock of its own: then its last word is "now". */
const otherClock = 3_600_000;

export const nowOf = (session: SessionState, chart: Chart): number => {
  const seen = Math.max(chart.last, session.snapshot?.at ?? Number.NEGATIVE_INFINITY);
  if (isOver(session)) return Number.isFinite(seen) ? seen : Date.now();
  const here = Date.now();
  return !Number.isFinite(seen) || Math.abs(here - seen) < otherClock
    ? Math.max(here, Number.isFinite(seen) ? seen : here)
    : seen;
};

export const momentOf = (): Moment => {
  const chart = currentChart();
  return { first: chart.first, now: nowOf(useSession.getState(), chart) };
};
