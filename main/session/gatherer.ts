/** Who gathers and judges evidence for a session: the session has the wire, the other the cryptography. */
import type { Carried, Gathered, GatherWanted } from '../../shared/evidence/gathering.js';

export interface Carrier {
  /** Brings an object to the device's mailbox, and its answer back. Rejects when the device is lost. */
  carry(object: Uint8Array): Promise<Carried>;
  /** Ends the gathering. */
  readonly signal: AbortSignal;
}

export interface Gatherer {
  /** Rejects as the carrier does, with the signal's reason when that aborts, and with FaultError when nobody can judge. */
  gather(wanted: GatherWanted, carrier: Carrier): Promise<Gathered>;
}
