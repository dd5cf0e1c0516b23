/** Opening a target and showing it on the bench: one act, whoever asks for it. */
import { openTarget } from '../bridge/intents.js';
import { useView } from '../state/view.js';

/** False when it could not be opened; why stands in `useTrouble`. */
export const openOn = async (uri: string): Promise<boolean> => {
  useView.setState({ page: 'bench', selected: null, event: null, aim: null });
  const opened = await openTarget(uri);
  return opened.ok;
};
