/** A snapshot as a machine the model can step, and which of its facts are not measured. */
import type { Device, FactName } from '../facts/device.js';
import { type Fact, known, measured } from '../facts/fact.js';
import { textOf } from '../facts/reading.js';
import { isSettled } from '../facts/settled.js';
import type { Snapshot } from '../facts/snapshot.js';
import { thunderboltDomainOf } from '../facts/thunderboltDomain.js';
import type { DevicePath, DeviceState, ModelBus, ThunderboltState } from '../model/device.js';
import { designs } from '../model/designs/index.js';
import type { DialectId } from '../model/dialects/dialect.js';
import type { IommuGroup, MachineState, Role } from '../model/machine.js';
import { parseBool } from '../model/parse.js';

const modelBuses: readonly ModelBus[] = ['pci', 'thunderbolt', 'usb'];

/** The bus as the model names it, or null for a device that the model does not step. */
const modelBus = (device: Device): ModelBus | null => modelBuses.find((bus) => bus === device.bus) ?? null;

/** The function that speaks for the device, as the model names it. */
const managerIn = (snapshot: Snapshot, { facts, bus }: Device): DeviceState['manager'] => {
  const id = known(facts.manager);
  if (id === null) return null;
  const found = Object.values(snapshot.devices).find((one) => one.bus === bus && one.id === id);
  return found?.path ?? (id === undefined && facts.provider.kind !== 'measured' ? null : 'unknown');
};

/** The value if it is known at all, else what stands in for it while the fact is varied. */
const or = <T>(fact: Fact<T>, standIn: T): T => {
  const value = known(fact);
  return value === undefined ? standIn : value;
};

const securities: readonly ThunderboltState['security'][] = ['none', 'user', 'secure', 'dponly', 'usbonly', 'nopcie'];

const thunderboltOf = (snapshot: Snapshot, device: Device): ThunderboltState | null => {
  const authorized = known(device.facts.authorized);
  if (device.bus !== 'thunderbolt' || authorized === undefined || authorized === null) return null;
  const domain = thunderboltDomainOf(snapshot, device)?.readings ?? {};
  const security = textOf(domain.security);
  const key = textOf(device.readings.key);
  return {
    security: securities.find((each) => each === security) ?? 'user',
    deauthorization: textOf(domain.deauthorization) === '1',
    key: key === null || key === '' ? 'none' : 'good',
    authorized: authorized === 2 ? 2 : authorized === 0 ? 0 : 1,
  };
};

/** What of Thunderbolt's policy was not read, so that what rests on `authorized` cannot be foretold. */
export const thunderboltGaps = (
  snapshot: Snapshot,
  device: Device,
): { security: boolean; deauthorization: boolean; key: boolean } => {
  if (device.bus !== 'thunderbolt') return { security: false, deauthorization: false, key: false };
  const domain = thunderboltDomainOf(snapshot, device)?.readings ?? {};
  const key = textOf(device.readings.key);
  return {
    security: textOf(domain.security) === null,
    deauthorization: textOf(domain.deauthorization) === null,
    // A stored key is only known to pass once the device has answered to it.
    key: key !== null && key !== '' && measured(device.facts.authorized) !== 2,
  };
};

const stateOf = (snapshot: Snapshot, device: Device, bus: ModelBus): DeviceState => {
  const { facts } = device;
  const authorized = known(facts.authorized);
  return {
    path: device.path,
    id: device.id,
    bus,
    parent: device.parent,
    present: true,
    level: or(facts.level, 1),
    driver: or(facts.driver, null),
    match: or(facts.match, null),
    override: or(facts.override, null),
    capabilities: or(facts.capabilities, { tee: false, ide: false, spdm: false, ats: false }),
    provider: or(facts.provider, 'none'),
    manager: managerIn(snapshot, device),
    connected: or(facts.connected, null),
    locked: or(facts.locked, null),
    tdisp: or(facts.tdisp, 'CONFIG_UNLOCKED'),
    link: or(facts.link, 'open'),
    spdmSession: or(facts.spdmSession, false),
    atsEnabled: or(facts.ats, false),
    dma: or(facts.dma, 'bounced'),
    busMaster: or(facts.busMaster, true),
    evidenceGeneration: or(facts.evidenceGeneration, 0),
    lockGeneration: 0,
    usbAuthorized: bus === 'usb' && authorized !== undefined && authorized !== null ? authorized !== 0 : null,
    thunderbolt: thunderboltOf(snapshot, device),
    // Nobody can read ahead whether a TSM's call will fail.
    tsmFails: null,
  };
};

