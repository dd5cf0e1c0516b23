/** Whether a write raises a device's trust, and may not now, because the evidence it would rest on is no good (R13, R31). */
import type { Device } from '../../shared/facts/device.js';
import { known } from '../../shared/facts/fact.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { holdText, levelRaised } from '../../shared/journey/hold.js';
import { actionOf } from '../../shared/model/dialects/address.js';
import type { Verdicts } from './verdicts.js';

interface Raise {
  readonly device: Device;
  readonly level: number;
}

/** The device whose trust this write raises, and to which level; null for any other write. */
const raiseOf = (snapshot: Snapshot, write: { readonly path: string; readonly value: string }): Raise | null => {
  const dialect = known(snapshot.dialect);
  if (dialect === undefined) return null;
  const find = (bus: string, id: string) =>
    Object.values(snapshot.devices).find((device) => device.bus === bus && device.id === id)?.path ?? null;
  const action = actionOf(dialect, write, find);
  const device = action !== null && 'device' in action ? snapshot.devices[action.device] : undefined;
  if (action === null || device === undefined) return null;
  const level = levelRaised(action, device);
  return level === null ? null : { device, level };
};

/** The fault that holds the write back; null when it may be made. A device whose evidence nobody asked for is not held. */
export const restsOn = (
  verdicts: Verdicts,
  snapshot: Snapshot,
  write: { readonly path: string; readonly value: string },
): Fault | null => {
  const raise = raiseOf(snapshot, write);
  const hold = raise === null ? null : verdicts.holds(raise.device.path, raise.level);
  if (raise === null || hold === null) return null;
  const text = `Level ${raise.level} of ${raise.device.id} would rest on its evidence, and ${holdText(hold)} Nothing was written. Gather and verify anew, or let another policy decide.`;
  return { kind: 'no-evidence', text };
};
