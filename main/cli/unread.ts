/** What of a target could not be read, and why: sentences for standard error, so that a snapshot is never taken for the whole. */
import { grouped } from '../../shared/facts/grouped.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Rights } from '../../shared/facts/rights.js';

interface Refused {
  readonly count: number;
  readonly first: string;
}

/** A sentence per error number that reading attributes answered with, after what the rights alone tell. */
export const unreadOf = ({ devices }: Snapshot, { unseen }: Rights): readonly string[] => {
  const refused = new Map<string, Refused>();
  for (const device of Object.values(devices)) {
    for (const [name, reading] of Object.entries(device.readings)) {
      if (!('errno' in reading)) continue;
      const { count, first } = refused.get(reading.errno) ?? { count: 0, first: `${name} of ${device.id}` };
      refused.set(reading.errno, { count: count + 1, first });
    }
  }
  const sentences = [...refused].map(([errno, { count, first }]) =>
    count === 1
      ? `One attribute could not be read (${errno}): ${first}.`
      : `${grouped(count)} attributes could not be read (${errno}), the first ${first}.`,
  );
  return [...unseen, ...sentences];
};
