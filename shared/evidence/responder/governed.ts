/** Interfaces of a simulated device that a TSM holds: it alone locks, starts and stops them; whoever else talks to the device may look. */
import { u8 } from '../bytes/write.js';
import { type TdispStateName, tdispStates } from '../tdisp/codes.js';
import type { Bar } from '../tdisp/consistency.js';
import type { InterfaceId, TdispBody } from '../tdisp/message.js';

export interface Governed {
  readonly target: InterfaceId;
  readonly bars: readonly Bar[];
  readonly state: TdispStateName;
}

/** The interface that a message names; null when the device has none of that name. */
export const governedOf = (all: readonly Governed[], { requester, segment }: InterfaceId): Governed | null =>
  all.find(({ target }) => target.requester === requester && target.segment === segment) ?? null;

export const isHeld = ({ state }: Pick<Governed, 'state'>): boolean => state === 'CONFIG_LOCKED' || state === 'RUN';

/**
 * What moves the interface, answered to anybody but its TSM. There are no IDE keys of theirs to lock with, and the nonce
 * that starts it is the TSM's.
 */
export const refusedMove = (
  kind: TdispBody['kind'],
  { state }: Governed,
): 'invalidRequest' | 'invalidState' | 'invalidNonce' | null => {
  if (kind === 'lock') return state === 'CONFIG_UNLOCKED' ? 'invalidRequest' : 'invalidState';
  if (kind === 'start') return state === 'CONFIG_LOCKED' ? 'invalidNonce' : 'invalidState';
  return kind === 'stop' ? 'invalidRequest' : null;
};

export const stateByte = ({ state }: Governed): Uint8Array => u8(tdispStates.indexOf(state));
