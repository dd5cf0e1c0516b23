/** How much room the window gives the bench, in the three steps its layout knows. */
import { useSyncExternalStore } from 'react';

/** `wide`: all panels; `narrow`: the console shares the timeline's place; `drawer`: the inspector lies over the stepper when asked for. */
export type Room = 'wide' | 'narrow' | 'drawer';

const wide = matchMedia('(min-width: 1361px)');
const narrow = matchMedia('(min-width: 1120px)');

const room = (): Room => (wide.matches ? 'wide' : narrow.matches ? 'narrow' : 'drawer');

const subscribe = (changed: () => void): (() => void) => {
  wide.addEventListener('change', changed);
  narrow.addEventListener('change', changed);
  return () => {
    wide.removeEventListener('change', changed);
    narrow.removeEventListener('change', changed);
  };
};

export const useRoom = (): Room => useSyncExternalStore(subscribe, room);
