/** Who signs for a device, and what is wrong with that now: what the faults of evidence are chosen from. */
import { type Fault, faultsIn } from '../../../shared/evidence/responder/faults.js';
import type { Device } from '../../../shared/facts/device.js';
import { textOf } from '../../../shared/facts/reading.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { managerOf } from '../../../shared/journey/manager.js';
import { faultFiles } from '../../../shared/model/world.js';

/** Whether what this machine's devices sign can be made wrong: the simulator's can, a real device's cannot. */
export const takesEvidenceFaults = (snapshot: Snapshot | null): boolean =>
  snapshot !== null && textOf(snapshot.readings[faultFiles.evidence]) !== null;

export type Signing =
  | {
      readonly kind: 'signs';
      /** Address of whoever signs: the device, or the function that speaks for it. */
      readonly by: string;
      readonly wrong: readonly Fault[];
    }
  /** In one sentence. */
  | { readonly kind: 'none'; readonly why: string };

const none = (why: string): Signing => ({ kind: 'none', why });

/** A mailbox for SPDM: without one a device is asked nothing, and signs nothing. */
const hasMailbox = ({ readings }: Device): boolean => textOf(readings['doe_features/0001:01']) !== null;

export const signingOf = (snapshot: Snapshot, device: Device | null): Signing => {
  const text = textOf(snapshot.readings[faultFiles.evidence]);
  if (text === null) return none('What a real device signs cannot be made wrong from here: only the simulator’s can.');
  if (device === null) return none('Choose a device to make wrong what it signs.');
  const manager = managerOf(snapshot, device);
  const speaker = manager === null ? device : manager.device;
  if (speaker === null) return none('The function that speaks for this device is not known here.');
  if (!hasMailbox(speaker)) return none('This device has no SPDM mailbox: it signs nothing that could be made wrong.');
  return { kind: 'signs', by: speaker.id, wrong: faultsIn(text, speaker.id) };
};
