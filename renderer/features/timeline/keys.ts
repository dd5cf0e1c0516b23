/** Keys of the timeline while it has the focus; the same acts stand in the palette (commands.ts). */
import { useView } from '../../state/view.js';
import { stepEvent } from './actions.js';
import { momentOf } from './current.js';
import { panBy, showAll, toggleFollow, toggleTable, useLooks, zoomBy } from './looks.js';

const acts: Readonly<Record<string, () => void>> = {
  w: () => zoomBy(1 / 1.5, momentOf()),
  s: () => zoomBy(1.5, momentOf()),
  a: () => panBy(-0.15, momentOf()),
  d: () => panBy(0.15, momentOf()),
  ArrowLeft: () => panBy(-0.05, momentOf()),
  ArrowRight: () => panBy(0.05, momentOf()),
  f: () => toggleFollow(momentOf()),
  '[': () => void stepEvent(-1),
  ']': () => void stepEvent(1),
  Home: () => showAll(momentOf()),
  t: toggleTable,
};

/** Does what the key stands for; true when it stood for something. Keys with Ctrl, Alt or Meta are not ours. */
export const onKey = (event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): boolean => {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === 'Escape') {
    const { box } = useLooks.getState();
    if (box === null && useView.getState().event === null) return false;
    if (box !== null) useLooks.setState({ box: null });
    else useView.setState({ event: null });
    return true;
  }
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act === undefined) return false;
  act();
  return true;
};
