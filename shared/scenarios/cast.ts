/** From a scenario to a target: which device takes part, and which write each step is there. */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import { textOf } from '../facts/reading.js';
import type { Snapshot } from '../facts/snapshot.js';
import { thunderboltDomainOf } from '../facts/thunderboltDomain.js';
import { type SysfsWrite, writeOf } from '../model/dialects/address.js';
import { formatEvidenceFault } from '../evidence/responder/faults.js';
import { faultFiles } from '../model/world.js';
import { fillIns, type Scenario, type Wanted, type Whose, type Written } from './scenario.js';

const isLeaf = (device: Device, snapshot: Snapshot): boolean =>
  !Object.values(snapshot.devices).some((other) => other.parent === device.path && other.bus === device.bus);

const fits = (wanted: Wanted, device: Device, snapshot: Snapshot): boolean => {
  const { facts } = device;
  const able = known(facts.capabilities);
  const managed = known(facts.manager) != null;
  return (
    device.bus === wanted.bus &&
    (wanted.kind === undefined || device.kind === wanted.kind) &&
    (wanted.able ?? []).every((capability) => able?.[capability] === true) &&
    (wanted.unable ?? []).every((capability) => able?.[capability] === false) &&
    (wanted.managed === undefined || managed === wanted.managed) &&
    (wanted.bound === undefined || (known(facts.driver) != null) === wanted.bound) &&
    (wanted.authorized === undefined || known(facts.authorized) === wanted.authorized) &&
    (wanted.domain === undefined || isDomain(wanted.domain, device, snapshot)) &&
    (wanted.leaf !== true || isLeaf(device, snapshot)) &&
    (wanted.signs !== true || signs(device, snapshot))
  );
};

/** By a mailbox of its own, on a machine that lets its signature be made wrong. */
const signs = ({ readings }: Device, snapshot: Snapshot): boolean =>
  textOf(readings['doe_features/0001:01']) !== null && textOf(snapshot.readings[faultFiles.evidence]) !== null;

const isDomain = (wanted: NonNullable<Wanted['domain']>, device: Device, snapshot: Snapshot): boolean => {
  const says = thunderboltDomainOf(snapshot, device)?.readings ?? {};
  return (
    textOf(says.deauthorization) === (wanted.deauthorization ? '1' : '0') &&
    (wanted.security === undefined || textOf(says.security) === wanted.security)
  );
};

/** The words a scenario leaves open, as this target has them. */
export interface Cast {
  readonly device: Device;
  readonly manager: Device | null;
  /** The TSM that this role writes to; null where none is registered, which only a scenario without one can bear. */
  readonly tsm: string | null;
  /** The driver at the start. */
  readonly driver: string;
}

/** Of the steps themselves: what brings the device back is not judged. */
const asksForTsm = ({ steps }: Scenario): boolean =>
  steps.some(({ act }) => 'value' in act && act.value.includes(fillIns.tsm));

/** Who takes part; or why the scenario cannot be run here, in one sentence. */
export const castOf = (
  scenario: Scenario,
  snapshot: Snapshot,
): { readonly ok: true; readonly cast: Cast } | { readonly ok: false; readonly why: string } => {
  const { dialect, role, wanted } = scenario;
  const no = (why: string) => ({ ok: false, why }) as const;
  const [spoken, plays] = [known(snapshot.dialect), known(snapshot.role)];
  if (spoken !== dialect)
    return no(`It needs the ${dialect} dialect; this target speaks ${spoken ?? 'one not known'}.`);
  if (role !== null && plays !== role)
    return no(`It needs a kernel in ${role} role; this one is in ${plays ?? 'none'}.`);
  const device = Object.values(snapshot.devices)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .find((each) => fits(wanted, each, snapshot));
  if (device === undefined) return no(`No device here is ${wantedText(wanted)}.`);
  const id = known(device.facts.manager);
  const manager = Object.values(snapshot.devices).find((each) => each.id === id && each.bus === device.bus) ?? null;
  const mode = plays === 'guest' ? 'devsec' : 'link';
  const tsm = snapshot.tsms.find(({ pciMode }) => pciMode === mode)?.name ?? null;
  // A name that is guessed would be refused there, and the kernel blamed for it.
  if (tsm === null && asksForTsm(scenario)) return no(`It needs a ${mode} TSM; none is registered here.`);
  return { ok: true, cast: { device, manager, tsm, driver: known(device.facts.driver) ?? '' } };
};

/** `a drive on pci with tee, ide, with a driver`. */
const wantedText = ({ bus, kind, able, unable, managed, bound, authorized, domain, leaf, signs }: Wanted): string =>
  [
    `a ${kind ?? 'device'} on ${bus}${able === undefined ? '' : ` with ${able.join(' and ')}`}`,
    unable === undefined ? null : `without ${unable.join(' and ')}`,
    managed === undefined ? null : managed ? 'that another function speaks for' : 'that speaks for itself',
    bound === undefined ? null : bound ? 'with a driver bound' : 'without a driver',
    authorized === undefined ? null : `authorized ${authorized}`,
    domain === undefined
      ? null
      : `in a domain that ${domain.deauthorization ? 'can' : 'cannot'} de-authorize${domain.security === undefined ? '' : `, with security ${domain.security}`}`,
    leaf === true ? 'with nothing of its bus below it' : null,
    signs === true ? 'whose signature can be made wrong' : null,
  ]
    .filter(Boolean)
    .join(', ');

/** The device a step is about. */
export const memberOf = (cast: Cast, of: Whose = 'it'): Device =>
  of === 'manager' ? (cast.manager ?? cast.device) : cast.device;

/** The write that a step is on this target. */
export const writeFor = (act: Written, cast: Cast, of: Whose = 'it'): SysfsWrite => {
  const device = memberOf(cast, of);
  if (act.kind === 'inject') {
    const more = act.errno === undefined ? '' : ` ${act.errno}`;
    return { path: faultFiles.inject, value: `${act.fault} ${device.id}${more}` };
  }
  if (act.kind === 'spoil') return { path: faultFiles.evidence, value: formatEvidenceFault(act.fault, device.id) };
  // By functions: a name from a target may have a `$` in it, which a replacement text would read.
  const value = act.value.replace(fillIns.tsm, () => cast.tsm ?? '').replace(fillIns.driver, () => cast.driver);
  if (act.kind === 'bind' || act.kind === 'unbind')
    return writeOf({ kind: act.kind, device: device.path, driver: value }, device);
  if (act.kind === 'drivers_probe') return writeOf({ kind: 'drivers_probe', device: device.path }, device);
  return writeOf({ kind: act.kind, device: device.path, value }, device);
};
