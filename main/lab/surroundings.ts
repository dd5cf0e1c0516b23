/** What the lab may ask of the machine it runs on, beside its targets: whoever starts the lab hands it in. */
import { FaultError } from '../../shared/ipc/faultError.js';
import type { Found, VmChoice, VmFound } from '../../shared/ipc/found.js';
import type { Opening } from '../wires/opening.js';

export interface Surroundings {
  found(): Promise<Found>;
  /** Throws FaultError when it does not start. */
  startVm(choice: VmChoice, opening: Opening): Promise<VmFound>;
}

const nothing = 'This lab was started without looking around.';

/** A lab that is alone: a command line, a test. */
export const bareSurroundings: Surroundings = {
  found: () => Promise.resolve({ hosts: [], serial: { ports: [], why: nothing }, vm: { running: [], why: nothing } }),
  startVm: () => Promise.reject(new FaultError({ kind: 'not-built', text: nothing })),
};
