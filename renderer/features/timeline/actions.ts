/** What one can do on the timeline by pointer or key: choose an event, step to the next one. */
import type { LabEvent } from '../../../shared/facts/event.js';
import type { LaneId } from '../../../shared/timeline/box.js';
import { indexOfId, laneOrder, quietActors } from '../../../shared/timeline/chart.js';
import { actors, categoryOf, type Category, marksOf } from '../../../shared/timeline/mark.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { currentChart, momentOf } from './current.js';
import { reachBox, showMoment, spanOf, stretchBox, toggleBox, toggleCategory, useLooks } from './looks.js';

/** The filter an event obeys; `other` cannot be filtered. */
export const categoryOfEvent = (event: LabEvent): Category => {
  const shape = marksOf(event)[0]?.shape;
  return shape === undefined ? 'other' : categoryOf(shape);
};

/** Chooses an event, and with it its device, everywhere. */
export const chooseEvent = (event: LabEvent): void => {
  if (event.device !== null && event.device !== useView.getState().selected) select(event.device);
  useView.setState({ event: event.id });
};

/** Events one steps through: those that say something by themselves, and are not filtered out. */
const worthAStop = (event: LabEvent, hidden: ReadonlySet<Category>): boolean => {
  const shape = marksOf(event)[0]?.shape;
  if (shape === undefined || shape === 'tick' || shape === 'notice' || shape === 'done' || shape === 'change')
    return false;
  return !hidden.has(categoryOf(shape));
};

/** Chooses the next (1) or previous (-1) event from the chosen one, or from the newest, and brings it into view. */
export const stepEvent = (direction: 1 | -1): LabEvent | null => {
  const { events } = useSession.getState();
  const { hidden } = useLooks.getState();
  const { event: chosen } = useView.getState();
  const from = chosen === null ? (direction === 1 ? -1 : events.length) : indexOfId(events, chosen);
  for (let index = from + direction; index >= 0 && index < events.length; index += direction) {
    const event = events[index];
    if (event === undefined || !worthAStop(event, hidden)) continue;
    chooseEvent(event);
    showMoment(event.seenAt, momentOf());
    return event;
  }
  return null;
};

/** Moves the view to the chosen event, whoever chose it; shows its kind where the filter hides it. */
export const showChosen = (): void => {
  const { events } = useSession.getState();
  const { event: chosen } = useView.getState();
  const event = chosen === null ? undefined : events[indexOfId(events, chosen)];
  if (event === undefined) return;
  const category = categoryOfEvent(event);
  if (useLooks.getState().hidden.has(category)) toggleCategory(category);
  showMoment(event.seenAt, momentOf());
};

/** Every lane that is shown, from top to bottom. */
const allLanes = (): readonly LaneId[] => {
  const chart = currentChart();
  const folded = useLooks.getState().quiet ? [] : quietActors(chart);
  return [...actors.filter((id) => !folded.includes(id)), ...laneOrder(chart, useView.getState().selected)];
};

/** Draws a box over what is in view, or takes it away. */
export const measureView = (): void => toggleBox(momentOf(), allLanes());

/** Where a box begins that is drawn by keys: at the chosen event, else in the middle of what was seen. */
const boxStart = (): number => {
  const { events } = useSession.getState();
  const { event } = useView.getState();
  const chosen = event === null ? undefined : events[indexOfId(events, event)];
  const moment = momentOf();
  const { from, to } = spanOf(useLooks.getState(), moment);
  return chosen?.seenAt ?? (from + Math.min(to, moment.now)) / 2;
};

/** Draws or grows a box by keys: `across` a share of the view, or one lane up or down. */
export const growBox = (by: { readonly across: number } | { readonly lanes: 1 | -1 }): void => {
  if ('across' in by) stretchBox(by.across, momentOf(), { start: boxStart(), lanes: allLanes() });
  else reachBox(by.lanes, allLanes());
};
