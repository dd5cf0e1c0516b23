/** The evidence page: what was brought, how it was judged, and the bytes it rests on. Files can be dropped anywhere on it. */
import { type DragEvent, useEffect, useState } from 'react';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Panel } from '../../ui/Panel.js';
import { PanelBar, PanelGroup, PanelShare } from '../../ui/Shares.js';
import { Tabs } from '../../ui/Tabs.js';
import { classes } from '../../ui/tone.js';
import { Allows } from './Allows.js';
import { Bytes } from './Bytes.js';
import { Chain } from './Chain.js';
import { Checks } from './Checks.js';
import { Compare } from './Compare.js';
import { Head } from './Head.js';
import { useKeys } from '../../state/commands.js';
import { useShares } from '../../state/shares.js';
import { bring, pickFiles } from './intake.js';
import { Measurements } from './Measurements.js';
import { Report } from './Report.js';
import { Sequence } from './Sequence.js';
import { Shelf } from './Shelf.js';
import { checksIn, exchangeOf, loadShelf, type Tab, useEvidence } from './store.js';
import { Strips } from './Strips.js';
import './evidence.css';
import './grid.css';
import './hex.css';
import './pictures.css';

const bodies: Readonly<Record<Tab, () => React.ReactNode>> = {
  checks: () => <Checks />,
  chain: () => <Chain />,
  measurements: () => <Measurements />,
  messages: () => <Sequence />,
  report: () => <Report />,
  compare: () => <Compare />,
};

const Middle = () => {
  const tab = useEvidence((state) => state.tab);
  const view = useEvidence((state) => state.view);
  const exchange = useEvidence(exchangeOf);
  if (view === null) return null;
  const chain = view.chains.find(({ slot }) => slot === (exchange?.slot ?? slot));
  const tabs: readonly { readonly value: Tab; readonly title: string; readonly count?: number }[] = [
    { value: 'checks', title: 'Checks', count: checksIn(exchange, view).length },
    { value: 'chain', title: 'Certificates', count: chain?.certificates.length ?? 0 },
    { value: 'measurements', title: 'Measurements', count: exchange?.measurements.length ?? 0 },
    { value: 'messages', title: 'Messages', count: view.messages.length + view.moreMessages },
    { value: 'report', title: 'Interface', count: view.reports.length },
    { value: 'compare', title: 'Compare' },
  ];
  return (
    <Panel
      title="What was found"
      lead={
        <Tabs
          label="What was found"
          tabs={tabs}
          value={tab}
          onChange={(value) => useEvidence.setState({ tab: value, picked: null })}
          controls="evidence-found"
        />
      }
    >
      <div
        id="evidence-found"
        role="tabpanel"
        aria-label={tabs.find(({ value }) => value === tab)?.title}
        className="ev-found"
      >
        {bodies[tab]()}
      </div>
    </Panel>
  );
};

const Nothing = () => {
  const loading = useEvidence((state) => state.shelf === null && state.fault === null);
  const busy = useEvidence((state) => state.busy);
  const keys = useKeys('evidence.open');
  if (loading || busy !== null)
    return (
      <EmptyState
        icon="spin"
        title={busy === null ? 'Looking at what is kept' : busy.text}
        action={busy?.cancel == null ? undefined : <Button onPress={busy.cancel}>Cancel</Button>}
      />
    );
  return (
    <EmptyState
      icon="evidence"
      title="No evidence yet"
      text="Open a capture (pcap), or a certificate chain together with the response it signed. Files can be dropped here. Every check is made with real cryptography, and shows the bytes it read."
      action={
        <span className="row">
          <Button variant="primary" {...keys} onPress={() => pickFiles('evidence')}>
            Open evidence
          </Button>
          <Button onPress={() => pickFiles('root')}>Add a trusted root</Button>
        </span>
      }
    />
  );
};

/** What was brought, what was found in it, and its bytes; each as wide as the person left it. */
const Columns = ({ empty }: { readonly empty: boolean }) => {
  const group = empty ? 'evidence-empty' : 'evidence';
  const shares = useShares(group);
  const narrow = window.innerWidth <= 1400;
  return (
    <PanelGroup key={group} id={group} orientation="horizontal" className="ev-columns" {...shares}>
      <PanelShare id="shelf" defaultSize={narrow ? '17.4%' : '18%'} minSize="180px">
        <Shelf />
      </PanelShare>
      <PanelBar name="Width of the shelf" />
      {empty ? (
        <PanelShare id="nothing">
          <div className="ev-nothing">
            <Nothing />
          </div>
        </PanelShare>
      ) : (
        <>
          <PanelShare id="found" minSize="320px">
            <Middle />
          </PanelShare>
          <PanelBar name="Width of the bytes" />
          <PanelShare
            id="bytes"
            defaultSize={narrow ? '488px' : '548px'}
            minSize="240px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Bytes />
          </PanelShare>
        </>
      )}
    </PanelGroup>
  );
};

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function Evidence() {
  const empty = useEvidence((state) => state.view === null);
  const busy = useEvidence((state) => state.busy);
  const [over, setOver] = useState(false);
  useEffect(() => void loadShelf(), []);
  const onDragOver = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void bring([...event.dataTransfer.files], 'evidence');
  };
  return (
    <main
      className={classes('ev', over && 'is-over')}
      aria-busy={busy !== null}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Head />
      <Strips />
      <Allows />
      <Columns empty={empty} />
    </main>
  );
}
