/** What happened to this device, newest first; choosing a line chooses the event everywhere. */
import { useEffect, useRef } from 'react';
import type { LabEvent } from '../../../shared/facts/event.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { sentenceOf } from '../../../shared/timeline/words.js';
import { verbOf } from '../../../shared/timeline/verb.js';
import { light, useCursor } from '../../state/cursor.js';
import { useView } from '../../state/view.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Icon, type IconName } from '../../ui/Icon.js';
import { clockText, fullTimeText } from '../../ui/Time.js';
import { classes, type Tone } from '../../ui/tone.js';
import { useHistory } from './live.js';

interface Sign {
  readonly icon: IconName;
  readonly tone?: Tone;
}

const signOf = (event: LabEvent): Sign => {
  switch (event.kind) {
    case 'write':
      return { icon: 'write', tone: 'accent' };
    case 'outcome':
      return event.outcome.kind === 'done'
        ? { icon: 'check' }
        : event.outcome.kind === 'refused'
          ? { icon: 'refusal', tone: 'refuse' }
          : { icon: 'fault', tone: 'fault' };
    case 'held':
      return { icon: 'refusal', tone: 'refuse' };
    case 'fall':
      return { icon: 'fall', tone: 'fault' };
    case 'fault':
      return { icon: 'cause', tone: 'fault' };
    case 'read':
      return { icon: 'read' };
    case 'uevent':
      return { icon: 'uevent' };
    case 'netlink':
      return { icon: 'netlink' };
    case 'lapsed':
      return { icon: 'fall', tone: 'fault' };
    case 'gathered':
    case 'judged':
    case 'verdict':
      return { icon: 'evidence' };
    case 'change':
      return { icon: 'arrow' };
    default:
      return { icon: 'log' };
  }
};

/** The device is known here, so a write needs no path. */
const wordsOf = (event: LabEvent): string =>
  event.kind === 'write' ? `${verbOf(event.path, event.value)}: write ${event.value}` : sentenceOf(event);

const Line = ({ event }: { readonly event: LabEvent }) => {
  const chosen = useView((view) => view.event === event.id);
  const lit = useCursor((cursor) => cursor.event === event.id);
  const { icon, tone } = signOf(event);
  const line = useRef<HTMLLIElement>(null);
  // Chosen elsewhere, on the timeline or in the console, it may be far down.
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={line}>
      <button
        type="button"
        className={classes('insp-event', lit && 'is-lit', chosen && 'is-chosen')}
        aria-pressed={chosen}
        onClick={() => useView.setState({ event: event.id })}
        onPointerEnter={() => light(event, event.device)}
        onPointerLeave={() => light(null, null)}
      >
        <span className="insp-event-time tnum" data-tip={fullTimeText(event.seenAt)}>
          {clockText(event.seenAt)}
        </span>
        <Icon name={icon} size={14} {...(tone === undefined ? {} : { tone })} />
        <span className="ell" data-tip={sentenceOf(event)}>
          {wordsOf(event)}
        </span>
      </button>
    </li>
  );
};

export function HistoryList({ path }: { readonly path: DevicePath }) {
  const events = useHistory(path);
  if (events.length === 0)
    return (
      <EmptyState
        title="Nothing happened to it yet"
        text="Writes, notices and changed facts of this device stand here."
      />
    );
  return (
    <ol className="insp-history">
      {events.toReversed().map((event) => (
        <Line key={event.id} event={event} />
      ))}
    </ol>
  );
}
