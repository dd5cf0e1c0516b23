/** The head of the tree's columns. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { Icon } from '../../ui/Icon.js';
import { grid } from './focus.js';
import { ariaSort, type Order, pressHead, useSorting } from './order.js';

/** Pixels. */
export const headHeight = 24;

/** A head that sorts when it is pressed. No stop of the Tab key: the grid is one, and O sorts by keyboard. */
const Sorts = ({
  order,
  column,
  title,
  className,
}: {
  readonly order: Order;
  readonly column: number;
  readonly title: string;
  readonly className?: string;
}) => {
  const sorting = useSorting();
  const sorted = ariaSort(sorting, order);
  return (
    <span role="columnheader" aria-colindex={column} aria-sort={sorted ?? 'none'} className={className}>
      <button
        type="button"
        tabIndex={-1}
        className="tree-sorts"
        onClick={() => {
          useSorting.setState(pressHead(sorting, order));
          grid.current?.focus();
        }}
      >
        {title}
        {sorted !== undefined && <Icon name={sorted === 'ascending' ? 'chevron-up' : 'chevron-down'} size={12} />}
      </button>
    </span>
  );
};

export const TreeHead = () => (
  <div className="tree-head" role="rowgroup">
    <div className="tree-columns" role="row" aria-rowindex={1}>
      <Sorts order="name" column={1} title="Device" className="tree-head-first" />
      <Sorts order="address" column={2} title="Address" />
      <Sorts order="driver" column={3} title="Driver" className="tree-driver" />
      <Sorts order="level" column={4} title="Level" />
      {(
        [
          ['lock', 'Lock'],
          ['link', 'Link'],
          ['evidence', 'Verdict'],
          ['measured', 'How the level is known'],
        ] as const
      ).map(([icon, label], at) => (
        <span key={icon} role="columnheader" aria-colindex={at + 5} className="tree-sign" data-tip={label}>
          <Icon name={icon} size={14} label={label} />
        </span>
      ))}
    </div>
  </div>
);
