/** The inspector: what the chosen device may do, and every fact and raw attribute behind it. */
import { useKeys } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { IconButton } from '../../ui/IconButton.js';
import { Note } from '../../ui/Note.js';
import { Panel } from '../../ui/Panel.js';
import { Provenance } from '../../ui/Provenance.js';
import { Tabs } from '../../ui/Tabs.js';
import { Time } from '../../ui/Time.js';
import { classes } from '../../ui/tone.js';
import { readAgain, readWaits } from './acts.js';
import { AttributeList } from './AttributeList.js';
import './commands.js';
import { FactList } from './FactList.js';
import { HistoryList } from './HistoryList.js';
import './inspector.css';
import { useHistory, useInspected, type Inspected } from './live.js';
import { PrivilegeTable } from './PrivilegeTable.js';
import { useInspector } from './store.js';

const lowerId = 'inspector-lower';

/** The three marks, named once, where they stand in every row. */
const Marks = () => (
  <span className="insp-marks">
    {(['measured', 'inferred', 'unknown'] as const).map((kind) => (
      <span key={kind}>
        <Provenance kind={kind} size={13} />
        <span className="insp-marks-word">{kind}</span>
      </span>
    ))}
  </span>
);

const Lower = ({ device, goneAt }: Inspected) => {
  const tab = useInspector((state) => state.tab);
  const events = useHistory(device.path);
  return (
    <section className="insp-lower" aria-label="Facts and attributes">
      <header className="insp-lower-head">
        <Tabs
          label="What to show of the device"
          controls={lowerId}
          value={tab}
          onChange={(value) => useInspector.setState({ tab: value })}
          tabs={[
            { value: 'facts', title: 'Facts' },
            { value: 'attributes', title: 'Attributes', count: Object.keys(device.readings).length },
            { value: 'history', title: 'History', count: events.length },
          ]}
        />
        {tab === 'facts' && <Marks />}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <div className="insp-scroll" id={lowerId} role="tabpanel" aria-label={tab} tabIndex={0}>
        {tab === 'facts' && <FactList device={device} ages={goneAt === null} />}
        {tab === 'attributes' && <AttributeList device={device} />}
        {tab === 'history' && <HistoryList path={device.path} />}
      </div>
    </section>
  );
};

const Gone = ({ device, at }: { readonly device: Inspected['device']; readonly at: number }) => (
  <div className="insp-gone">
    <Note tone="fault" icon="fault" live>
      <b>
        {device.name} left at <Time at={at} />
      </b>
      . What was last known of <span className="mono">{device.id}</span> stands below; nothing of it is true any more.
    </Note>
  </div>
);

/** The panel. Fills its container. */
export function Inspector() {
  const inspected = useInspected();
  const keys = useKeys('inspector.read');
  const reading = useInspector((state) => state.reading);
  const lost = useSession((state) => state.status?.state === 'lost');
  const waits = inspected === null || inspected.goneAt !== null || lost ? readWaits() : null;
  return (
    <Panel
      title="Privileges"
      note="now, and what each level permits"
      actions={
        <IconButton
          icon={reading ? 'spin' : 'refresh'}
          label="Read the device again"
          {...keys}
          waits={waits}
          onPress={() => void readAgain()}
        />
      }
    >
      {inspected === null ? (
        <EmptyState
          title="No device is chosen"
          icon="device"
          text="Choose one in the tree: its privileges, facts and raw attributes stand here."
        />
      ) : (
        <div className={classes('insp', (inspected.goneAt !== null || lost) && 'is-gone')}>
          {inspected.goneAt !== null && <Gone device={inspected.device} at={inspected.goneAt} />}
          <PrivilegeTable device={inspected.device} present={inspected.goneAt === null} />
          <Lower {...inspected} />
        </div>
      )}
    </Panel>
  );
}
