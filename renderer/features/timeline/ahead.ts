/** What the write that is shown for the chosen device is predicted to do: the timeline's only look into the future. */
import type { Device } from '../../../shared/facts/device.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { known } from '../../../shared/facts/fact.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { heldBack } from '../../../shared/journey/hold.js';
import { type Journey, journeyOf } from '../../../shared/journey/journey.js';
import { levelValue } from '../../../shared/journey/parts.js';
import type { WriteAction } from '../../../shared/model/action.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { writeOf } from '../../../shared/model/dialects/address.js';
import type { Dialect } from '../../../shared/model/dialects/dialect.js';
import { dialects } from '../../../shared/model/dialects/index.js';
import type { Level } from '../../../shared/model/level.js';
import { predict } from '../../../shared/predict/predict.js';
import { isTsmCall, verbOf } from '../../../shared/timeline/verb.js';
import { type Choice, useChoice } from '../../state/choice.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { currentChart } from './current.js';

interface Base {
  readonly device: DevicePath;
  /** `trust 4`. */
  readonly verb: string;
}

export type Ahead = Base &
  (
    | { readonly kind: 'succeeds'; readonly tsm: boolean; readonly level: Level }
    | { readonly kind: 'refused'; readonly errno: string }
    /** The policy holds it before any kernel is asked. */
    | { readonly kind: 'held' }
    | { readonly kind: 'cannot' }
  );

interface Picked {
  readonly choice: Choice | null;
  readonly aim: Level | null;
  readonly events: readonly LabEvent[];
}

type Shown = Pick<Picked, 'choice' | 'aim'> & { readonly device: Device };

/** The write one looks at: the one chosen, else the level aimed at, else the way out of an error, else the next step of the path. */
const shownWrite = (dialect: Dialect | null, journey: Journey, { device, choice, aim }: Shown): WriteAction | null => {
  if (choice !== null && choice.device === device.path) return choice.action;
  if (aim !== null) return { kind: 'trust', device: device.path, value: levelValue(dialect, aim) };
  return (journey.recover ?? journey.next)?.action ?? null;
};

/** Pure: what that write is predicted to do; null where none is shown. */
export const foretell = (snapshot: Snapshot, device: Device, picked: Picked): Ahead | null => {
  const id = known(snapshot.dialect);
  const dialect = id === undefined ? null : dialects[id];
  const journey = journeyOf({ snapshot, device, dialect, events: picked.events });
  const action = shownWrite(dialect, journey, { device, ...picked });
  if (action === null) return null;
  const { path, value } = writeOf(action, {
    id: device.id,
    bus: device.bus,
    driver: known(device.facts.driver) ?? null,
  });
  const base = { device: device.path, verb: verbOf(path, value) };
  if (heldBack(journey.history.standing, action, device) !== null) return { ...base, kind: 'held' };
  const prediction = predict(snapshot, action);
  switch (prediction.kind) {
    case 'succeeds':
      return { ...base, kind: 'succeeds', tsm: isTsmCall(path, value), level: prediction.after.level };
    case 'refused':
      return { ...base, kind: 'refused', errno: prediction.refusal.errno };
    case 'cannot':
      return { ...base, kind: 'cannot' };
  }
};

let last: { readonly key: readonly unknown[]; readonly ahead: Ahead | null } | null = null;

/** What lies ahead of the chosen device, or null. Predicted anew only when something it rests on has changed. */
export const aheadNow = (): Ahead | null => {
  const { snapshot, events } = useSession.getState();
  const { selected, aim } = useView.getState();
  const { choice } = useChoice.getState();
  const { counts, actors } = currentChart();
  const key = [
    snapshot,
    selected,
    aim,
    choice,
    counts.writes,
    counts.refusals,
    counts.faults,
    actors.tsm.size,
    actors.verifier.size,
  ];
  if (last !== null && key.every((part, index) => part === last?.key[index])) return last.ahead;
  const device = selected === null ? undefined : snapshot?.devices[selected];
  const ahead = snapshot === null || device === undefined ? null : foretell(snapshot, device, { choice, aim, events });
  last = { key, ahead };
  return ahead;
};
