/** Which path a device has, its zones, the zone it is in, and the steps in order: before anything is said about what is done. */
import type { Device } from '../facts/device.js';
import { known, measured } from '../facts/fact.js';
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

interface Ground {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly dialect: Dialect | null;
  readonly history: History;
}

/** True when the dialect gives devices of this bus, in this role, a file for the action. */
export const offers = (dialect: Dialect | null, device: Device, kind: WriteAction['kind']): boolean =>
  dialect !== null &&
  dialect.attributes.some((row) => row.action === kind && row.buses.some((bus) => bus === device.bus));

/** The word or digit a level is written as. */
export const levelValue = (dialect: Dialect | null, level: Level): string =>
  dialect?.levelWords?.[level] ?? String(level);

const kindOf = ({ snapshot, device }: Ground): JourneyKind => {
  if (device.bus === 'usb') return known(device.facts.authorized) === undefined ? 'none' : 'usb';
  if (device.bus === 'thunderbolt') return known(device.facts.authorized) === undefined ? 'none' : 'thunderbolt';
  if (device.bus !== 'pci') return 'none';
  if (device.kind === 'host-bridge') return 'none';
  const provider = known(device.facts.provider);
  if (provider === 'devsec-tsm') return 'guest';
  if (provider === 'link-tsm') return 'host';
  if (provider !== undefined) return 'native';
  const role = known(snapshot.role);
  const capable = known(device.facts.capabilities);
  if (role === 'guest' && capable?.tee === true) return 'guest';
  if (role === 'host' && (capable?.tee === true || capable?.ide === true)) return 'host';
  return 'native';
};

const tsmName = (snapshot: Snapshot, mode: 'link' | 'devsec'): string | null => {
  const fitting = snapshot.tsms.find((tsm) => tsm.pciMode === mode);
  // Where pci_mode does not exist (stock kernels), a single TSM is the one meant.
  return fitting?.name ?? (snapshot.tsms.length === 1 ? (snapshot.tsms[0]?.name ?? null) : null);
};

