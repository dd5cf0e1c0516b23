/** The timeline panel: what was written, what the kernel and the devices did, and what led to what (R24). */
import type { Category } from '../../../shared/timeline/mark.js';
import { useRecord } from '../../state/record.js';
import { useKeys } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { Chip, type ChipProps } from '../../ui/Chip.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { IconButton } from '../../ui/IconButton.js';
import { Panel } from '../../ui/Panel.js';
import { currentChart, momentOf } from './current.js';
import { useDrawn } from './drawn.js';
import { onKey } from './keys.js';
import { toggleCategory, toggleFollow, toggleTable, useLooks } from './looks.js';
import { rangeText } from './paint/clock.js';
import { Picture } from './Picture.js';
import { Table } from './Table.js';
import './timeline.css';

interface Kind extends Pick<ChipProps, 'icon' | 'tone'> {
  readonly category: Exclude<Category, 'other'>;
  readonly word: string;
}

const kinds: readonly Kind[] = [
  { category: 'writes', word: 'Writes', icon: 'write', tone: 'accent' },
  { category: 'refusals', word: 'Refusals', icon: 'refusal', tone: 'refuse' },
  { category: 'uevents', word: 'Uevents', icon: 'uevent' },
  { category: 'faults', word: 'Faults', icon: 'fault', tone: 'fault' },
];

/** Counts by kind; each hides or shows its kind. */
const Chips = () => {
  useRecord((record) => record.revision);
  const hidden = useLooks((looks) => looks.hidden);
  const { counts } = currentChart();
  return (
    <fieldset className="tl-chips" aria-label="Show in the timeline">
      {kinds.map(({ category, word, ...look }) => (
        <Chip
          key={category}
          {...look}
          count={counts[category]}
          pressed={!hidden.has(category)}
          tip={`${hidden.has(category) ? 'Show' : 'Hide'} ${word.toLowerCase()}`}
          onPress={() => toggleCategory(category)}
        >
          {word}
        </Chip>
      ))}
    </fieldset>
  );
};

/** What is in view of what happened; of the table, and in the tooltip, all of it. */
const Range = () => {
  useRecord((record) => record.revision);
  // As text: while one pans, most frames change nothing here.
  const inView = useDrawn(({ span }) => (span === null ? null : rangeText(span.from, span.to)));
  const { first, last, size } = currentChart();
  if (size === 0) return null;
  const all = rangeText(first, last);
  return (
    <span className="tl-range" data-tip={`All events: ${all}`}>
      {inView ?? all}
    </span>
  );
};

const Actions = () => {
  const following = useLooks((looks) => looks.following);
  const table = useLooks((looks) => looks.table);
  const follow = useKeys('timeline.follow');
  const asTable = useKeys('timeline.table');
  return (
    <>
      <Range />
      <IconButton
        icon="follow"
        label="Follow now"
        {...follow}
        pressed={following}
        onPress={() => toggleFollow(momentOf())}
      />
      <IconButton icon="table" label="As a table" {...asTable} pressed={table} onPress={toggleTable} />
    </>
  );
};

export const Timeline = () => {
  const table = useLooks((looks) => looks.table);
  const empty = useSession((session) => session.session === null);
  return (
    <Panel title="Timeline" lead={<Chips />} actions={<Actions />}>
      {empty ? (
        <EmptyState
          title="Nothing has happened yet"
          text="Open a target: every write, refusal, uevent and fault is drawn here as it comes."
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: T and F reach it from whatever has the focus in the panel
        <div
          className="tl-body"
          onKeyDown={(event) => {
            if (event.defaultPrevented || (event.key !== 't' && event.key !== 'f') || !onKey(event)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {table ? <Table /> : <Picture />}
        </div>
      )}
    </Panel>
  );
};
