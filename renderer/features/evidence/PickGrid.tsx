/** Rows to walk through with arrows, one of them picked: only those in sight are in the document. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; roles say what it is (WAI-ARIA grid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
// biome-ignore-all lint/a11y/noStaticElementInteractions: it has the role grid or treegrid; the linter sees neither
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: likewise
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { classes } from '../../ui/tone.js';
import { useRowHeight } from '../../state/useRowHeight.js';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
}

export interface PickGridProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** Key of the picked row. */
  readonly picked: string | null;
  readonly onPick: (row: R) => void;
  /** From 1; makes it a tree whose branches are all open. */
  readonly levelOf?: (row: R) => number;
  /** The text of a row that only heads those below it. */
  readonly headingOf?: (row: R) => ReactNode | null;
  /** Column widths: a class of the page's stylesheet. */
  readonly look: string;
  readonly headless?: boolean;
  /** Lines a row has room for. */
  readonly lines?: 1 | 2;
}

const indexOf = (target: EventTarget): number => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return Number(row?.dataset.index ?? -1);
};

const moves: Readonly<Record<string, (at: number, last: number, page: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, _last, page) => at + page,
  PageUp: (at, _last, page) => at - page,
  Home: () => 0,
  End: (_at, last) => last,
};

export function PickGrid<R>(props: PickGridProps<R>) {
  const { label, columns, rows, keyOf, picked, onPick, levelOf, headingOf, look, headless = false, lines = 1 } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const height = useRowHeight(box) * (lines === 2 ? 1.7 : 1);
  const head = headless ? 0 : 24;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingStart: head,
    paddingStart: head,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes the list remembers are of the old height
  useEffect(() => virtual.measure(), [virtual, height]);
  const active = picked === null ? -1 : rows.findIndex((row) => keyOf(row) === picked);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
  }, [virtual, active]);

  const isHeading = (index: number): boolean => {
    const row = rows[index];
    return row !== undefined && (headingOf?.(row) ?? null) !== null;
  };
  const go = (to: number, by: 1 | -1): void => {
    let index = Math.min(Math.max(to, 0), rows.length - 1);
    // A heading is passed over; at the edge there may be nothing beyond it.
    while (isHeading(index)) index += by;
    const row = rows[index];
    if (row !== undefined) onPick(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || rows.length === 0) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 2);
    const to = moves[event.key]?.(active, rows.length - 1, page);
    if (to === undefined) return;
    event.preventDefault();
    go(to, to > active || to === 0 ? 1 : -1);
  };
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    const row = rows[index];
    if (row !== undefined && !isHeading(index)) onPick(row);
  };

  return (
    <div
      ref={box}
      className={classes('ev-grid', look, lines === 2 && 'is-double')}
      role={levelOf ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={rows.length + (headless ? 0 : 1)}
      tabIndex={0}
      {...(active >= 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {!headless && (
        <div role="rowgroup" className="ev-grid-head">
          <div role="row" className="ev-grid-columns">
            {columns.map(({ key, title }) => (
              <span key={key} role="columnheader" className={`ev-c-${key}`}>
                {title}
              </span>
            ))}
          </div>
        </div>
      )}
      <div role="rowgroup" className="ev-grid-body" style={{ height: Math.max(0, virtual.getTotalSize() - head) }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const heading = headingOf?.(row) ?? null;
          return (
            <div
              key={keyOf(row)}
              id={`${id}-${index}`}
              role="row"
              data-index={index}
              aria-rowindex={index + (headless ? 1 : 2)}
              {...(levelOf ? { 'aria-level': levelOf(row) } : {})}
              {...(heading === null ? { 'aria-selected': index === active } : {})}
              className={classes('ev-row', index === active && 'is-picked', heading !== null && 'is-heading')}
              style={{ transform: `translateY(${start - head}px)`, height }}
            >
              {heading === null ? (
                columns.map(({ key, cell }) => (
                  <span key={key} role="gridcell" className={`ev-c-${key}`}>
                    {cell(row)}
                  </span>
                ))
              ) : (
                <span role="gridcell" className="ev-heading" aria-colspan={columns.length}>
                  {heading}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
