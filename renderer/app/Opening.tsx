/** A tab whose target is not there yet: what has been reached so far, row by row, or where it stopped and what can be done. */
import { useEffect, useState } from 'react';
import { cancelOpening, goOrOpen, openAgain } from '../bridge/targets.js';
import { frontTab, type Tab, useTabs } from '../state/tabs.js';
import { useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Preflight } from './Preflight.js';

/** A target that opens quicker than this is not worth a picture. */
const patienceMs = 300;

const heading = ({ state, fault, title, uri }: Tab): string => {
  if (state !== 'failed') return `Opening ${title ?? uri}`;
  return fault?.kind === 'cancelled' ? 'The opening was cancelled' : 'The target could not be opened';
};

const Acts = ({ tab }: { readonly tab: Tab }) => (
  <div className="row">
    {tab.state === 'failed' ? (
      <>
        <Button variant="primary" autoFocus icon="refresh" onPress={() => void openAgain(tab.id)}>
          Try again
        </Button>
        {tab.uri !== 'sim:' && <Button onPress={() => void goOrOpen('sim:')}>Open the simulated lab</Button>}
      </>
    ) : (
      <Button autoFocus keys="Esc" onPress={() => cancelOpening(tab.id)}>
        Cancel
      </Button>
    )}
    <Button variant="quiet" onPress={() => useView.setState({ page: 'connect' })}>
      Choose another target
    </Button>
  </div>
);

const Card = ({ tab }: { readonly tab: Tab }) => (
  <div className="app-opening-card">
    <h1>{heading(tab)}</h1>
    {tab.fault !== null && tab.fault.kind !== 'cancelled' && <p role="status">{tab.fault.text}</p>}
    <Preflight rows={tab.rows} />
    <Acts tab={tab} />
  </div>
);

/** Shown in place of the bench until the first whole snapshot is there. */
export function Opening() {
  const tab = useTabs(frontTab);
  const [slow, setSlow] = useState(false);
  const id = tab?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab has its own patience
  useEffect(() => {
    setSlow(false);
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, [id]);
  if (tab === null)
    return (
      <main className="app-opening">
        <EmptyState
          icon="monitor"
          title="No target is open"
          text="Each target you open gets a tab of its own."
          action={
            <Button variant="primary" onPress={() => useView.setState({ page: 'connect' })}>
              Choose a target
            </Button>
          }
        />
      </main>
    );
  const busy = tab.state !== 'failed';
  return (
    <main className="app-opening" aria-busy={busy}>
      {(slow || !busy) && <Card tab={tab} />}
    </main>
  );
}
