/** The undo the uAPI has: which write takes the last one back, and what it does not bring back. */
import type { LabEvent } from '../facts/event.js';
import type { WriteAction } from '../model/action.js';

export interface Undo {
  readonly action: WriteAction;
  /** What it does not bring back, or null when it brings back all. */
  readonly but: string | null;
}

/** The level before and after the write, from the `change` events it caused; null where nothing changed. */
const levelBefore = (effects: readonly LabEvent[]): string | null => {
  for (const event of effects) if (event.kind === 'change' && event.fact === 'level') return event.from;
  return null;
};

/**
 * The inverse of a write that was done, or null when the uAPI has none.
 * `effects`: the events whose cause is that write.
 */
export const undoOf = (action: WriteAction, effects: readonly LabEvent[]): Undo | null => {
  switch (action.kind) {
    case 'unbind':
      return { action: { kind: 'bind', device: action.device, driver: action.driver }, but: null };
    case 'bind':
      return { action: { kind: 'unbind', device: action.device, driver: action.driver }, but: null };
    case 'lock':
      return { action: { ...action, kind: 'unlock' }, but: null };
    case 'unlock':
      return { action: { ...action, kind: 'lock' }, but: 'evidence and verdict do not come back' };
    case 'connect':
      return { action: { ...action, kind: 'disconnect' }, but: null };
    case 'disconnect':
      return { action: { ...action, kind: 'connect' }, but: 'evidence and verdict do not come back' };
    case 'trust': {
      const before = levelBefore(effects);
      if (before === null) return null;
      // At T=1 no lower level but 0 can be written (R12, O2).
      return action.value === '4'
        ? { action: { ...action, value: '0' }, but: `level ${before} does not come back: from 4 only 0 can be written` }
        : { action: { ...action, value: before }, but: null };
    }
    case 'authorized':
      return action.value === '0'
        ? { action: { ...action, value: '1' }, but: null }
        : { action: { ...action, value: '0' }, but: null };
    case 'autoprobe':
    case 'modules_autoprobe':
    case 'drivers_autoprobe':
      return {
        action: { ...action, value: action.value === '0' ? '1' : '0' },
        but: 'what arrived meanwhile stays as it is',
      };
    case 'iommu_type':
    case 'accept':
    case 'key':
    case 'driver_override':
    case 'drivers_probe':
      return null;
  }
};
