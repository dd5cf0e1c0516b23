/** Pinned devices: kept with the person's settings by target, so that they are there again the next time it is opened. */
import type { DevicePath } from '../../../shared/model/device.js';
import { useSession } from '../../state/session.js';
import { keepPins, useSettings } from '../../state/settings.js';

const none: readonly string[] = [];

/** The pinned paths of the target in front, in the order they were pinned. Some may not be there now. */
export const usePins = (): readonly string[] => {
  const target = useSession((state) => state.snapshot?.target);
  return useSettings((settings) => (target === undefined ? none : (settings.pins[target] ?? none)));
};

export const currentPins = (): readonly string[] => {
  const target = useSession.getState().snapshot?.target;
  return target === undefined ? none : (useSettings.getState().pins[target] ?? none);
};

/** Pins them all; where all are pinned already, lets them go. */
export const togglePins = (paths: readonly DevicePath[]): void => {
  const target = useSession.getState().snapshot?.target;
  if (target === undefined || paths.length === 0) return;
  const before = currentPins();
  const every = paths.every((path) => before.includes(path));
  keepPins(
    target,
    every ? before.filter((one) => !paths.some((path) => path === one)) : [...new Set([...before, ...paths])],
  );
};
