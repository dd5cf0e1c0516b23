/** Which device a newcomer should take first, and how far it can go. */
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { ceiling } from '../../../shared/model/ceiling.js';
import type { Level } from '../../../shared/model/level.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { focusMain } from './store.js';

/** The hint's name in the settings. */
export const firstHint = 'first-trust';

const highest = (device: Device): Level | null => {
  const provider = known(device.facts.provider);
  return provider === undefined ? null : ceiling(provider);
};

/** The device to learn on: a drive that a TSM can vouch for, else any such device. Null when there is none. */
export const firstToTrust = (snapshot: Snapshot): { readonly device: Device; readonly top: Level } | null => {
  const able = Object.values(snapshot.devices).flatMap((device) => {
    const top = highest(device);
    return top !== null && top >= 3 && known(device.facts.capabilities)?.tee ? [{ device, top }] : [];
  });
  return able.find(({ device }) => device.kind === 'drive') ?? able[0] ?? null;
};

/** Shows it on the bench, with the focus on its first write, which is not made. */
export const showFirst = (): void => {
  const { snapshot } = useSession.getState();
  const found = snapshot === null ? null : firstToTrust(snapshot);
  if (found === null) return;
  useView.setState({ page: 'bench' });
  select(found.device.path);
  // Once its card is there: a button takes only a focus that was asked for in its own time.
  setTimeout(focusMain);
};
