/** The guard rails: what holds a write back before it is made. Harmless targets need no arming; real ones do. */
import type { Fault } from '../../shared/ipc/fault.js';

/** What a path touches of the branch this tool itself sits on: the disk of `/`, or the network card of the session. */
export type OwnBranch = 'disk' | 'network';

/** Says whether a write touches the tool's own branch. A remote or simulated target has none. */
export type TouchesOwnBranch = (path: string, value: string) => OwnBranch | null;

export interface GuardState {
  readonly harmless: boolean;
  readonly armed: boolean;
  /** The person said for this write: yes, my own branch. */
  readonly ownBranch: boolean;
  readonly touches: TouchesOwnBranch;
}

const branchWords: Readonly<Record<OwnBranch, string>> = {
  disk: 'the disk of /',
  network: 'the network card this session runs over',
};

/** Null when the write may be made; else the fault to answer, whose text is also the event's `why`. */
export const guard = (state: GuardState, write: { path: string; value: string }): Fault | null => {
  if (state.harmless) return null;
  if (!state.armed) {
    return { kind: 'disarmed', text: 'The target is a real machine and is not armed: nothing was written.' };
  }
  const own = state.touches(write.path, write.value);
  if (own === null || state.ownBranch) return null;
  return { kind: 'own-branch', text: `The write touches ${branchWords[own]}: nothing was written.` };
};