const trustStep = (
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

const evidence = (zone: number, impossible: string | null): readonly Template[] => [
  { id: 'gather', title: 'Gather', zone, leadsTo: null, action: null, impossible },
  { id: 'verify', title: 'Verify', zone, leadsTo: null, action: null, impossible },
];

const guestPlan = (ground: Ground): Plan => {
  const { snapshot, device, dialect, history } = ground;
  const tdisp = known(device.facts.tdisp);
  const locked = known(device.facts.locked) ?? null;
  const driver = known(device.facts.driver) ?? null;
  const tsm = tsmName(snapshot, 'devsec');
  const name = driver ?? measured(device.facts.match) ?? history.lastDriver;
  const lockWhy = !offers(dialect, device, 'lock')
    ? 'this kernel has no tsm/lock'
    : tsm === null
      ? 'no devsec TSM on this machine'
      : null;
  return {
    kind: 'guest',
    zones: [
      { id: 'unlocked', title: 'Unlocked', gloss: 'level 0 to 2' },
      { id: 'locked', title: 'Locked', gloss: 'evidence holds' },
      { id: 'running', title: 'Running', gloss: 'level 4' },
    ],
    zone: tdisp === 'RUN' ? 2 : tdisp === 'CONFIG_LOCKED' || (tdisp === undefined && locked !== null) ? 1 : 0,
    verdictZone: 1,
    inError: tdisp === 'ERROR',
    templates: [
      {
        id: 'unbind',
        title: 'Unbind',
        zone: 0,
        leadsTo: 1,
        action: name === null ? null : { kind: 'unbind', device: device.path, driver: name },
        impossible: null,
      },
      {
        id: 'lock',
        title: 'Lock',
        zone: null,
        leadsTo: 1,
        action: tsm === null ? null : { kind: 'lock', device: device.path, value: tsm },
        impossible: lockWhy,
      },
      ...evidence(1, null),
      trustStep(ground, { level: 4, leadsTo: 2, zone: null }),
      {
        id: 'bind',
        title: 'Bind',
        zone: 2,
        leadsTo: null,
        action:
          name === null
            ? { kind: 'drivers_probe', device: device.path }
            : { kind: 'bind', device: device.path, driver: name },
        impossible: null,
      },
    ],
    goal: dialect?.levelWords === null ? null : 4,
    note: null,
  };
};

const hostPlan = (ground: Ground): Plan => {
  const { snapshot, device, dialect } = ground;
  const connected = known(device.facts.connected) ?? null;
  const link = known(device.facts.link);
  const level = known(device.facts.level) ?? 0;
  const tsm = tsmName(snapshot, 'link');
  // Of five levels 3 where the TSM secures the link, else 2 (R44).
  const secured =
    connected === null ? known(device.facts.capabilities)?.ide !== false : link === 'ide' || link === 'asserted';
  const goal: Level = secured ? 3 : 2;
  const inError =
    connected !== null &&
    (known(device.facts.tdisp) === 'ERROR' || link === 'lost' || known(device.facts.spdmSession) === false);
  return {
    kind: 'host',
    zones: [
      { id: 'apart', title: 'Not connected', gloss: 'level 0 to 2' },
      { id: 'connected', title: 'Connected', gloss: 'evidence holds' },
      { id: 'trusted', title: goal === 3 ? 'Link trusted' : 'DMA trusted', gloss: `level ${goal}` },
    ],
    zone: connected === null ? 0 : level >= goal ? 2 : 1,
    verdictZone: 1,
    inError,
    templates: [
      {
        id: 'connect',
        title: 'Connect',
        zone: null,
        leadsTo: 1,
        action: tsm === null ? null : { kind: 'connect', device: device.path, value: tsm },
        impossible: !offers(dialect, device, 'connect')
          ? 'this kernel has no tsm/connect'
          : tsm === null
            ? 'no link TSM on this machine'
            : null,
      },
      ...evidence(1, null),
      trustStep(ground, { level: goal, leadsTo: 2, zone: null }),
    ],
    goal: dialect?.levelWords === null ? null : goal,
    note: null,
  };
};

const nativePlan = (ground: Ground): Plan => {
  const { device, dialect } = ground;
  const level = known(device.facts.level) ?? 0;
  const spdm = known(device.facts.capabilities)?.spdm;
  return {
    kind: 'native',
    zones: [
      { id: 'limited', title: 'Limited', gloss: 'level 0 or 1' },
      { id: 'dma', title: 'DMA', gloss: 'level 2' },
    ],
    zone: level >= 2 ? 1 : 0,
    verdictZone: 0,
    inError: false,
    templates: [
      ...evidence(0, spdm === false ? 'the device has no SPDM: there is no evidence' : null),
      trustStep(ground, { level: 2, leadsTo: 1, zone: null }),
    ],
    goal: dialect?.levelWords === null ? null : 2,
    note:
      spdm === false
        ? 'No TSM and no SPDM: level 2 rests on your word alone.'
        : 'No TSM vouches for this device, so level 2 is its ceiling.',
  };
};

const thunderboltPlan = (ground: Ground): Plan => {
  const { device, dialect } = ground;
  const authorized = known(device.facts.authorized) ?? 0;
  const level = known(device.facts.level) ?? (authorized > 0 ? 1 : 0);
  return {
    kind: 'thunderbolt',
    zones: [
      { id: 'refused', title: 'Not authorized', gloss: 'no driver' },
      { id: 'authorized', title: 'Authorized', gloss: 'drivers may bind' },
      { id: 'dma', title: 'ATS', gloss: 'level 2' },
    ],
    zone: level >= 2 ? 2 : level === 1 || authorized > 0 ? 1 : 0,
    verdictZone: -1,
    inError: false,
    templates: [
      {
        id: 'authorize',
        title: 'Authorize',
        zone: null,
        leadsTo: 1,
        action: { kind: 'authorized', device: device.path, value: '1' },
        impossible: null,
      },
      trustStep(ground, { level: 2, leadsTo: 2, zone: null }),
    ],
    goal: dialect?.levelWords === null ? null : 2,
    note: 'On this bus level 1 and authorized 1 are one; level 2 adds ATS.',
  };
};

const usbPlan = ({ device }: Ground): Plan => ({
  kind: 'usb',
  zones: [
    { id: 'refused', title: 'Not authorized', gloss: 'no driver' },
    { id: 'authorized', title: 'Authorized', gloss: 'drivers may bind' },
  ],
  zone: (known(device.facts.authorized) ?? 0) > 0 ? 1 : 0,
  verdictZone: -1,
  inError: false,
  templates: [
    {
      id: 'authorize',
      title: 'Authorize',
      zone: null,
      leadsTo: 1,
      action: { kind: 'authorized', device: device.path, value: '1' },
      impossible: null,
    },
  ],
  goal: null,
  note: 'USB reaches memory through its host controller only; the controller is the device to trust.',
});

const noPlan = (device: Device): Plan => ({
  kind: 'none',
  zones: [],
  zone: -1,
  verdictZone: -1,
  inError: false,
  templates: [],
  goal: null,
  note:
    device.kind === 'host-bridge'
      ? 'A host bridge is part of the machine: there is no path to walk.'
      : 'This device takes no level and no authorization of its own.',
});

const plans: Readonly<Record<Exclude<JourneyKind, 'none'>, (ground: Ground) => Plan>> = {
  guest: guestPlan,
  host: hostPlan,
  native: nativePlan,
  thunderbolt: thunderboltPlan,
  usb: usbPlan,
};

/** Chooses the path and fills in its steps. */
export const planOf = (snapshot: Snapshot, device: Device, dialect: Dialect | null, history: History): Plan => {
  const ground: Ground = { snapshot, device, dialect, history };
  const kind = kindOf(ground);
  return kind === 'none' ? noPlan(device) : plans[kind](ground);
};
