/** The device tree: every device of the target under its host bridge, domain or bus, with what is known of its trust at a glance. */
import { useMemo } from 'react';
import { useKeys } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Panel } from '../../ui/Panel.js';
import { TextField } from '../../ui/TextField.js';
import { clockText } from '../../ui/Time.js';
import { Actions } from './Actions.js';
import './commands.js';
import { Facets } from './Facets.js';
import { filterField, grid } from './focus.js';
import { changedSince, useMarks, useRows, type TreeRows } from './live.js';
import { PickedBar } from './PickedBar.js';
import { useSince } from './since.js';
import { TreeGrid } from './TreeGrid.js';
import './tree.css';

const setFilter = (filter: string): void => useView.setState({ filter });

/** How many devices changed since the person last looked. */
const useChanged = (): number => {
  const since = useSince((state) => state.at);
  const marks = useMarks();
  return useMemo(() => {
    let changed = 0;
    for (const mark of marks.values()) if (changedSince(mark, since)) changed += 1;
    return changed;
  }, [marks, since]);
};

const Note = ({ filter, found, total }: Pick<TreeRows, 'filter' | 'found'> & { readonly total: number }) => {
  const since = useSince((state) => state.at);
  return (
    <span className="tnum">
      {filter.empty ? total.toLocaleString('en') : `${found.toLocaleString('en')} of ${total.toLocaleString('en')}`}
      {since !== null && <>, changes since {clockText(since)}</>}
    </span>
  );
};

const LiveFacets = () => <Facets changed={useChanged()} />;

const Nothing = ({ hierarchy, filter }: Pick<TreeRows, 'hierarchy' | 'filter'>) => {
  const text = useView((view) => view.filter);
  const state = useSession((session) => session.status?.state ?? null);
  const session = useSession((one) => one.session);
  if (hierarchy === null) {
    if (session === null)
      return (
        <EmptyState
          title="No target"
          icon="monitor"
          text="Open one on the Connect page; the simulated lab needs nothing."
        />
      );
    if (state === 'lost') return <EmptyState title="The target was lost before its devices were read" icon="fault" />;
    return <EmptyState title="Reading the devices" icon="spin" text="The first sweep reads every device once." />;
  }
  if (!filter.empty)
    return (
      <EmptyState
        title={`Nothing matches ${text.trim()}`}
        icon="filter"
        text="Words look in names, addresses, ids and drivers. Terms: level>1, driver:nvme, bus:usb,pci, lock:tsm0, verdict:stale, provenance:inferred, changed, fallen; - turns one round, ? finds what is not known."
        action={<Button onPress={() => setFilter('')}>Clear the filter</Button>}
      />
    );
  return (
    <EmptyState
      title="No devices"
      icon="device"
      text="This target shows no device on any bus. Nothing is hidden: there is nothing to read."
    />
  );
};

/** The panel. Fills its container. */
export function Tree() {
  const shown = useRows();
  const { hierarchy, rows, filter, found } = shown;
  const text = useView((view) => view.filter);
  const keys = useKeys('tree.filter');
  const total = hierarchy?.nodes.reduce((count, node) => (node.isDevice ? count + 1 : count), 0) ?? 0;
  return (
    <Panel
      title="Devices"
      note={hierarchy === null ? undefined : <Note filter={filter} found={found} total={total} />}
      actions={<Actions hierarchy={hierarchy} />}
    >
      <div className="tree">
        <div className="tree-find">
          <TextField
            ref={filterField}
            label="Filter devices"
            hideLabel
            icon="search"
            {...keys}
            placeholder="Name, address, driver, level>1"
            value={text}
            onChange={setFilter}
            {...(filter.problem === null
              ? {}
              : filter.unfinished
                ? { hint: filter.problem }
                : { error: filter.problem })}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && text !== '') setFilter('');
              else if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== 'Escape') return;
              if (event.key !== 'Escape' || text === '') grid.current?.focus();
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          {hierarchy !== null && <LiveFacets />}
        </div>
        {rows.length === 0 ? <Nothing hierarchy={hierarchy} filter={filter} /> : <TreeGrid rows={rows} ref={grid} />}
        <PickedBar />
      </div>
    </Panel>
  );
}
