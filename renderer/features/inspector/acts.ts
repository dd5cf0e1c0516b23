/** What the inspector does: reads a device again. */
import { refresh } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { readingPerSession, useInspector } from './store.js';

/** Why the chosen device cannot be read now, or null. */
export const readWaits = (): string | null => {
  const { selected } = useView.getState();
  const { snapshot, status } = useSession.getState();
  if (selected === null) return 'no device is chosen';
  if (snapshot?.devices[selected] === undefined) return 'the device is not there any more';
  return status?.state === 'lost' ? 'the target is lost' : null;
};

/** Reads every attribute of the chosen device again. A fault shows where faults are shown. */
export const readAgain = async (): Promise<void> => {
  const { selected } = useView.getState();
  if (selected === null || readWaits() !== null || useInspector.getState().reading) return;
  const { session } = useSession.getState();
  readingPerSession.set(session, () => ({ reading: true }));
  try {
    await refresh(selected);
  } finally {
    readingPerSession.set(session, () => ({ reading: false }));
  }
};
