/** What can be done with the devices that are picked, or with the chosen one: none of it writes to a target. */
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
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

export const handledWait = (): string | null => (handled().length === 0 ? 'no device is chosen' : null);

/** Why these devices cannot be written as a filter, or null. */
export const theseWait = (): string | null =>
  handledWait() ?? (handled().length > mostWritten ? `more than ${mostWritten} addresses are no filter to read` : null);
