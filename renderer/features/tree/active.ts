/** The row that keys act on. The grid has the focus; this row is named to assistive technology. */
import { useCallback, useEffect, useState } from 'react';
import type { DevicePath } from '../../../shared/model/device.js';
import { useView } from '../../state/view.js';
import type { Row } from './rows.js';

interface Active {
  /** Tells a pinned device's two rows apart. */
  readonly row: string;
  readonly device: DevicePath;
}

const indexIn = (rows: readonly Row[], active: Active | null): number => {
  if (active === null) return -1;
  const index = rows.findIndex((row) => row.id === active.row);
  // Unpinned, folded or filtered away: its other row, where it has one.
  return index >= 0 ? index : rows.findIndex((row) => row.node.key === active.device);
};

/** Its index, -1 for none, and how to make another one active. It stays the same device when rows above it come and go. */
export const useActive = (rows: readonly Row[]): readonly [number, (row: Row) => void] => {
  const selected = useView((view) => view.selected);
  const [active, setActive] = useState<Active | null>(selected === null ? null : { row: selected, device: selected });
  useEffect(() => {
    if (selected !== null)
      setActive((before) => (before?.device === selected ? before : { row: selected, device: selected }));
  }, [selected]);
  return [indexIn(rows, active), useCallback((row) => setActive({ row: row.id, device: row.node.key }), [])];
};
