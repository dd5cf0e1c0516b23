/** The gallery's strips and panels: what happened, and what a panel shows when there is nothing. */
import { Writes } from '../app/Writes.js';
import { Button } from '../ui/Button.js';
import { EmptyState } from '../ui/EmptyState.js';
import { IconButton } from '../ui/IconButton.js';
import { Note } from '../ui/Note.js';
import { Panel } from '../ui/Panel.js';
import { TextLink } from '../ui/TextLink.js';
import { Sheet } from './Sample.js';

const nothing = (): void => undefined;

const states = [
  { state: 'live', writes: 'harmless' },
  { state: 'live', writes: 'disarmed' },
  { state: 'live', writes: 'armed' },
  { state: 'lost', writes: 'disarmed' },
] as const;

/** Where in the status bar one sees whether writes reach a machine. */
const StatusBars = () => (
  <Sheet title="Status bar" note="what a write would do">
    {states.map((status) => (
      <div key={status.state + status.writes} className="app-status gal-status">
        <span>
          <b>lab-42</b>
        </span>
        <Writes status={status} title="lab-42" />
      </div>
    ))}
  </Sheet>
);

const Panels = () => (
  <Sheet title="Strips and panels">
    <div className="gal-stack">
      <Note tone="refuse" icon="refusal" action={<TextLink onPress={nothing}>Show</TextLink>}>
        <b>14:02:03 Lock refused, EBUSY,</b> by the PCI core: <code>nvme</code> was bound.
        <br />
        <span className="sub">Nearest path: unbind, then lock.</span>
      </Note>
      <Note tone="fault" icon="fault" action={<Button onPress={nothing}>Reconnect</Button>}>
        <b>lab-42 is gone since 14:06:31.</b> The far side closed the line.
      </Note>
      <Note tone="accent" icon="step">
        Follow the steps, one write at a time.
      </Note>
      <Note icon="info">Nothing was checked here.</Note>
    </div>
    <div className="gal-panel">
      <Panel
        title="Devices"
        note="24, 3 changed since 14:02:00"
        actions={<IconButton icon="filter" label="Filter" onPress={nothing} />}
      >
        <EmptyState
          icon="search"
          title="Nothing matches"
          text="No device has nvme in its name, address or driver."
          action={<Button onPress={nothing}>Clear the filter</Button>}
        />
      </Panel>
    </div>
  </Sheet>
);

export function Strips() {
  return (
    <>
      <StatusBars />
      <Panels />
    </>
  );
}
