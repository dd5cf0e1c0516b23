/** Whether a Thunderbolt device can be taken back by a write: its domain says so (O5), and where it says no, only unplugging is left. */
import type { Device } from '../facts/device.js';
import { textOf } from '../facts/reading.js';
import type { Snapshot } from '../facts/snapshot.js';
import { thunderboltDomainOf } from '../facts/thunderboltDomain.js';

/** `yes` for every other bus; `unknown` where the domain's `deauthorization` was not read. */
export type Deauthorizes = 'yes' | 'no' | 'unknown';

export const deauthorizes = (snapshot: Snapshot, device: Device): Deauthorizes => {
  if (device.bus !== 'thunderbolt') return 'yes';
  const said = textOf(thunderboltDomainOf(snapshot, device)?.readings.deauthorization);
  return said === null ? 'unknown' : said === '1' ? 'yes' : 'no';
};

/** Why no write leads back, where the domain says so. */
export const unplugOnly =
  'There is no way back but unplugging it: the domain cannot de-authorize (its deauthorization reads 0).';
