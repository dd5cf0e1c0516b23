/** The index of the open session, grown on demand, and the two times everything is measured by: the first event, and now. */
import { type Chart, createChart, growChart } from '../../../shared/timeline/chart.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { onForget } from '../../state/perSession.js';
import { type SessionState, useSession } from '../../state/session.js';
import type { Moment } from './looks.js';

interface Held {
  readonly first: LabEvent | undefined;
  readonly chart: Chart;
}
const heldOf = new Map<string | null, Held>();
onForget((session) => heldOf.delete(session));

/** The chart of the session in front with all events there are now. Each session has its own. */
export const currentChart = (): Chart => {
  const { session, events } = useSession.getState();
  const before = heldOf.get(session);
  // The first event is part of the identity: keep it once there is one.
  const fits =
    before !== undefined &&
    (before.first === undefined || before.first === events[0]) &&
    events.length >= before.chart.size;
  const held: Held = { first: events[0], chart: fits ? before.chart : createChart() };
  heldOf.set(session, held);
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
