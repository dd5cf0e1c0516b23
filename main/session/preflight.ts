/** The last two rows of every opening: what the first sweep says about the dialect and about TSMs. */
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { PreflightRow } from '../../shared/ipc/opening.js';
import type { DialectId } from '../../shared/model/dialects/dialect.js';
import type { Opening } from '../wires/opening.js';

/** How a person calls each dialect: one clause. */
const dialects = {
  'stock-7.3': 'stock kernel, as released: no trust attribute',
  v2: 'the v2 patches: lock, unlock and accept',
  march: 'the March proposal: trust, five levels',
  july: 'the July tree: trust, named levels',
  september: 'the September tree: trust_policy',
} as const satisfies Readonly<Record<DialectId, string>>;

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const dialectRow = ({ dialect, devices }: Snapshot): PreflightRow => {
  const seen = counted(Object.keys(devices).length, 'device');
  if (dialect.kind === 'unknown')
    return {
      id: 'dialect',
      state: 'warning',
      text: `Not known: ${dialect.why}.`,
      remedy: 'Check that sysfs is mounted there and that this user may read it.',
    };
  return { id: 'dialect', state: 'passed', text: `${dialects[dialect.value]}; ${seen}.`, remedy: null };
};

const tsmRow = ({ tsms, role }: Snapshot): PreflightRow => {
  if (tsms.length === 0)
    return {
      id: 'tsm',
      state: 'warning',
      text: 'No TSM is registered: no device can be connected, locked or run.',
      remedy:
        'Load the TSM driver of that platform; driver binding, authorization and IOMMU can be stepped without one.',
    };
  const names = tsms.map(({ name, pciMode }) => `${name} (${pciMode})`).join(', ');
  const plays = role.kind === 'unknown' ? 'role not known' : `${role.value} role`;
  return { id: 'tsm', state: 'passed', text: `${names}; ${plays}.`, remedy: null };
};

/** The rows for a snapshot, in order. */
const snapshotRows = (snapshot: Snapshot): readonly PreflightRow[] => [dialectRow(snapshot), tsmRow(snapshot)];

/** Tells them to whoever waits for the target. */
export const tellSnapshot = (opening: Opening, snapshot: Snapshot): void => {
  for (const row of snapshotRows(snapshot)) opening.tell(row);
};
