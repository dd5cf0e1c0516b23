/** Whether a write raises a device's trust, and may not now, because the evidence it would rest on is no good (R13, R31). */
import type { Device } from '../../shared/facts/device.js';
import { known } from '../../shared/facts/fact.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { actionOf } from '../../shared/model/dialects/address.js';
import type { Verdicts } from './verdicts.js';

interface Raise {
  readonly device: Device;
  readonly level: number;
}

/** What `tsm/accept` asks for, where it is not said in numbers. */
const tcb = 4;

/** The device whose trust this write raises, and to which level; null for any other write. */
const raiseOf = (snapshot: Snapshot, write: { readonly path: string; readonly value: string }): Raise | null => {
  const dialect = known(snapshot.dialect);
  if (dialect === undefined) return null;
  const find = (bus: string, id: string) =>
    Object.values(snapshot.devices).find((device) => device.bus === bus && device.id === id)?.path ?? null;
  const action = actionOf(dialect, write, find);
  if (action === null || (action.kind !== 'trust' && action.kind !== 'accept')) return null;
  const device = snapshot.devices[action.device];
  if (device === undefined) return null;
  const level = action.kind === 'accept' ? tcb : Number(action.value);
  return level > (known(device.facts.level) ?? 0) ? { device, level } : null;
};

/** The fault that holds the write back; null when it may be made. A device whose evidence nobody asked for is not held. */
export const restsOn = (
  verdicts: Verdicts,
  snapshot: Snapshot,
  write: { readonly path: string; readonly value: string },
): Fault | null => {
  const raise = raiseOf(snapshot, write);
  const why = raise === null ? null : verdicts.refuses(raise.device.path, raise.level);
  if (raise === null || why === null) return null;
  const text = `Level ${raise.level} of ${raise.device.id} would rest on its evidence, and ${why.replace(/[.]$/, '')}. Nothing was written. Gather and verify anew, or let another policy decide.`;
  return { kind: 'no-evidence', text };
};
