/** Several devices picked at once, beside the one that is chosen: to copy, pin or look at alone. Nothing is ever written to many. */
import { create } from 'zustand';
import type { DevicePath } from '../../../shared/model/device.js';
import { keepPerSession } from '../../state/perSession.js';
import { useView } from '../../state/view.js';
import type { Row } from './rows.js';

export interface Picks {
  readonly picked: ReadonlySet<DevicePath>;
  /** Id of the row a range begins at; null: at the active one. */
  readonly anchor: string | null;
}

const nothing: ReadonlySet<DevicePath> = new Set();

export const usePicks = create<Picks>()(() => ({ picked: nothing, anchor: null }));
keepPerSession(usePicks, ['picked', 'anchor']);

/** Back to the one that is chosen. Wakes nobody when nothing was picked. */
export const unpick = (): void => {
  const { picked, anchor } = usePicks.getState();
  if (picked.size > 0 || anchor !== null) usePicks.setState({ picked: nothing, anchor: null });
};

/** Picks one more, or lets it go. The first one joins the chosen device. */
export const togglePick = (row: Row): void => {
  if (!row.node.isDevice) return;
  const { selected } = useView.getState();
  const before = usePicks.getState().picked;
  const picked = new Set(before.size === 0 && selected !== null ? [selected] : before);
  if (before.size > 0 && picked.has(row.node.key)) picked.delete(row.node.key);
  else picked.add(row.node.key);
  usePicks.setState({ picked, anchor: row.id });
};

/** Picks the devices from the anchor (or from `at`, when there is none) to the row at `to`. */
export const pickTo = (rows: readonly Row[], at: number, to: number): void => {
  const { anchor } = usePicks.getState();
  const found = anchor === null ? -1 : rows.findIndex((row) => row.id === anchor);
  const from = found < 0 ? Math.max(at, 0) : found;
  const picked = new Set<DevicePath>();
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const node = rows[index]?.node;
    if (node?.isDevice === true) picked.add(node.key);
  }
  usePicks.setState({ picked, anchor: rows[from]?.id ?? null });
};

/** Picks every device on show. */
export const pickAll = (rows: readonly Row[]): void =>
  usePicks.setState({
    picked: new Set(rows.flatMap(({ node, matches }) => (node.isDevice && matches ? [node.key] : []))),
    anchor: null,
  });

/** What an act on the tree is for: the picked devices, else the chosen one. */
export const handled = (): readonly DevicePath[] => {
  const { picked } = usePicks.getState();
  if (picked.size > 0) return [...picked];
  const { selected } = useView.getState();
  return selected === null ? [] : [selected];
};
