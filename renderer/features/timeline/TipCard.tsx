/** The tooltip of a mark: time with offset, what happened, what led to it, and what it led to. */
import type { LabEvent } from '../../../shared/facts/event.js';
import { faultBehind, indexOfId } from '../../../shared/timeline/chart.js';
import { effectsOf } from '../../../shared/timeline/effects.js';
import { duration, sentenceOf } from '../../../shared/timeline/words.js';
import { lastKnown, useSession } from '../../state/session.js';
import { clock, clockWithOffset } from './paint/clock.js';
import { useTip } from './tip.js';

const mostLines = 6;

/** The event that led to another one, undefined where the window does not have it, with the words for how that is known; null for none. */
export const causeOf = (events: readonly LabEvent[], { cause }: LabEvent) =>
  cause === null
    ? null
    : {
        id: cause.id,
        cause: events[indexOfId(events, cause.id)],
        how: cause.how === 'inferred' ? ', by the times' : '',
      };

/** How an event came about, in words, or null. */
export const causeText = (events: readonly LabEvent[], event: LabEvent): string | null => {
  const because = causeOf(events, event);
  if (because === null) return null;
  const { id, cause, how } = because;
  return cause === undefined
    ? `event ${id}, not in view${how}`
    : `${sentenceOf(cause).replace(/\.$/, '')}, at ${clock(cause.seenAt, 1)}${how}`;
};

const Happened = ({ event, events }: { readonly event: LabEvent; readonly events: readonly LabEvent[] }) => {
  const fault = event.kind === 'fall' || event.kind === 'uevent' ? faultBehind(events, event) : null;
  const lag = fault === null ? 0 : event.seenAt - fault.seenAt;
  const late = event.happenedAt === null ? 0 : event.seenAt - event.happenedAt;
  return (
    <>
      {lag >= 1 && <p>Happened {duration(lag)} before it was seen.</p>}
      {fault === null && late >= 1 && <p>The target says {duration(late)} earlier.</p>}
    </>
  );
};

export const TipCard = () => {
  const shown = useTip((tip) => tip.shown);
  const session = useSession.getState();
  const { events } = session;
  const event = shown === null ? undefined : events[shown.ref];
  if (shown === null || event === undefined) return null;
  const device = event.device === null ? null : (lastKnown(session, event.device)?.name ?? event.device);
  const cause = causeText(events, event);
  const effects = effectsOf(events, shown.ref).length;
  const others = shown.refs.filter((ref) => ref !== shown.ref);
  return (
    <div
      className="tl-tip"
      aria-hidden="true"
      style={{ '--x': `${shown.x}px`, '--y': `${shown.y}px` } as React.CSSProperties}
    >
      <p className="tl-tip-time">
        {clockWithOffset(event.seenAt)}
        {device !== null && (
          <b>
            <bdi>{device}</bdi>
          </b>
        )}
      </p>
      <p className="tl-tip-what">
        <bdi>{sentenceOf(event)}</bdi>
      </p>
      <Happened event={event} events={events} />
      {cause !== null && (
        <p>
          Because of: <bdi>{cause}</bdi>
        </p>
      )}
      {effects > 0 && <p>Led to {effects === 1 ? '1 event' : `${effects} events`}.</p>}
      {others.length > 0 && (
        <ul>
          {others.slice(0, mostLines).map((ref) => {
            const other = events[ref];
            return other === undefined ? null : (
              <li key={ref}>
                <bdi>{sentenceOf(other)}</bdi>
              </li>
            );
          })}
          {others.length > mostLines && <li>and {others.length - mostLines} more: zoom in to tell them apart</li>}
        </ul>
      )}
    </div>
  );
};
