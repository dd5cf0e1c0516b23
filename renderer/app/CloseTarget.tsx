/** Closing a target whose writes are armed, or that a write is on its way to: said before it is done. */
import { closeFront } from '../bridge/targets.js';
import { usePending } from '../state/pending.js';
import { useSession } from '../state/session.js';
import { frontTab, tabName, useTabs } from '../state/tabs.js';
import { useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { Dialog } from '../ui/Dialog.js';

const stay = (): void => useView.setState({ dialog: null });

const close = (): void => {
  stay();
  closeFront();
};

export function CloseTarget() {
  // As its tab says it: two targets may have one name.
  const title = useTabs((state) => {
    const tab = frontTab(state);
    return tab === null ? 'this target' : tabName(state.tabs, tab);
  });
  const armed = useSession((session) => session.status?.writes === 'armed');
  const pending = usePending((state) => state.pending);
  return (
    <Dialog
      title={`Close ${title}`}
      onClose={stay}
      footer={
        <>
          <Button variant="quiet" onPress={stay}>
            Keep it open
          </Button>
          <Button variant="primary" onPress={close}>
            Close it
          </Button>
        </>
      }
    >
      {pending?.own && (
        <p>
          A write to <code>{pending.path}</code> is on its way. This tool stops waiting for it; the kernel may still
          finish it.
        </p>
      )}
      {armed && <p>Writes to it are armed. Closing disarms it; its devices stay as they are now.</p>}
      <p>Everything that was recorded stays in the journal.</p>
    </Dialog>
  );
}
