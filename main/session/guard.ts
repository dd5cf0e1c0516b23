/** The guard rails: what holds a write back before it is made. Harmless targets need no arming; real ones do. */
import type { OwnBranch } from '../../shared/facts/radius.js';
import type { Fault } from '../../shared/ipc/fault.js';

export interface GuardState {
  readonly harmless: boolean;
  readonly armed: boolean;
  /** The person said for this write: yes, my own branch. */
  readonly ownBranch: boolean;
  /** What the dry run says that the write touches of the branch this tool sits on. */
  readonly touches: OwnBranch | null;
}

const branchWords: Readonly<Record<OwnBranch, string>> = {
  disk: 'the disk of /',
  network: 'the network card this session runs over',
};

/** Null when the write may be made; else the fault to answer, whose text is also the event's `why`. */
export const guard = (state: GuardState): Fault | null => {
  if (state.harmless) return null;
  if (!state.armed) {
    return { kind: 'disarmed', text: 'The target is a real machine and is not armed: nothing was written.' };
  }
  if (state.touches === null || state.ownBranch) return null;
  return { kind: 'own-branch', text: `The write touches ${branchWords[state.touches]}: nothing was written.` };
};
