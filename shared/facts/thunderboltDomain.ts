/** The domain a Thunderbolt device is in: it says its policy (`security`, `deauthorization`) by readings of its own. */
import type { Device } from './device.js';
import type { Snapshot } from './snapshot.js';

/** The nearest domain above the device; undefined for what is in none. */
export const thunderboltDomainOf = (snapshot: Snapshot, device: Device): Device | undefined => {
  let at: Device | undefined = device;
  while (at !== undefined && at.kind !== 'thunderbolt-domain')
    at = at.parent === null ? undefined : snapshot.devices[at.parent];
  return at;
};
