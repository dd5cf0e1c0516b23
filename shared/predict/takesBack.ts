/** Whether the last write to a device can be taken back: only by a write that is not foretold as refused. */
import type { Device } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { History } from '../journey/history.js';
import { effectsOfWrite } from '../journey/rows.js';
import { type Undo, undoOf } from '../journey/undo.js';
import { actionOf } from '../model/dialects/address.js';
import type { Dialect } from '../model/dialects/dialect.js';
import { predict } from './predict.js';

/** `why`: one phrase. */
export type TakesBack =
  | { readonly kind: 'undo'; readonly undo: Undo }
  | { readonly kind: 'none'; readonly why: string };

interface Asked {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly dialect: Dialect;
  readonly history: History;
  /** Every event seen, oldest first. */
  readonly events: readonly LabEvent[];
}

export const takesBack = ({ snapshot, device, dialect, history, events }: Asked): TakesBack => {
  const { last } = history;
  if (last === null) return { kind: 'none', why: 'nothing was written to this device' };
  if (last.outcome?.kind !== 'done') return { kind: 'none', why: 'the last write to this device was not done' };
  const find = (bus: string, id: string) => (bus === device.bus && id === device.id ? device.path : null);
  const action = actionOf(dialect.id, last.write, find);
  const undo = action === null ? null : undoOf(action, effectsOfWrite(events, last.write.id));
  if (undo === null) return { kind: 'none', why: 'the last write has no inverse' };
  const prediction = predict(snapshot, undo.action);
  return prediction.kind === 'refused'
    ? { kind: 'none', why: `the write that would, is foretold as refused (${prediction.refusal.errno})` }
    : { kind: 'undo', undo };
};
