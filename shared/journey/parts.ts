/** What a path is made of, and the steps that several paths share. */
import type { Device } from '../facts/device.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { WriteAction } from '../model/action.js';
import type { Dialect } from '../model/dialects/dialect.js';
import type { Level } from '../model/level.js';
import type { History } from './history.js';
import type { JourneyKind, StepId } from './journey.js';

/** A step as the path has it. `zone` is the index of the zone it stands in, or null between zones; `past` the zone it leads to or belongs to. */
export interface Template {
  readonly id: StepId;
  readonly title: string;
  readonly zone: number | null;
  /** Being in this zone or a later one shows that the step was taken; null when only its own events or facts show it. */
  readonly leadsTo: number | null;
  readonly action: WriteAction | null;
  /** True when a reading shows that it was taken; where it is not said, the zone or the session's events show it. */
  readonly done?: boolean;
  /** One phrase when it cannot be taken here. */
  readonly impossible: string | null;
}

export interface Plan {
  readonly kind: JourneyKind;
  readonly zones: readonly { readonly id: string; readonly title: string; readonly gloss: string }[];
  /** Index of the zone the device is in. */
  readonly zone: number;
  /** The zone in which a verdict holds back; -1 when there is none. */
  readonly verdictZone: number;
  readonly inError: boolean;
  readonly templates: readonly Template[];
  readonly goal: Level | null;
  readonly note: string | null;
}

export interface Ground {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly dialect: Dialect | null;
  readonly history: History;
}

/** True when the dialect gives devices of this bus, in this role, a file for the action. */
export const offers = (dialect: Dialect | null, device: Device, kind: WriteAction['kind']): boolean =>
  dialect?.attributes.some((row) => row.action === kind && row.buses.some((bus) => bus === device.bus)) === true;

/** The word or digit a level is written as. */
export const levelValue = (dialect: Dialect | null, level: Level): string =>
  dialect?.levelWords?.[level] ?? String(level);

export const trustStep = (
  { device, dialect }: Ground,
  at: { level: Level; leadsTo: number | null; zone: number | null },
): Template => {
  if (!offers(dialect, device, 'trust') && offers(dialect, device, 'accept')) {
    return {
      id: 'accept',
      title: 'Accept',
      zone: at.zone,
      leadsTo: at.leadsTo,
      action: { kind: 'accept', device: device.path, value: '1' },
      impossible: null,
    };
  }
  return {
    id: 'trust',
    title: 'Trust',
    zone: at.zone,
    leadsTo: at.leadsTo,
    action: { kind: 'trust', device: device.path, value: levelValue(dialect, at.level) },
    impossible: offers(dialect, device, 'trust') ? null : 'this kernel has no level to write',
  };
};

export const evidence = (zone: number, impossible: string | null): readonly Template[] => [
  { id: 'gather', title: 'Gather', zone, leadsTo: null, action: null, impossible },
  { id: 'verify', title: 'Verify', zone, leadsTo: null, action: null, impossible },
];
