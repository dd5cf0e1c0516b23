/** What can be injected into a machine that takes faults, as the exact write it is, and what the model expects of it. */
import { type Fault, faultWords, formatEvidenceFault } from '../../../shared/evidence/responder/faults.js';
import { titleOf } from '../../../shared/evidence/view/titles.js';
import type { Device } from '../../../shared/facts/device.js';
import { textOf } from '../../../shared/facts/reading.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import type { SysfsWrite } from '../../../shared/model/dialects/address.js';
import { formatRow, rowsOfEffects } from '../../../shared/journey/rows.js';
import type { DeviceState } from '../../../shared/model/device.js';
import type { Errno } from '../../../shared/model/errno.js';
import { step } from '../../../shared/model/step.js';
import { faultFiles, formatInject, type Injected, type InjectedKind } from '../../../shared/model/world.js';
import { machineOf } from '../../../shared/predict/machineOf.js';
import { verdictWords } from '../../../shared/timeline/words.js';

/** Errors a TSM call can be made to end with. */
export const tsmErrors: readonly Errno[] = ['EIO', 'EBUSY', 'ETIMEDOUT', 'EPROTO', 'ENOMEM'];

/** Whether this machine takes faults: the simulator does, and a kernel with our module whose debugfs can be read. */
export const takesFaults = (snapshot: Snapshot | null): boolean =>
  snapshot !== null && textOf(snapshot.readings[faultFiles.latency]) !== null;

/** What happens to a device: the act, on whom, and the TSM's error (null takes it back). */
export interface Happening {
  readonly kind: InjectedKind;
  readonly name: string;
  readonly errno: Errno | null;
}

/** What becomes wrong with what a device signs; null takes back all that is. */
export interface Spoiling {
  readonly fault: Fault | null;
  /** Who signs. */
  readonly name: string;
}

/** What the person chose. */
export type Chosen = Happening | Spoiling;

export const isSpoiling = (chosen: Chosen): chosen is Spoiling => 'fault' in chosen;

const lineOf = ({ kind, name, errno }: Happening): string =>
  kind === 'tsm_fails' ? `tsm_fails ${name} ${errno ?? 'none'}` : `${kind} ${name}`;

/** The write that injects it. */
export const injection = (chosen: Chosen): SysfsWrite =>
  isSpoiling(chosen)
    ? { path: faultFiles.evidence, value: formatEvidenceFault(chosen.fault, chosen.name) }
    : { path: faultFiles.inject, value: lineOf(chosen) };

/** Addresses of devices that left while this session looked on, newest first: those that can arrive again. */
export const leftDevices = (events: readonly LabEvent[], snapshot: Snapshot): readonly string[] => {
  const left = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'uevent' || event.action !== 'remove' || event.device === null) continue;
    if (snapshot.devices[event.device] === undefined) left.add(event.device.slice(event.device.lastIndexOf('/') + 1));
  }
  return [...left].reverse();
};

const actionFor = (chosen: Happening, state: DeviceState): Injected | null => {
  if (chosen.kind === 'arrive') return null;
  return chosen.kind === 'tsm_fails'
    ? { kind: 'tsm_fails', device: state.path, errno: chosen.errno }
    : { kind: chosen.kind, device: state.path };
};

/** What gathering finds from now on, by the check that finds it first. */
const foundLater = (fault: Fault | null): string => {
  if (fault === null) return 'what is gathered next is sound again';
  const { finds } = faultWords[fault];
  if (finds === null) return 'every check of the next gathering passes, and it takes twice as many messages';
  return `the next gathering finds “${titleOf(finds.check)}”: ${verdictWords[finds.verdict]}`;
};

/** One sentence on what is expected; null when nothing can be said (a device the model has not seen). */
export const expected = (snapshot: Snapshot, device: Device, chosen: Chosen): string | null => {
  if (isSpoiling(chosen)) return foundLater(chosen.fault);
  const machine = machineOf(snapshot);
  const state = machine.devices[device.path];
  const action = state === undefined ? null : actionFor(chosen, state);
  if (action === null || formatInject(action, device.id) !== lineOf(chosen)) return null;
  const result = step(machine, action);
  if (result.kind === 'refused') return `refused, ${result.refusal.errno}: ${result.refusal.precondition.text}`;
  if (action.kind === 'tsm_fails')
    return action.errno === null ? 'TSM calls succeed again' : `the next TSM call ends with ${action.errno}`;
  if (action.kind === 'leave') return 'the device and what is behind it are gone';
  const rows = rowsOfEffects(result.effects, device.path).filter((row) => row.key !== 'uevent' && row.from !== row.to);
  return rows.length === 0 ? 'nothing changes in its present state' : rows.map(formatRow).join('; ');
};
