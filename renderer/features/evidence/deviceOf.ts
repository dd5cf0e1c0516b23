/** Whose evidence it is: a collection that was gathered is named by its device's address and the time. */
import type { CollectionView } from '../../../shared/evidence/view/model.js';
import type { Device } from '../../../shared/facts/device.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';

/** The device of the target in front; null for files, for a name a person gave, and when it is not there. */
export const deviceOf = (
  { kind, name }: Pick<CollectionView, 'kind' | 'name'>,
  snapshot: Pick<Snapshot, 'devices'> | null,
): Device | null => {
  if (kind !== 'gathered' || snapshot === null) return null;
  return Object.values(snapshot.devices).find(({ id }) => name.startsWith(`${id} `)) ?? null;
};
