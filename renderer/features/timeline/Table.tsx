/** The timeline as a table: the same events, each with its cause in words; for screen readers, and for reading. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { LabEvent } from '../../../shared/facts/event.js';
import { marksOf } from '../../../shared/timeline/mark.js';
import { sentenceOf, titleOf } from '../../../shared/timeline/words.js';
import { light, useCursor } from '../../state/cursor.js';
import { useRecord } from '../../state/record.js';
import { lastKnown, useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { categoryOfEvent, chooseEvent } from './actions.js';
import { useLooks } from './looks.js';
import { clock, clockWithOffset } from './paint/clock.js';
import { causeOf, causeText } from './TipCard.js';
import './table.css';

const who = { you: 'You', kernel: 'Kernel', tsm: 'TSM', verifier: 'Verifier', device: 'Device' } as const;

const whoOf = (event: LabEvent): string =>
  event.kind === 'fall' ? who.device : who[marksOf(event)[0]?.lane ?? 'kernel'];

const toneOf = (event: LabEvent): 'fault' | 'refuse' | undefined => {
  if (event.kind === 'fall' || event.kind === 'fault' || event.kind === 'lost') return 'fault';
  return event.kind === 'outcome' && event.outcome.kind === 'refused' ? 'refuse' : undefined;
};

const rowHeight = 25;

/** Indices of the events that pass the filter, oldest first. */
const usePassing = (): readonly number[] => {
  const revision = useRecord((record) => record.revision);
  const hidden = useLooks((looks) => looks.hidden);
  return useMemo(() => {
    // `events` grows in place: its revision stands for it.
    void revision;
    const { events } = useSession.getState();
    const found: number[] = [];
    for (let index = 0; index < events.length; index += 1) {
      const event = events[index];
      if (event !== undefined && (hidden.size === 0 || !hidden.has(categoryOfEvent(event)))) found.push(index);
    }
    return found;
  }, [revision, hidden]);
};

interface RowProps {
  readonly event: LabEvent;
  readonly events: readonly LabEvent[];
  /** Place among those that pass, from 0. */
  readonly place: number;
}

/** What led to an event: when it was stands first, where nothing cuts it off; all of it in the tooltip. */
const Because = ({ event, events }: Pick<RowProps, 'event' | 'events'>) => {
  const because = causeOf(events, event);
  if (because === null) return null;
  const { cause, how } = because;
  return (
    <bdi data-tip={causeText(events, event)}>
      {cause === undefined ? `event ${because.id}, not in view` : `${clock(cause.seenAt, 1)} ${titleOf(cause)}`}
      {how}
    </bdi>
  );
};

const Row = ({ event, events, place }: RowProps) => {
  const chosen = useView((view) => view.event === event.id);
  const lit = useCursor((cursor) => cursor.event === event.id);
  const device = event.device === null ? '' : (lastKnown(useSession.getState(), event.device)?.name ?? event.device);
  return (
    <tr
      aria-rowindex={place + 2}
      data-chosen={chosen || undefined}
      data-lit={lit || undefined}
      data-tone={toneOf(event)}
      onPointerEnter={() => light(event, event.device)}
      onPointerLeave={() => light(null, null)}
    >
      <td className="tl-cell-time" title={clockWithOffset(event.seenAt)}>
        {clock(event.seenAt, 1)}
      </td>
      <td>{whoOf(event)}</td>
      <td>
        <bdi>{device}</bdi>
      </td>
      <td>
        <button type="button" tabIndex={-1} aria-pressed={chosen} onClick={() => chooseEvent(event)}>
          <bdi>{sentenceOf(event)}</bdi>
        </button>
      </td>
      <td>
        <Because event={event} events={events} />
      </td>
    </tr>
  );
};

/** An empty row that stands for those out of view. */
const Gap = ({ height }: { readonly height: number }) =>
  height <= 0 ? null : (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of nothing takes no focus, and is not to be read
    <tr aria-hidden="true">
      <td colSpan={5} style={{ height, padding: 0 }} />
    </tr>
  );

const Head = () => (
  <thead>
    <tr aria-rowindex={1}>
      <th scope="col">Time</th>
      <th scope="col">Who</th>
      <th scope="col">Device</th>
      <th scope="col">What</th>
      <th scope="col">Because of</th>
    </tr>
  </thead>
);

/** Arrow keys move the choice; the chosen row is kept in view. */
export const Table = () => {
  const scroller = useRef<HTMLDivElement>(null);
  const { events } = useSession.getState();
  const passing = usePassing();
  const chosen = useView((view) => view.event);
  const following = useLooks((looks) => looks.following);
  const rows = useVirtualizer({
    count: passing.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The head scrolls with the rows and then stays on top of them.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  const at = chosen === null ? -1 : passing.findIndex((index) => events[index]?.id === chosen);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
    else if (following && passing.length > 0) rows.scrollToIndex(passing.length - 1);
  }, [at, following, passing.length, rows]);

  const move = (to: number): void => {
    const event = events[passing[Math.min(passing.length - 1, Math.max(0, to))] ?? -1];
    if (event !== undefined) chooseEvent(event);
  };
  const start = at < 0 ? passing.length : at;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: start + 1,
    ArrowUp: start - 1,
    PageDown: start + 10,
    PageUp: start - 10,
    Home: 0,
    End: passing.length - 1,
  };
  const items = rows.getVirtualItems();
  return (
    <section
      className="tl-rows"
      aria-label="Events; arrow keys choose one"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key (WCAG 2.1.1)
      tabIndex={0}
      onKeyDown={(event) => {
        const to = moves[event.key];
        if (to === undefined) return;
        event.preventDefault();
        move(to);
      }}
    >
      <table className="tl-table" aria-label="Events, oldest first" aria-rowcount={passing.length + 1}>
        <Head />
        <tbody>
          <Gap height={(items[0]?.start ?? rowHeight) - rowHeight} />
          {items.map((item) => {
            const event = events[passing[item.index] ?? -1];
            return event === undefined ? null : <Row key={event.id} event={event} events={events} place={item.index} />;
          })}
          <Gap height={rows.getTotalSize() + rowHeight - (items.at(-1)?.end ?? rowHeight)} />
        </tbody>
      </table>
      {passing.length === 0 && <p className="tl-none">No event matches the filter.</p>}
    </section>
  );
};
