/** The timeline's commands and keys, for palette, menus and key handling. */
import { quietActors } from '../../../shared/timeline/chart.js';
import { registerCommands } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { measureView, showChosen, stepEvent } from './actions.js';
import { currentChart, momentOf } from './current.js';
import { panBy, showAll, toggleFollow, toggleQuiet, toggleTable, useLooks, zoomBy, zoomToBox } from './looks.js';

const group = 'Timeline';

const closed = (): string | null => (useSession.getState().session === null ? 'no target is open' : null);

/** Plain letters are keys of the bench; elsewhere, and under a dialog, they go on to whoever wants them. */
const onBench = (act: () => void) => (): boolean => {
  const { page, dialog } = useView.getState();
  if (page !== 'bench' || dialog !== null) return false;
  act();
  return true;
};

const step = (direction: 1 | -1) => onBench(() => void stepEvent(direction));

registerCommands([
  {
    id: 'timeline.in',
    title: 'Zoom in',
    group,
    keys: ['W'],
    held: true,
    waits: closed,
    run: onBench(() => zoomBy(1 / 1.5, momentOf())),
  },
  {
    id: 'timeline.out',
    title: 'Zoom out',
    group,
    keys: ['S'],
    held: true,
    waits: closed,
    run: onBench(() => zoomBy(1.5, momentOf())),
  },
  {
    id: 'timeline.left',
    title: 'Pan left',
    group,
    keys: ['A'],
    held: true,
    also: 'earlier',
    waits: closed,
    run: onBench(() => panBy(-0.15, momentOf())),
  },
  {
    id: 'timeline.right',
    title: 'Pan right',
    group,
    keys: ['D'],
    held: true,
    also: 'later',
    waits: closed,
    run: onBench(() => panBy(0.15, momentOf())),
  },
  { id: 'timeline.previous', title: 'Previous event', group, keys: ['['], held: true, waits: closed, run: step(-1) },
  { id: 'timeline.next', title: 'Next event', group, keys: [']'], held: true, waits: closed, run: step(1) },
  {
    id: 'timeline.chosen',
    title: 'Bring the chosen event into view',
    group,
    also: 'selected go to',
    waits: () => closed() ?? (useView.getState().event === null ? 'no event is chosen' : null),
    run: onBench(showChosen),
  },
  {
    id: 'timeline.follow',
    title: 'Follow now',
    group,
    keys: ['F'],
    also: 'live',
    waits: closed,
    run: onBench(() => toggleFollow(momentOf())),
  },
  {
    id: 'timeline.table',
    title: 'Timeline as a table',
    group,
    keys: ['T'],
    also: 'list events',
    waits: closed,
    run: onBench(toggleTable),
  },
  {
    id: 'timeline.quiet',
    title: 'Open or fold the lanes of quiet actors',
    group,
    also: 'show hide empty kernel tsm verifier',
    waits: () => closed() ?? (quietActors(currentChart()).length === 0 ? 'every actor has events' : null),
    run: onBench(toggleQuiet),
  },
  {
    id: 'timeline.all',
    title: 'Show all events',
    group,
    also: 'fit zoom',
    waits: closed,
    run: onBench(showAll),
  },
  {
    id: 'timeline.box',
    title: 'Measure what is in view',
    group,
    keys: ['B'],
    also: 'box selection statistics figures',
    waits: closed,
    run: onBench(measureView),
  },
  {
    id: 'timeline.box.zoom',
    title: 'Zoom to the box',
    group,
    keys: ['Z'],
    waits: () => closed() ?? (useLooks.getState().box === null ? 'no box is drawn' : null),
    run: onBench(zoomToBox),
  },
  {
    id: 'timeline.filters',
    title: 'Show all kinds of events',
    group,
    also: 'filter reset writes refusals uevents faults',
    waits: () => (useLooks.getState().hidden.size === 0 ? 'nothing is hidden' : null),
    run: () => useLooks.setState({ hidden: new Set() }),
  },
]);
