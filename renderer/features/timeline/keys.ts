/** Keys of the timeline while it has the focus; the same acts stand in the palette (commands.ts). */
import { useView } from '../../state/view.js';
import { growBox, measureView, stepEvent } from './actions.js';
import { momentOf } from './current.js';
import { panBy, showAll, toggleFollow, toggleTable, useLooks, zoomBy, zoomToBox } from './looks.js';

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
  Home: showAll,
  t: toggleTable,
  b: measureView,
  z: zoomToBox,
};

/** With Shift the arrows draw a box. */
const shifted: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => growBox({ across: -0.025 }),
  ArrowRight: () => growBox({ across: 0.025 }),
  ArrowUp: () => growBox({ lanes: -1 }),
  ArrowDown: () => growBox({ lanes: 1 }),
};

const keyOf = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

/** Does what the key stands for; true when it stood for something. Keys with Ctrl, Alt or Meta are not ours. */
export const onKey = (event: {
  readonly key: string;
  readonly shiftKey: boolean;
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
  const act = (event.shiftKey ? shifted[event.key] : undefined) ?? acts[keyOf(event.key)];
  if (act === undefined) return false;
  act();
  return true;
};
