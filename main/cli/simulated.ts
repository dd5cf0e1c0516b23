/** The simulated device that a command line names: by serial, and by what is wrong with it. */
import { join } from 'node:path';
import type { Authority } from '../../shared/evidence/responder/authority.js';
import { makeDevice, type SimulatedDevice } from '../../shared/evidence/responder/device.js';
import { type Fault, faults, isFault } from '../../shared/evidence/responder/faults.js';
import { sampleIdentity } from '../../shared/evidence/responder/sample.js';
import { ownAuthority } from '../evidence/ownAuthority.js';
import { nodeSecrets } from '../evidence/secrets.js';
import { dataDir } from '../lab/dataDir.js';
import type { Invocation } from './cli.js';
import { badUsage } from './ending.js';
import { seatOf } from './seat.js';

const faultsOf = ({ flags }: Invocation): readonly Fault[] => {
  const given = Array.isArray(flags.fault) ? flags.fault : [];
  const unknown = given.find((text) => !isFault(text));
  if (unknown !== undefined)
    throw badUsage(`There is no fault ${JSON.stringify(unknown)}; there is ${faults.join(', ')}.`);
  return given.filter(isFault);
};

/** Digits and letters: it stands in certificates. */
const serialOf = ({ flags }: Invocation): string => {
  const { serial } = flags;
  if (serial === undefined) return sampleIdentity.serial;
  if (typeof serial !== 'string' || !/^[0-9A-Za-z-]{1,32}$/.test(serial))
    throw badUsage('--serial takes 1 to 32 letters, digits and hyphens.');
  return serial;
};

export interface Simulated {
  readonly authority: Authority;
  readonly device: SimulatedDevice;
  /** The same without faults: what its maker says it should be. */
  readonly sound: SimulatedDevice;
  readonly serial: string;
}

/** Of this installation's own authority, which is made at its first use. */
export const simulatedOf = async (invocation: Invocation): Promise<Simulated> => {
  const [serial, given] = [serialOf(invocation), faultsOf(invocation)];
  const authority = await ownAuthority(join(dataDir(), 'evidence'), Date.now());
  const identity = { ...sampleIdentity, serial };
  const options = { authority, identity, ...seatOf(invocation) };
  const device = makeDevice({ ...options, faults: given }, nodeSecrets);
  return { authority, device, sound: makeDevice(options, nodeSecrets), serial };
};
