/** The rows of the tree: a treegrid that keeps only what is in sight in the document, so that ten thousand devices cost what thirty do. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { DevicePath } from '../../../shared/model/device.js';
import { useCommands } from '../../state/commands.js';
import { useCursor } from '../../state/cursor.js';
import { keysPressed } from '../../state/keys.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { setVisible } from '../../state/visible.js';
import { Icon } from '../../ui/Icon.js';
import { fold } from './folding.js';
import { findTyped, moveOf } from './navigation.js';
import type { Row } from './rows.js';
import { rowId, TreeRow } from './TreeRow.js';
import { useRowHeight } from './useRowHeight.js';

const headHeight = 24;
/** A pause longer than this ends the word being typed. */
const typingMs = 700;

const Head = () => (
  <div className="tree-head" role="rowgroup">
    <div className="tree-columns" role="row" aria-rowindex={1}>
      <span role="columnheader" aria-colindex={1} className="tree-head-first">
        Device
      </span>
      <span role="columnheader" aria-colindex={2}>
        Address
      </span>
      <span role="columnheader" aria-colindex={3} className="tree-driver">
        Driver
      </span>
      <span role="columnheader" aria-colindex={4}>
        Level
      </span>
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

/** Makes a row the chosen one: its device, where it is one; a heading that is none only takes the place of the active row. */
const choose = (row: Row): void => {
  if (row.node.isDevice && useView.getState().selected !== row.node.key) select(row.node.key);
};

const labelOf = (row: Row | undefined): string =>
  row === undefined ? '' : (row.node.group?.title ?? useSession.getState().snapshot?.devices[row.node.key]?.name ?? '');

/** The row keys act on: kept by key, so that it stays the same device when rows above it come and go. */
const useActive = (rows: readonly Row[]): readonly [number, (row: Row) => void] => {
  const [key, setKey] = useState<DevicePath | null>(() => useView.getState().selected);
  const selected = useView((view) => view.selected);
  useEffect(() => {
    if (selected !== null) setKey(selected);
  }, [selected]);
  const index = key === null ? -1 : rows.findIndex((row) => row.node.key === key);
  return [index, useCallback((row) => setKey(row.node.key), [])];
};

/** True for a letter that is a command's key, like `R`: it starts no word here, but may go on in one. */
const isCommandKey = (event: KeyboardEvent): boolean => {
  const keys = keysPressed(event);
  return useCommands.getState().commands.some((command) => command.keys?.includes(keys) ?? false);
};

/** A word typed to jump to a name: letters until a pause. Null when the letter is not for us. */
const useTyping = (): ((event: KeyboardEvent) => string | null) => {
  const typed = useRef({ text: '', at: 0 });
  return useCallback((event) => {
    const begins = event.timeStamp - typed.current.at > typingMs;
    if (begins && isCommandKey(event)) return null;
    const text = begins ? event.key : typed.current.text + event.key;
    typed.current = { text, at: event.timeStamp };
    return text;
  }, []);
};

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
    getItemKey: (index) => rows[index]?.node.key ?? index,
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
  const activeKey = rows[active]?.node.key ?? null;
  const filter = useView((view) => view.filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice or filter brings the active row into sight; devices that come and go above it do not
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
  }, [virtual, activeKey, filter]);

  const items = virtual.getVirtualItems();
  useEffect(() => {
    setVisible(items.flatMap(({ index }) => (rows[index]?.node.isDevice === true ? rows[index].node.key : [])));
  }, [items, rows]);

  const go = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setActive(row);
    choose(row);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(((ref.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
    const move = moveOf(event.key, { rows, at: active, page });
    const row = rows[active];
    if (move?.kind === 'go') go(move.to);
    else if (move?.kind === 'unfold-siblings') {
      const { parent } = row?.node ?? {};
      fold(
        rows.filter((other) => other.node.parent === parent && other.expanded !== null).map((other) => other.node.key),
        false,
      );
    } else if (move !== null && row !== undefined) fold([row.node.key], move.kind === 'fold');
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      if (row.node.isDevice) choose(row);
      else if (row.expanded !== null) fold([row.node.key], row.expanded);
    } else if (/^\p{Letter}$/u.test(event.key)) {
      const typed = typing(event);
      if (typed === null) return;
      const found = findTyped((index) => labelOf(rows[index]), {
        count: rows.length,
        at: active,
        typed,
      });
      if (found < 0) return;
      go(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    const row = rows[index];
    if (row === undefined) return;
    const onTwisty = event.target instanceof Element && event.target.closest('[data-twisty]') !== null;
    if (row.expanded !== null && (onTwisty || event.detail === 2)) fold([row.node.key], row.expanded);
    if (!onTwisty) go(index);
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
      {...(active >= 0 ? { 'aria-activedescendant': rowId(active) } : {})}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={light}
      onPointerLeave={unlight}
    >
      <Head />
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
