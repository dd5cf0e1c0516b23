/** How a collection goes out: as one archive, saved where the system or the browser says. */
import { fetchBundle } from '../../bridge/evidence.js';
import { follow } from './following.js';
import { told, useEvidence } from './store.js';

/** The address lives as long as a save dialog may stay open. */
const addressMs = 600_000;

/** Saves the collection in front for others to check. */
export const exportBundle = async (): Promise<void> => {
  const { view } = useEvidence.getState();
  if (view === null) return;
  useEvidence.setState({ fault: null });
  const following = follow('Bundling');
  const fetched = await fetchBundle(view.id, following);
  following.end();
  if (following.signal.aborted) return;
  const bundle = told(fetched);
  if (bundle === null) return;
  const address = URL.createObjectURL(bundle.bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = bundle.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), addressMs);
};
