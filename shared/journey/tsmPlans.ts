/** The two paths that lead over a TSM: a guest locks (R13), a host connects (R44). */
import { known, measured } from '../facts/fact.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { Level } from '../model/level.js';
import { connectedFor, managerOf } from './manager.js';
import { evidence, type Ground, offers, type Plan, type Template, trustStep } from './parts.js';

const tsmName = (snapshot: Snapshot, mode: 'link' | 'devsec'): string | null => {
  const fitting = snapshot.tsms.find((tsm) => tsm.pciMode === mode);
  // Where pci_mode does not exist (stock kernels), a single TSM is the one meant.
  return fitting?.name ?? (snapshot.tsms.length === 1 ? (snapshot.tsms[0]?.name ?? null) : null);
};

export const guestPlan = (ground: Ground): Plan => {
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

/** Connect, on the function that speaks for the device. */
const connectStep = ({ snapshot, device, dialect }: Ground): Template => {
  const manager = managerOf(snapshot, device);
  const speaker = manager === null ? device : manager.device;
  const tsm = tsmName(snapshot, 'link');
  return {
    id: 'connect',
    title: manager === null ? 'Connect' : 'Connect DSM',
    zone: null,
    leadsTo: 1,
    action: tsm === null || speaker === null ? null : { kind: 'connect', device: speaker.path, value: tsm },
    impossible: !offers(dialect, device, 'connect')
      ? 'this kernel has no tsm/connect'
      : tsm === null
        ? 'no link TSM on this machine'
        : speaker === null
          ? `its security manager${manager?.id == null ? '' : ` ${manager.id}`} is not known here`
          : null,
  };
};

export const hostPlan = (ground: Ground): Plan => {
  const { snapshot, device, dialect } = ground;
  const manager = managerOf(snapshot, device);
  const connected = connectedFor(snapshot, device);
  const link = known(device.facts.link);
  const level = known(device.facts.level) ?? 0;
  // Of five levels 3 where the TSM secures the link, else 2 (R44).
  const secured =
    connected === null || link === undefined || link === 'lost'
      ? manager !== null || known(device.facts.capabilities)?.ide !== false
      : link !== 'open';
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
    templates: [connectStep(ground), ...evidence(1, null), trustStep(ground, { level: goal, leadsTo: 2, zone: null })],
    goal: dialect?.levelWords === null ? null : goal,
    note:
      manager === null
        ? null
        : `The security manager of ${manager.id ?? 'another function'} speaks for this device: connect and disconnect are written there.`,
  };
};
