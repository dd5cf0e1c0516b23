/** What one can do on the timeline by pointer or key: choose an event, step to the next one, cross-light the rest of the window. */
import type { LabEvent } from '../../../shared/facts/event.js';
import { indexOfId } from '../../../shared/timeline/chart.js';
import { categoryOf, type Category, marksOf } from '../../../shared/timeline/mark.js';
import { useCursor } from '../../state/cursor.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { momentOf } from './current.js';
import { showMoment, useLooks } from './looks.js';

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

/** Lights up an event and its device wherever they are shown; nulls put the light out. */
export const light = (event: LabEvent | null, device: LabEvent['device']): void => {
  const lit = { event: event?.id ?? null, device: event?.device ?? device };
  const now = useCursor.getState();
  if (now.event !== lit.event || now.device !== lit.device) useCursor.setState(lit);
};
