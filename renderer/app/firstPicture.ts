/** What the first picture waits for: drawn with nothing in it, the window would be laid out and painted twice. */
import { useSession } from '../state/session.js';
import { useSettings } from '../state/settings.js';
import { useTabs } from '../state/tabs.js';

/** A target that takes longer than this is shown opening. In milliseconds. */
const patienceMs = 150;

const isThere = (): boolean =>
  useTabs.getState().tabs.some(({ state }) => state === 'failed') ||
  (useSettings.getState().loaded && useSession.getState().snapshot !== null);

/** Resolves once there are devices and settings to draw, or a target that could not be opened, or patience ends. */
export const firstPicture = (): Promise<void> =>
  new Promise((done) => {
    const look = (): void => {
      if (!isThere()) return;
      clearTimeout(timer);
      for (const end of watched) end();
      done();
    };
    const timer = setTimeout(() => {
      for (const end of watched) end();
      done();
    }, patienceMs);
    const watched = [useSession.subscribe(look), useSettings.subscribe(look), useTabs.subscribe(look)];
    look();
  });
