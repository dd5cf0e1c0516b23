/** The rows of the tree: a treegrid that keeps only what is in sight in the document, so that ten thousand devices cost what thirty do. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { type PointerEvent, type RefObject, useEffect } from 'react';
import type { DevicePath } from '../../../shared/model/device.js';
import { useCursor } from '../../state/cursor.js';
import { useView } from '../../state/view.js';
import { setVisible } from '../../state/visible.js';
import { useActive } from './active.js';
import { clickRow, type Grid, pressKey } from './gridKeys.js';
import { menuAt } from './focus.js';
import { usePicks } from './picks.js';
import type { Row } from './rows.js';
import { headHeight, TreeHead } from './TreeHead.js';
import { rowId, TreeRow } from './TreeRow.js';
import { useTyping } from './typing.js';
import { useRowHeight } from '../../state/useRowHeight.js';

const indexOf = (target: EventTarget): number => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return Number(row?.dataset.index ?? -1);
};

/** Lights the device under the pointer everywhere; the store changes only from row to row. */
const light = (event: PointerEvent): void => {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-device]') : null;
  const device = (row?.dataset.device ?? null) as DevicePath | null;
  if (useCursor.getState().device !== device) useCursor.setState({ device });
};
const unlight = (): void => useCursor.setState({ device: null });

export interface TreeGridProps {
  readonly rows: readonly Row[];
  /** Gets the grid's element, for the command that focuses it. */
  readonly ref: RefObject<HTMLDivElement | null>;
}

export function TreeGrid({ rows, ref }: TreeGridProps) {
  const [active, setActive] = useActive(rows);
  const rowHeight = useRowHeight(ref);
  const typing = useTyping();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    paddingStart: headHeight + 2,
    paddingEnd: 2,
    scrollPaddingStart: headHeight + 2,
    overscan: 3,
    // The active row stays in the document while it is scrolled away: assistive technology is told of it by its id.
    rangeExtractor: (range: Range) => {
      const seen = defaultRangeExtractor(range);
      if (active < 0 || active >= rows.length || seen.includes(active)) return seen;
      return active < (seen[0] ?? 0) ? [active, ...seen] : [...seen, active];
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes the list remembers are of the old height
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const activeKey = rows[active]?.id ?? null;
  const filter = useView((view) => view.filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice or filter brings the active row into sight; devices that come and go above it do not
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
  }, [virtual, activeKey, filter]);

  const items = virtual.getVirtualItems();
  useEffect(() => {
    const seen = items.flatMap(({ index }) => (rows[index]?.node.isDevice === true ? rows[index].node.key : []));
    setVisible([...new Set(seen)]);
  }, [items, rows]);

  const here: Grid = {
    rows,
    active,
    setActive,
    page: () => Math.max(1, Math.floor(((ref.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1),
    typing,
  };

  return (
    <div
      ref={ref}
      className="tree-grid"
      role="treegrid"
      aria-label="Devices"
      aria-rowcount={rows.length + 1}
      aria-colcount={8}
      tabIndex={0}
      data-home
      {...(active >= 0 ? { 'aria-activedescendant': rowId(active) } : {})}
      aria-multiselectable
      onKeyDown={(event) => {
        if (!pressKey(here, event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onMouseDown={(event) => {
        if (!event.shiftKey) return;
        // Shift picks rows; the browser would mark the page's text up to here as well.
        event.preventDefault();
        ref.current?.focus();
      }}
      onClick={(event) => clickRow(here, indexOf(event.target), event)}
      onContextMenu={(event) => {
        const index = indexOf(event.target);
        const row = rows[index];
        // Without a row it was asked for by key: for what is chosen.
        if (row?.node.isDevice === true && !usePicks.getState().picked.has(row.node.key)) clickRow(here, index, event);
        event.preventDefault();
        ref.current?.focus();
        const open = (): void => menuAt.current?.(event.clientX, event.clientY);
        // Where it is asked for by pressing, letting go would count as a press beside the list, and close it.
        if (event.buttons === 0) open();
        else addEventListener('pointerup', () => setTimeout(open, 0), { once: true });
      }}
      onPointerOver={light}
      onPointerLeave={unlight}
    >
      <TreeHead />
      <div className="tree-body" role="rowgroup" style={{ height: virtual.getTotalSize() - headHeight }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <TreeRow
              key={item.key}
              row={row}
              index={item.index}
              top={item.start - headHeight}
              active={item.index === active}
            />
          );
        })}
      </div>
    </div>
  );
}
