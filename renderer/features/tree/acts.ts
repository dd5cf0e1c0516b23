/** What can be done with the devices that are picked, or with the chosen one: none of it writes to a target. */
import { clearFacet, toggleValue } from '../../../shared/filter/facets.js';
import { busWord } from '../../../shared/filter/words.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { fold } from './folding.js';
import type { Hierarchy } from './hierarchy.js';
import { currentPins, togglePins } from './pins.js';
import { handled, unpick } from './picks.js';

const mostWritten = 200;

/** Their addresses, as the kernel writes them. */
const addresses = (): readonly string[] => {
  const devices = useSession.getState().snapshot?.devices;
  return handled().flatMap((path) => devices?.[path]?.id ?? []);
};

/** A line each. */
export const copyAddresses = (): Promise<void> => navigator.clipboard.writeText(addresses().join('\n'));

export const pinHandled = (): void => togglePins(handled());

/** True when all of them are pinned. */
export const handledPinned = (): boolean => {
  const pins = currentPins();
  return handled().every((path) => pins.includes(path));
};

/** Shows these devices alone, by writing their addresses into the filter. */
export const filterToThese = (): void => {
  useView.setState({ filter: `address=${addresses().join(',')}` });
  unpick();
};

/** Shows the bus of the chosen device alone; all else the filter asks stays. */
export const filterToBus = (): void => {
  const [path] = handled();
  const device = path === undefined ? undefined : useSession.getState().snapshot?.devices[path];
  if (device === undefined) return;
  const { filter } = useView.getState();
  useView.setState({ filter: toggleValue(clearFacet(filter, 'bus'), 'bus', busWord(device)) });
};

/** Unfolds these devices and all that hangs behind them. */
export const unfoldBelow = (hierarchy: Hierarchy | null): void => {
  const open = new Set(handled());
  // Parents stand before what hangs behind them.
  for (const { key, above } of hierarchy?.nodes ?? []) if (above !== null && open.has(above)) open.add(key);
  fold([...open], false);
};

export const handledWait = (): string | null => (handled().length === 0 ? 'no device is chosen' : null);

/** Why these devices cannot be written as a filter, or null. */
export const theseWait = (): string | null =>
  handledWait() ?? (handled().length > mostWritten ? `more than ${mostWritten} addresses are no filter to read` : null);
