/** Keys and clicks of the tree's rows: where the active row goes, what is chosen, what is picked, what is folded. */
import type { KeyboardEvent, MouseEvent } from 'react';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { fold } from './folding.js';
import { findTyped, moveOf } from './navigation.js';
import { pickAll, pickTo, togglePick, unpick, usePicks } from './picks.js';
import type { Row } from './rows.js';

export interface Grid {
  readonly rows: readonly Row[];
  /** Index of the active row, -1 for none. */
  readonly active: number;
  readonly setActive: (row: Row) => void;
  /** Rows that a page holds. */
  readonly page: () => number;
  /** What a letter adds to the word being typed; null when it is not for us. */
  readonly typing: (event: KeyboardEvent) => string | null;
}

/** Makes a row the chosen one: its device, where it is one; a heading that is none only takes the place of the active row. */
const choose = (row: Row): void => {
  unpick();
  if (row.node.isDevice && useView.getState().selected !== row.node.key) select(row.node.key);
};

const labelOf = (row: Row | undefined): string =>
  row === undefined ? '' : (row.node.group?.title ?? useSession.getState().snapshot?.devices[row.node.key]?.name ?? '');

const goTo = ({ rows, setActive }: Grid, index: number): void => {
  const row = rows[index];
  if (row === undefined) return;
  setActive(row);
  choose(row);
};

/** Takes the active row along and picks all on the way; the chosen device stays the chosen one. */
const stretchTo = ({ rows, active, setActive }: Grid, index: number): void => {
  const row = rows[index];
  if (row === undefined) return;
  pickTo(rows, active, index);
  setActive(row);
};

/** With Ctrl: all, or one more. */
const pickKey = (grid: Grid, event: KeyboardEvent): boolean => {
  if (event.altKey || event.shiftKey) return false;
  const row = grid.rows[grid.active];
  if (event.key === 'a') pickAll(grid.rows);
  else if (event.key === ' ' && row !== undefined) togglePick(row);
  else return false;
  return true;
};

const moveKey = (grid: Grid, event: KeyboardEvent): boolean => {
  const { rows, active, page } = grid;
  const row = rows[active];
  const move = moveOf(event.key, { rows, at: active, page: page() });
  if (move === null) return false;
  if (move.kind === 'go') {
    if (event.shiftKey) stretchTo(grid, move.to);
    else goTo(grid, move.to);
  } else if (move.kind === 'unfold-siblings') {
    const { parent } = row?.node ?? {};
    const siblings = rows.filter((other) => other.node.parent === parent && other.expanded !== null);
    fold(
      siblings.map((other) => other.node.key),
      false,
    );
  } else if (row !== undefined) fold([row.node.key], move.kind === 'fold');
  return true;
};

const letterKey = (grid: Grid, event: KeyboardEvent): boolean => {
  if (!/^\p{Letter}$/u.test(event.key)) return false;
  const typed = grid.typing(event);
  if (typed === null) return false;
  const { rows, active } = grid;
  const found = findTyped((index) => labelOf(rows[index]), { count: rows.length, at: active, typed });
  if (found < 0) return false;
  goTo(grid, found);
  return true;
};

const actKey = ({ rows, active }: Grid, event: KeyboardEvent): boolean => {
  const row = rows[active];
  if (event.key === 'Escape' && usePicks.getState().picked.size > 0) unpick();
  else if ((event.key !== 'Enter' && event.key !== ' ') || row === undefined) return false;
  else if (row.node.isDevice) choose(row);
  else if (row.expanded !== null) fold([row.node.key], row.expanded);
  return true;
};

/** True when the key was for the rows. */
export const pressKey = (grid: Grid, event: KeyboardEvent): boolean => {
  if (event.ctrlKey || event.metaKey) return pickKey(grid, event);
  if (event.altKey) return false;
  return moveKey(grid, event) || actKey(grid, event) || letterKey(grid, event);
};

/** A click on the row at `index`: chooses it; with Shift or Ctrl picks; on the twisty folds, as a double click does. */
export const clickRow = (grid: Grid, index: number, event: MouseEvent): void => {
  const row = grid.rows[index];
  if (row === undefined) return;
  const onTwisty = event.target instanceof Element && event.target.closest('[data-twisty]') !== null;
  const picking = event.ctrlKey || event.metaKey || event.shiftKey;
  if (row.expanded !== null && (onTwisty || (event.detail === 2 && !picking))) fold([row.node.key], row.expanded);
  if (onTwisty) return;
  if (event.shiftKey) stretchTo(grid, index);
  else if (picking) {
    togglePick(row);
    grid.setActive(row);
  } else goTo(grid, index);
};
