/** One row of the tree. It wakes only when its own device, mark, light or place changes: the rest of the tree sleeps. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { memo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { useCursor } from '../../state/cursor.js';
import { useView } from '../../state/view.js';
import { Icon } from '../../ui/Icon.js';
import { classes } from '../../ui/tone.js';
import { groupNote } from './group.js';
import { changedSince, useDevice, useMark } from './live.js';
import type { Mark } from './mark.js';
import { usePicks } from './picks.js';
import type { Row } from './rows.js';
import { useSince } from './since.js';
import { DriverCell, LevelCell, SignCells } from './TreeCells.js';
import { clockText } from '../../ui/Time.js';
import { isolated } from '../../state/foreign.js';
import { kindIcons } from '../../state/kinds.js';
import { carries, shortAddress, shownName, wayTo } from './words.js';

export interface TreeRowProps {
  readonly row: Row;
  /** Place in the rows on show, from 0. */
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly active: boolean;
}

/** The DOM id of a row, for `aria-activedescendant`. */
export const rowId = (index: number): string => `tree-row-${index}`;

/** New, fallen, changed: the strongest alone, so that the name keeps its room. */
const MarkSign = ({ mark }: { readonly mark: Mark }) => {
  const since = useSince((state) => state.at);
  const { fell, arrivedAt, changed } = mark;
  if (fell !== null) {
    const words = `fell from ${fell.from} to ${fell.to} at ${clockText(fell.at)}: ${fell.reason}`;
    return (
      <span className="tree-fell" data-tip={words}>
        <Icon name="fall" tone="fault" label={words} />
      </span>
    );
  }
  if (!changedSince(mark, since)) return null;
  if (arrivedAt !== null && arrivedAt >= (changed?.at ?? 0)) {
    return (
      <span className="tree-new" data-tip={`arrived at ${clockText(arrivedAt)}`}>
        new
      </span>
    );
  }
  const words = `${changed?.fact} changed at ${clockText(changed?.at ?? 0)}`;
  return <span className="tree-changed" role="img" aria-label={words} data-tip={words} />;
};

/** What a row is called. */
const labelOf = (device: Device, row: Row): string => {
  // A virtual function stands below its physical one, whose name it need not repeat.
  if (device.kind === 'virtual-function' && row.stands === 'tree' && row.node.above !== device.parent)
    return `VF ${row.node.place - 1}`;
  return shownName(device);
};

/** The whole name, and where the device hangs when its row does not show it. */
const tipOf = (device: Device, row: Row): string => {
  const named = device.ids === '' ? isolated(device.name) : `${isolated(device.name)}, ${device.ids}`;
  return row.stands === 'tree' ? named : `${named}, at ${device.path}`;
};

/** Pixels from the left. Deep chains of bridges are indented less, so that the names at their end can still be read. */
const indent = (depth: number): number => Math.min(depth, 3) * 11 + Math.max(0, depth - 3) * 6;

const Twisty = ({ expanded, depth }: { readonly expanded: boolean | null; readonly depth: number }) => (
  <span className="tree-twisty" style={{ marginLeft: indent(depth) }} data-twisty={expanded !== null || undefined}>
    {expanded !== null && <Icon name={expanded ? 'chevron-down' : 'chevron-right'} size={12} />}
  </span>
);

const DeviceCells = ({ device, row }: { readonly device: Device; readonly row: Row }) => {
  const mark = useMark(device.path);
  return (
    <>
      <div className="tree-name" role="gridcell" aria-colindex={1} data-tip={tipOf(device, row)}>
        <Twisty expanded={row.expanded} depth={row.node.depth} />
        <Icon name={kindIcons[device.kind]} />
        <bdi className={classes('ell', row.stands !== 'tree' && 'is-whole')}>{labelOf(device, row)}</bdi>
        {row.stands !== 'tree' && <span className="tree-way ell">{wayTo(device)}</span>}
        <MarkSign mark={mark} />
      </div>
      <div className="tree-address" role="gridcell" aria-colindex={2} data-tip={device.id}>
        {shortAddress(device)}
      </div>
      <DriverCell fact={device.facts.driver} />
      <LevelCell fact={device.facts.level} />
      <SignCells device={device} mark={mark} />
    </>
  );
};

const GroupCells = ({
  row,
  device,
  title,
}: {
  readonly row: Row;
  readonly device: Device | null;
  readonly title: string;
}) => (
  <>
    <div className="tree-name" role="gridcell" aria-colindex={1}>
      <Twisty expanded={row.expanded} depth={row.node.depth} />
      <span className="ell">{title}</span>
    </div>
    <div className="tree-note ell" role="gridcell" aria-colindex={2} aria-colspan={7}>
      {groupNote(device)}
    </div>
  </>
);

export const TreeRow = memo(function TreeRow({ row, index, top, active }: TreeRowProps) {
  const { node } = row;
  const device = useDevice(node.key);
  const selected = useView((view) => view.selected === node.key);
  const lit = useCursor((cursor) => cursor.device === node.key);
  const picked = usePicks((picks) => picks.picked.has(node.key));
  const alone = usePicks((picks) => picks.picked.size === 0);
  return (
    // The keyboard is the grid's: it holds the focus and names the active row (aria-activedescendant).
    <div
      id={rowId(index)}
      className={classes(
        'tree-row tree-columns',
        node.group !== null && 'is-group',
        device !== null && carries(device.kind) && 'is-carrier',
        active && 'is-active',
        selected && 'is-selected',
        picked && 'is-picked',
        lit && 'is-lit',
        !row.matches && 'is-context',
      )}
      role="row"
      tabIndex={-1}
      aria-level={node.depth + 1}
      aria-posinset={node.place}
      aria-setsize={node.siblings}
      aria-rowindex={index + 2}
      aria-selected={picked || (selected && alone)}
      {...(row.expanded === null ? {} : { 'aria-expanded': row.expanded })}
      data-index={index}
      data-device={node.key}
      style={{ transform: `translateY(${top}px)` }}
    >
      {node.group !== null ? (
        <GroupCells row={row} device={device} title={node.group.title} />
      ) : (
        device !== null && <DeviceCells device={device} row={row} />
      )}
    </div>
  );
});
