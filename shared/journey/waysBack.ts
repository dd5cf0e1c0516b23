/** Ways back: out of the present zone, out of an error, and what is left after a write (O2: from 4 only by 0, unlock or a fall). */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import type { WriteAction } from '../model/action.js';
import type { Dialect } from '../model/dialects/dialect.js';
import { type Deauthorizes, deauthorizes, unplugOnly } from './deauthorization.js';
import type { JourneyKind } from './journey.js';
import { connectedFor, managerOf } from './manager.js';
import { levelValue, offers } from './parts.js';
import type { Snapshot } from '../facts/snapshot.js';

export interface WayBack {
  readonly title: string;
  readonly action: WriteAction;
  /** What is lost by it, or what has to come first. One phrase. */
  readonly costs: string;
  /** True when it leads out of the Error zone. */
  readonly recovers: boolean;
  /** Zone index it leads to. */
  readonly to: number;
}

interface WaysInput {
  readonly snapshot: Snapshot;
  readonly kind: JourneyKind;
  readonly device: Device;
  readonly dialect: Dialect | null;
  readonly inError: boolean;
  readonly zone: number;
}

const zero = ({ device, dialect }: WaysInput, to: number): WayBack | null =>
  offers(dialect, device, 'trust') && known(device.facts.level) !== 0
    ? {
        title: 'Lower to 0',
        action: { kind: 'trust', device: device.path, value: levelValue(dialect, 0) },
        costs: 'the driver is released and DMA is blocked',
        recovers: false,
        to,
      }
    : null;

const guestWays = (input: WaysInput): readonly (WayBack | null)[] => {
  const { device, inError, zone } = input;
  const locked = known(device.facts.locked) ?? null;
  const driver = known(device.facts.driver) ?? null;
  const unlock: WayBack | null =
    locked === null
      ? null
      : {
          title: 'Unlock',
          action: { kind: 'unlock', device: device.path, value: locked },
          costs: driver === null ? 'evidence has to be gathered anew' : `unbind ${driver} first`,
          recovers: true,
          to: 0,
        };
  return zone === 2 && !inError ? [zero(input, 0), unlock] : [unlock, zero(input, 0)];
};

const hostWays = (input: WaysInput): readonly (WayBack | null)[] => {
  const { snapshot, device } = input;
  const connected = connectedFor(snapshot, device);
  const manager = managerOf(snapshot, device);
  const speaker = manager === null ? device : manager.device;
  const disconnect: WayBack | null =
    connected === null || speaker === null
      ? null
      : {
          title: manager === null ? 'Disconnect' : 'Disconnect DSM',
          action: { kind: 'disconnect', device: speaker.path, value: connected },
          costs:
            manager === null
              ? 'the session and the link protection go'
              : `every function that ${speaker.id} speaks for loses its link`,
          recovers: true,
          to: 0,
        };
  return [disconnect, zero(input, input.zone === 0 ? 0 : 1)];
};

/** What is lost by de-authorizing, or what it hangs on. */
const deauthorizeCosts = (kind: JourneyKind, allowed: Deauthorizes): string =>
  allowed === 'unknown'
    ? 'not known whether the domain allows it: its deauthorization was not read'
    : kind === 'thunderbolt'
      ? 'its tunnels close, and those of what hangs behind it'
      : 'its interfaces lose their drivers';

const authorizedWays = (input: WaysInput): readonly (WayBack | null)[] => {
  const { snapshot, device, dialect, kind, zone } = input;
  if (zone < 1) return [];
  const allowed = deauthorizes(snapshot, device);
  return [
    // Level 1 needs nothing of the domain: it only takes ATS back.
    zone < 2 || !offers(dialect, device, 'trust')
      ? null
      : {
          title: 'Lower to 1',
          action: { kind: 'trust', device: device.path, value: levelValue(dialect, 1) },
          costs: 'ATS is switched off',
          recovers: false,
          to: 1,
        },
    allowed === 'no'
      ? null
      : {
          title: 'De-authorize',
          action: { kind: 'authorized', device: device.path, value: '0' },
          costs: deauthorizeCosts(kind, allowed),
          recovers: false,
          to: 0,
        },
  ];
};

const released = ({ device }: WaysInput): WayBack | null => {
  const driver = known(device.facts.driver) ?? null;
  return driver === null
    ? null
    : {
        title: `Unbind ${driver}`,
        action: { kind: 'unbind', device: device.path, driver },
        costs: 'whatever uses the device loses it',
        recovers: false,
        to: 0,
      };
};

/** Ways back from where the device is now. */
export const waysBackOf = (input: WaysInput): readonly WayBack[] => {
  const ways =
    input.kind === 'guest'
      ? guestWays(input)
      : input.kind === 'host'
        ? hostWays(input)
        : input.kind === 'native'
          ? [zero(input, 0)]
          : input.kind === 'driver'
            ? [released(input)]
            : input.kind === 'none'
              ? []
              : authorizedWays(input);
  return ways.filter((way) => way !== null);
};

/** After `authorized` 1, and the same of a level: what the domain says of taking it back. */
const afterAuthorizing: Readonly<Record<Deauthorizes, string>> = {
  yes: 'Way back after this: 0.',
  no: unplugOnly,
  unknown: "Way back after this: 0, or unplugging it: not known which, the domain's deauthorization was not read.",
};

/** What can be done after a write to take it back, in words; said before the write, beside its button. */
export const waysBackAfter = (action: WriteAction, device: Device, snapshot: Snapshot): string => {
  switch (action.kind) {
    case 'trust': {
      if (action.value !== '0' && deauthorizes(snapshot, device) === 'no')
        return known(device.facts.level) === 0 && action.value === '1'
          ? unplugOnly
          : 'Ways back after this: 1 or 2. There is none to 0 but unplugging it: the domain cannot de-authorize.';
      if (action.value === '4') return 'Ways back after this: 0, unlock, or a fall. Not 1 to 3.';
      if (action.value === '0') return 'Ways back after this: a higher level. The driver may have to be bound by hand.';
      return 'Ways back after this: any level that holds.';
    }
    case 'lock':
      return 'Way back after this: unlock. Evidence is then stale.';
    case 'unlock':
      return 'Way back after this: lock again, with new evidence.';
    case 'accept':
      return 'Way back after this: unlock, or a fall.';
    case 'connect':
      return 'Way back after this: disconnect. Evidence is then stale.';
    case 'disconnect':
      return 'Way back after this: connect again, with new evidence.';
    case 'unbind':
      return 'Way back after this: bind the driver again.';
    case 'bind':
    case 'drivers_probe':
      return 'Way back after this: unbind.';
    case 'authorized':
      if (action.value === '0') return 'Way back after this: authorize again.';
      return afterAuthorizing[deauthorizes(snapshot, device)];
    case 'driver_override':
      return 'Way back after this: write an empty line.';
    case 'key':
      return 'No way back but writing another key.';
    case 'autoprobe':
    case 'iommu_type':
      return 'Way back after this: the type it read before.';
    case 'drivers_autoprobe':
    case 'modules_autoprobe':
      return 'Way back after this: the other value. It is asked only when a device arrives.';
  }
};