const roleOf = (snapshot: Snapshot): Role =>
  known(snapshot.role) ?? (snapshot.tsms.some((tsm) => tsm.pciMode === 'devsec') ? 'guest' : 'host');

const modulesOf = (snapshot: Snapshot): MachineState['drivers'] => {
  const drivers: Record<string, { autoprobe: boolean; builtIn: boolean }> = {};
  for (const [path, reading] of Object.entries(snapshot.readings)) {
    const module = /^module\/([^/]+)\/autoprobe$/.exec(path)?.[1];
    const text = textOf(reading);
    if (module !== undefined && text !== null)
      drivers[module] = { autoprobe: parseBool(text) !== false, builtIn: false };
  }
  return drivers;
};

const busesOf = (snapshot: Snapshot): NonNullable<MachineState['busAutoprobe']> => {
  const named = Object.entries(snapshot.readings).flatMap(([path, reading]) => {
    const bus = /^bus\/([^/]+)\/drivers_autoprobe$/.exec(path)?.[1];
    return bus === undefined ? [] : [[bus, textOf(reading) !== '0'] as const];
  });
  return Object.fromEntries(named);
};

/** Groups with the type they read. Not said at all where none could be read, so that nothing is foretold of one. */
const groupsOf = (snapshot: Snapshot): Pick<MachineState, 'iommuGroups'> => {
  const groups: Record<string, IommuGroup> = {};
  for (const [path, reading] of Object.entries(snapshot.readings)) {
    const group = /^kernel\/iommu_groups\/([^/]+)\/type$/.exec(path)?.[1];
    const type = textOf(reading);
    if (group === undefined || type === null) continue;
    const members = Object.values(snapshot.devices).filter(({ facts }) => measured(facts.iommuGroup) === group);
    groups[group] = { type, devices: members.map((device) => device.path) };
  }
  return Object.keys(groups).length === 0 ? {} : { iommuGroups: groups };
};

/**
 * Facts that a write's outcome may rest on. The others (DMA, ATS, bus mastering, session, generation) are set by writes, never
 * asked. The manager is not varied either: that there is one is measured by what files there are, and which one it is only turns the path.
 */
export const asked = [
  'level',
  'driver',
  'override',
  'match',
  'connected',
  'locked',
  'tdisp',
  'link',
  'provider',
  'capabilities',
  'authorized',
] as const satisfies readonly FactName[];
export type AskedFact = (typeof asked)[number];

/** Facts among {@link asked} that are neither measured on this device nor settled. */
export const unmeasured = (device: Device, dialect: DialectId): readonly AskedFact[] =>
  asked.filter((name) => {
    const fact = device.facts[name];
    return fact.kind !== 'measured' && !isSettled(fact) && !(without[dialect] ?? []).includes(name);
  });

/** Facts that do not exist in a dialect, so that nothing can turn on them. */
const without: Partial<Readonly<Record<DialectId, readonly AskedFact[]>>> = {
  'stock-7.3': ['level', 'tdisp', 'locked', 'link'],
};

/** The snapshot as a machine under the March design. Facts that are only inferred, or not known, have a stand-in: ask {@link unmeasured}. */
export const machineOf = (snapshot: Snapshot): MachineState => {
  const devices: Record<DevicePath, DeviceState> = {};
  for (const device of Object.values(snapshot.devices)) {
    const bus = modelBus(device);
    if (bus !== null) devices[device.path] = stateOf(snapshot, device, bus);
  }
  const modulesAutoprobe = textOf(snapshot.readings['module/module/parameters/modules_autoprobe']);
  return {
    role: roleOf(snapshot),
    design: designs.march,
    tsms: snapshot.tsms,
    modulesAutoprobe: modulesAutoprobe === null || parseBool(modulesAutoprobe) !== false,
    drivers: modulesOf(snapshot),
    busAutoprobe: busesOf(snapshot),
    ...groupsOf(snapshot),
    devices,
  };
};
