/** A refusal as data: which error, who said no, which precondition failed, and the nearest way to succeed. */
import type { Action } from './action.js';
import type { Errno } from './errno.js';

/** Who refused: the driver core, the bus code, the TSM, the device, the IOMMU, or policy. */
export type Refuser = 'core' | 'bus' | 'tsm' | 'device' | 'iommu' | 'policy';

export interface Refusal {
  readonly errno: Errno;
  readonly by: Refuser;
  /** The precondition that failed: a stable id (e.g. `link-not-secured`), and one sentence of what was found, present tense. */
  readonly precondition: { readonly id: string; readonly text: string };
  /** Requirement rows this refusal illustrates, e.g. `['R46']`. */
  readonly rows: readonly string[];
  /** Actions that lead, in order, to the state asked for; the refused action last, unless those before it get there already. Empty when there is no way. */
  readonly path: readonly Action[];
}
