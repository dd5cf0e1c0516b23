/** Tells the lab of a real target what the person looks at, once they have looked there for a moment. */
import { lookAt } from '../bridge/intents.js';
import { useSession } from '../state/session.js';
import { useView } from '../state/view.js';
import { useVisible } from '../state/visible.js';

/** Scrolling and walking through rows is no looking. In milliseconds. */
const restMs = 200;

/** Starts to tell; once, at the window's start. A simulated machine tells of every change itself. */
export const startLooking = (): void => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let told = '';
  const tell = (): void => {
    timer = null;
    const { session, status } = useSession.getState();
    if (session === null || status?.state !== 'live' || status.writes === 'harmless') return;
    const { selected } = useView.getState();
    const { visible } = useVisible.getState();
    const now = JSON.stringify([session, selected, visible]);
    if (now === told) return;
    told = now;
    void lookAt(selected, visible);
  };
  const soon = (): void => {
    if (timer === null) timer = setTimeout(tell, restMs);
  };
  useView.subscribe((view, before) => {
    if (view.selected !== before.selected) soon();
  });
  useVisible.subscribe(soon);
  useSession.subscribe((state, before) => {
    if (state.session !== before.session || state.status?.state !== before.status?.state) soon();
  });
};
