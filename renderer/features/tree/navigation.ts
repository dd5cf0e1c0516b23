/** What a key does in the tree, as a pure function: where the active row goes, or what is folded (WAI-ARIA treegrid pattern). */
import type { Row } from './rows.js';

export type TreeMove =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'fold' | 'unfold'; readonly at: number }
  /** Fold or unfold every sibling with something below it. */
  | { readonly kind: 'unfold-siblings'; readonly at: number };

const clamp = (index: number, rows: readonly Row[]): number => Math.max(0, Math.min(rows.length - 1, index));

const parentRow = (rows: readonly Row[], at: number): number => {
  const depth = rows[at]?.node.depth ?? 0;
  for (let index = at - 1; index >= 0; index -= 1) if ((rows[index]?.node.depth ?? 0) < depth) return index;
  return at;
};

/**
 * @param at Index of the active row, -1 when there is none.
 * @param page Rows that a page holds.
 * @returns null when the key means nothing here.
 */
export const moveOf = (
  key: string,
  { rows, at, page }: { readonly rows: readonly Row[]; readonly at: number; readonly page: number },
): TreeMove | null => {
  if (rows.length === 0) return null;
  const go = (to: number): TreeMove => ({ kind: 'go', to: clamp(to, rows) });
  const row = rows[at];
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return at < 0 ? go(rows.length - 1) : go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'PageDown':
      return go(Math.max(at, 0) + page);
    case 'PageUp':
      return go(Math.max(at, 0) - page);
    case 'ArrowRight':
      if (row === undefined || row.expanded === null) return null;
      return row.expanded ? go(at + 1) : { kind: 'unfold', at };
    case 'ArrowLeft':
      if (row === undefined) return null;
      if (row.expanded === true) return { kind: 'fold', at };
      return row.node.depth > 0 ? go(parentRow(rows, at)) : null;
    case '*':
      return row === undefined ? null : { kind: 'unfold-siblings', at };
    default:
      return null;
  }
};

/** The next row whose label begins with `typed`, from the row after the active one on, round the end; -1 when there is none. */
export const findTyped = (
  labels: (index: number) => string,
  { count, at, typed }: { readonly count: number; readonly at: number; readonly typed: string },
): number => {
  const wanted = typed.toLowerCase();
  // While a word is being typed the active row may go on matching; a single letter moves on.
  const first = wanted.length > 1 ? Math.max(at, 0) : at + 1;
  for (let step = 0; step < count; step += 1) {
    const index = (first + step) % count;
    if (labels(index).toLowerCase().startsWith(wanted)) return index;
  }
  return -1;
};
