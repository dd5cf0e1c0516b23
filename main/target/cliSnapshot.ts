/** The snapshot as the command line prints it with `--json`: a stable, flat projection. */
import type { Device, DeviceKind, FactName } from '../../shared/facts/device.js';
import { isAsserted, measured, type Fact } from '../../shared/facts/fact.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';

export interface CliDevice {
  readonly id: string;
  readonly bus: string;
  /** Absolute: `/sys/devices/…`. */
  readonly path: string;
  /** Id of the nearest device above, or null. */
  readonly parent: string | null;
  readonly driver: string | null;
  /** Measured, else null: a conclusion stands in `inferred`, never here. */
  readonly level: number | null;
  readonly inferred?: { readonly level: number; readonly because: readonly string[]; readonly rule: string };
  /** Only when the level is neither measured nor inferred. */
  readonly levelUnknown?: string;
  readonly authorized: number | null;
  readonly locked: string | null;
  readonly connected: string | null;
  /** This and `link`: null too for what is no function on a bus, such as a host bridge; and where no file says it. */
  readonly tdisp: string | null;
  readonly link: string | null;
  /** Facts that the kernel says and, by its own word, does not enforce; left out where there are none. */
  readonly asserted?: readonly FactName[];
  readonly kind: DeviceKind;
  readonly name: string;
  readonly ids: string;
}

export interface CliSnapshot {
  readonly target: string;
  readonly dialect: string | null;
  readonly role: string | null;
  readonly devices: readonly CliDevice[];
}

const valueOr = <T>(fact: Fact<T>): T | null => measured(fact) ?? null;

const cliDevice = (device: Device, snapshot: Snapshot): CliDevice => {
  const { facts } = device;
  const { level } = facts;
  const asserted = (Object.keys(facts) as FactName[]).filter((name) => isAsserted(facts[name]));
  return {
    id: device.id,
    bus: device.bus,
    path: `/sys/${device.path}`,
    parent: device.parent === null ? null : (snapshot.devices[device.parent]?.id ?? null),
    driver: valueOr(facts.driver),
    level: valueOr(level),
    ...(level.kind === 'inferred'
      ? { inferred: { level: level.value, because: level.because, rule: level.rule } }
      : {}),
    ...(level.kind === 'unknown' ? { levelUnknown: level.why } : {}),
    authorized: valueOr(facts.authorized),
    locked: valueOr(facts.locked),
    connected: valueOr(facts.connected),
    tdisp: device.bus === '' ? null : valueOr(facts.tdisp),
    link: device.bus === '' ? null : valueOr(facts.link),
    ...(asserted.length === 0 ? {} : { asserted }),
    kind: device.kind,
    name: device.name,
    ids: device.ids,
  };
};

/** Devices in the order of their paths, so that the same machine prints the same text. */
export const cliSnapshot = (snapshot: Snapshot): CliSnapshot => ({
  target: snapshot.target,
  dialect: valueOr(snapshot.dialect),
  role: valueOr(snapshot.role),
  devices: Object.values(snapshot.devices)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((device) => cliDevice(device, snapshot)),
});
