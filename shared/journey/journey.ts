/** The path a device walks in this dialect and role, from not trusted to trusted: what the stepper draws and offers next. */
import type { Device } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import { known } from '../facts/fact.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { WriteAction } from '../model/action.js';
import type { Dialect } from '../model/dialects/dialect.js';
import type { Level } from '../model/level.js';
import { type Deauthorizes, deauthorizes } from './deauthorization.js';
import { type Fallen, fallenOf } from './fallen.js';
import { type History, historyOf } from './history.js';
import type { Plan } from './parts.js';
import { planOf } from './plan.js';
import { type WayBack, waysBackOf } from './waysBack.js';
import { stepsOf } from './steps.js';

/** Which of the paths it is: a guest locks (R13), a host connects (R44), a device without a TSM reaches 2 (R52) or, where there is no level at all, has its driver only (R1), the other buses authorize (R38, R41). */
export type JourneyKind = 'guest' | 'host' | 'native' | 'driver' | 'thunderbolt' | 'usb' | 'none';

export type StepId =
  | 'unbind'
  | 'lock'
  | 'connect'
  | 'gather'
  | 'verify'
  | 'trust'
  | 'accept'
  | 'bind'
  | 'authorize'
  | 'confine';

/**
 * `skipped`: the device is past it, and nothing in this session shows that it was done.
 * `refused`: the last write to this device was this one, and it was refused; for `verify`, the person rejected.
 */
export type StepState = 'done' | 'next' | 'later' | 'refused' | 'skipped' | 'not-possible';

export interface JourneyStep {
  readonly id: StepId;
  readonly title: string;
  /** The zone it stands in, or null when it stands between zones: that write changes the zone. */
  readonly zone: string | null;
  /** The write it is, or null for gathering and for the verdict, which the tool does itself. */
  readonly action: WriteAction | null;
  readonly state: StepState;
  /** Milliseconds since the epoch, or null when it was not seen. */
  readonly doneAt: number | null;
  /** One phrase: why it is refused, skipped, stale or not possible; else null. */
  readonly why: string | null;
}

export interface Zone {
  readonly id: string;
  readonly title: string;
  /** A few words on what it means, e.g. the levels it goes with. */
  readonly gloss: string;
  /** `now`: the device is in it; `next`: the path leads into it; `back`: a write leads back to it; `left`: it came from there, and no write leads back; `not-here`: no path leads there on this machine. */
  readonly state: 'now' | 'next' | 'back' | 'left' | 'later' | 'not-here';
}

export interface Journey {
  readonly kind: JourneyKind;
  readonly zones: readonly Zone[];
  readonly steps: readonly JourneyStep[];
  /** The step to do now, or null: the path is walked, or there is a `recover` first, or no path. */
  readonly next: JourneyStep | null;
  /** In the Error zone: the interface is in ERROR, or what the connection rested on is lost (R23). */
  readonly inError: boolean;
  /** What leads out of the Error zone, or of a rejected device; null when nothing has to. */
  readonly recover: WayBack | null;
  /** Ways back from where the device is now, the gentlest first. */
  readonly waysBack: readonly WayBack[];
  /** Whether a write takes the device back to where its path begins; said from any zone of it. */
  readonly returns: Deauthorizes;
  readonly fallen: Fallen | null;
  /** The level the path leads to, or null when this dialect has none. */
  readonly goal: Level | null;
  /** One sentence, when there is no path or it ends early. */
  readonly note: string | null;
  readonly history: History;
}

export interface JourneyInput {
  readonly snapshot: Snapshot;
  readonly device: Device;
  /** The table of the detected dialect, or null when it is not known. */
  readonly dialect: Dialect | null;
  /** Every event seen, oldest first; those of other devices are passed over. */
  readonly events: readonly LabEvent[];
}

/** Index of the first zone that the path does not come to: the write that leads there cannot be made here. */
const endOf = (plan: Plan, steps: readonly JourneyStep[]): number =>
  plan.templates.reduce((end, template, index) => {
    const blocked = template.leadsTo !== null && steps[index]?.state === 'not-possible';
    return blocked ? Math.min(end, template.leadsTo) : end;
  }, plan.zones.length);

interface Bounds {
  /** Index of the zone the device is in; below -1 for none. */
  readonly at: number;
  readonly end: number;
  readonly returns: Deauthorizes;
}

const stateOf = (index: number, { at, end, returns }: Bounds): Zone['state'] => {
  if (index === at) return 'now';
  if (index < at) return index === 0 && returns === 'no' ? 'left' : 'back';
  if (index >= end) return 'not-here';
  return index === at + 1 ? 'next' : 'later';
};

const zonesOf = (plan: Plan, bounds: Bounds): readonly Zone[] =>
  plan.zones.map((zone, index) => ({ ...zone, state: stateOf(index, bounds) }));

/** Builds the path. Pure: the same snapshot and events always give the same path. */
export const journeyOf = ({ snapshot, device, dialect, events }: JourneyInput): Journey => {
  const returns = deauthorizes(snapshot, device);
  const history = historyOf(events, device.path, known(device.facts.iommuGroup) ?? null);
  const plan = planOf({ snapshot, device, dialect, history });
  const waysBack = waysBackOf({ snapshot, kind: plan.kind, device, dialect, inError: plan.inError, zone: plan.zone });
  const rejected = history.verdict?.verdict === 'reject' && plan.zone === plan.verdictZone;
  const recover = plan.inError || rejected ? (waysBack.find((way) => way.recovers) ?? null) : null;
  const steps = stepsOf({ plan, device, history, halted: plan.inError || rejected });
  return {
    kind: plan.kind,
    zones: zonesOf(plan, { at: plan.inError ? -2 : plan.zone, end: endOf(plan, steps), returns }),
    steps,
    next: steps.find((step) => step.state === 'next') ?? null,
    inError: plan.inError,
    recover,
    waysBack,
    returns,
    fallen: fallenOf(events, device),
    goal: plan.goal,
    note: plan.note,
    history,
  };
};
