/** One raw device to its facts: each with the attribute it was read from, the rule that concluded it, or why it is not known. */
import type { DeviceFacts } from '../../shared/facts/device.js';
import { measured, type Fact } from '../../shared/facts/fact.js';
import type { Reading } from '../../shared/facts/reading.js';
import { noTsmFiles } from '../../shared/facts/settled.js';
import type { DialectId } from '../../shared/model/dialects/dialect.js';
import type { DeviceCapabilities, LinkState, Provider } from '../../shared/model/device.js';
import { isLevel, type Level } from '../../shared/model/level.js';
import { tdispStates, type TdispState } from '../../shared/model/tdisp.js';
import type { RawDevice } from '../wires/wire.js';
import { withAssertions } from './asserted.js';
import { parseConfig, type ConfigFacts } from './config.js';
import { inferLevel } from './inferred.js';
import { busOf, factFrom, failure, idOf, measuredAs, text, unknownFor } from './raw.js';
import { dmaOf, matchOf, sessionOf } from './concluded.js';
import { safeText } from '../../shared/facts/safeText.js';
import { managerOf } from './manager.js';

/** What a device's facts depend on besides the device itself. */
export interface FactContext {
  readonly dialect: DialectId | null;
  /** Of the sweep, milliseconds since the epoch; absence is measured at this time. */
  readonly at: number;
  /** The facts of the same device in the snapshot before, when there was one. */
  readonly before: DeviceFacts | undefined;
  /** The physical function of a virtual one, when it is in the sweep. */
  readonly physical: RawDevice | undefined;
  /** The PCI device two folders up: for what hangs on a switch, the switch's upstream port. */
  readonly upstream?: RawDevice | undefined;
}

const nothingToGive = 'not in this dialect';
const orNull = (value: string): string | null => (value === '' ? null : safeText(value));
const decimal = (value: string): number | undefined => (/^\d{1,15}$/.test(value) ? Number(value) : undefined);

const levelOf = (raw: RawDevice, context: FactContext): Fact<Level> => {
  if (context.dialect !== 'march') return inferLevel(raw, context.at);
  const why = busOf(raw) === '' ? 'it is on no bus, so it has no level' : 'it has no trust file';
  return factFrom(raw, 'trust', {
    at: context.at,
    parse: (value) => {
      const level = decimal(value);
      return level !== undefined && isLevel(level) ? level : undefined;
    },
    absent: { why },
  });
};

const tdispOf = (raw: RawDevice, context: FactContext): Fact<TdispState> => {
  if (context.dialect === 'march') {
    return factFrom(raw, 'tsm/tdisp', {
      at: context.at,
      parse: (value) => tdispStates.find((state) => state === value),
      // In this dialect every device with an interface to validate has the file.
      absent: { fact: withoutFile<TdispState>(raw, context, { name: 'tsm/tdisp', value: 'CONFIG_UNLOCKED' }) },
    });
  }
  const accepted = text(raw, 'tsm/accept') === '1';
  const locked = text(raw, 'tsm/lock') ?? '';
  if (accepted)
    return { kind: 'inferred', value: 'RUN', at: context.at, because: ['tsm/accept reads 1'], rule: 'accepted-runs' };
  if (locked !== '')
    return {
      kind: 'inferred',
      value: 'CONFIG_LOCKED',
      at: context.at,
      because: ['tsm/lock names a TSM'],
      rule: 'locked',
    };
  return unknownFor(nothingToGive);
};

const isThere = ([name, reading]: [string, Reading]): boolean =>
  name.startsWith('tsm/') && !('errno' in reading && reading.errno === 'ENOENT');

const hasTsmFiles = (raw: RawDevice | undefined): boolean => Object.entries(raw?.attrs ?? {}).some(isThere);

/**
 * What follows for a device without one of the files of `tsm/`. That it is not there was read; what it would say was not. Where
 * none of them is there, no TSM can serve the device; where others are, or its physical function has them, nothing is known.
 */
const withoutFile = <T>(
  raw: RawDevice,
  { at, physical }: FactContext,
  { name, value }: { readonly name: string; readonly value: T },
): Fact<T> => {
  if (hasTsmFiles(raw)) return unknownFor(`it has no ${name} file, though it has others of tsm/`);
  if (hasTsmFiles(physical)) return unknownFor(`it has no ${name} file, and its physical function has tsm/ files`);
  return { kind: 'inferred', value, at, because: ['no tsm/ files: no TSM can serve it'], rule: noTsmFiles };
};

const linkStates: readonly LinkState[] = ['open', 'ide', 'asserted', 'lost'];

const linkOf = (raw: RawDevice, context: FactContext, capabilities: Fact<DeviceCapabilities>): Fact<LinkState> => {
  if (context.dialect === 'march') {
    return factFrom(raw, 'tsm/link', {
      at: context.at,
      parse: (value) => linkStates.find((state) => state === value),
      absent: { fact: withoutFile<LinkState>(raw, context, { name: 'tsm/link', value: 'open' }) },
    });
  }
  const connected = text(raw, 'tsm/connect') ?? '';
  if (connected !== '' && measured(capabilities)?.ide === true) {
    return {
      kind: 'inferred',
      value: 'ide',
      at: context.at,
      because: ['tsm/connect names a TSM', 'the device has an IDE capability'],
      rule: 'connect-sets-up-ide',
    };
  }
  return unknownFor(nothingToGive);
};

/** Who could vouch for the device: the kernel shows `tsm/` files only where a TSM of its role can serve it (R52). */
const providerOf = (raw: RawDevice, context: FactContext): Fact<Provider> => {
  const has = (one: RawDevice | undefined, name: string): boolean => one?.attrs[name] !== undefined;
  if (has(raw, 'tsm/lock')) return measuredAs('devsec-tsm', context.at, 'tsm/lock is there');
  if (has(raw, 'tsm/connect')) return measuredAs('link-tsm', context.at, 'tsm/connect is there');
  if (has(raw, 'tsm/dsm'))
    return measuredAs('link-tsm', context.at, 'tsm/dsm is there: a security manager answers for it');
  if (has(context.physical, 'tsm/connect'))
    return measuredAs('link-tsm', context.at, 'tsm/connect of its physical function');
  if (context.dialect === 'march' && has(raw, 'doe_features/0001:01'))
    return measuredAs('native-spdm', context.at, 'doe_features/0001:01, and no tsm/ files');
  return measuredAs('none', context.at, 'no tsm/ files');
};

/** Facts of configuration space, or the reason there are none. */
const configOf = (raw: RawDevice): { readonly facts: ConfigFacts; readonly at: number } | { readonly why: string } => {
  if (busOf(raw) !== 'pci') return { why: 'not a PCI device' };
  const reading = raw.attrs.config;
  if (reading === undefined) {
    const asleep = text(raw, 'power/runtime_status') === 'suspended';
    return {
      why: asleep
        ? 'the device is asleep; reading its configuration space would wake it'
        : 'configuration space was not read',
    };
  }
  if ('errno' in reading) return { why: failure('config', reading) };
  const parsed = parseConfig(reading.value);
  return parsed.kind === 'facts' ? { facts: parsed.facts, at: reading.at } : { why: parsed.why };
};

const beyondHeader = 'configuration space past 64 bytes is not readable without root';

const capabilitiesOf = (raw: RawDevice, config: ReturnType<typeof configOf>, at: number): Fact<DeviceCapabilities> => {
  if (busOf(raw) !== 'pci')
    return measuredAs({ tee: false, ide: false, spdm: false, ats: false }, at, 'not a PCI device');
  if ('why' in config) return unknownFor(config.why);
  const { tee, ide, ats } = config.facts;
  if (tee === null || ide === null || ats === null) return unknownFor(beyondHeader);
  // A device that can lock its interface speaks SPDM, by a mailbox of its own or by its security manager's (TDISP).
  const spdm = tee || raw.attrs['doe_features/0001:01'] !== undefined;
  return measuredAs({ tee, ide, spdm, ats }, config.at, 'config');
};

const configFact = (config: ReturnType<typeof configOf>, name: 'busMaster' | 'atsEnabled'): Fact<boolean> => {
  if ('why' in config) return unknownFor(config.why);
  const value = config.facts[name];
  return value === null ? unknownFor(beyondHeader) : measuredAs(value, config.at, 'config');
};

const linkTarget = (raw: RawDevice, name: string, at: number): Fact<string | null> => {
  const target = raw.links[name];
  return measuredAs(target === undefined ? null : safeText(idOf(target)), at, `${name} link`);
};

/** Every fact of one device. Never throws: whatever a reading holds, the fact says what it is worth. */
export const factsOf = (raw: RawDevice, context: FactContext): DeviceFacts => {
  const { at } = context;
  const config = configOf(raw);
  const capabilities = capabilitiesOf(raw, config, at);
  const level = levelOf(raw, context);
  const driver = linkTarget(raw, 'driver', at);
  const named = (name: string): Fact<string | null> =>
    factFrom(raw, name, { at, parse: orNull, absent: { value: null } });
  const override = factFrom<string | null>(raw, 'driver_override', {
    at,
    parse: (value) => (value === '(null)' ? null : orNull(value)),
    absent: { value: null },
  });
  const connected = named('tsm/connect');
  const locked = named('tsm/lock');
  const facts: DeviceFacts = {
    level,
    driver,
    override,
    match: matchOf({ bus: busOf(raw), driver, override, before: context.before?.match, at }),
    connected,
    locked,
    tdisp: tdispOf(raw, context),
    link: linkOf(raw, context, capabilities),
    spdmSession:
      context.dialect === 'march'
        ? factFrom(raw, 'tsm/spdm', {
            at,
            parse: (value) => (value === '1' ? true : value === '0' ? false : undefined),
            absent: { fact: withoutFile(raw, context, { name: 'tsm/spdm', value: false }) },
          })
        : sessionOf(connected, locked, at),
    ats: configFact(config, 'atsEnabled'),
    dma: dmaOf(level, at),
    provider: providerOf(raw, context),
    manager: managerOf(raw, context),
    capabilities,
    busMaster: configFact(config, 'busMaster'),
    authorized: factFrom<number | null>(raw, 'authorized', { at, parse: decimal, absent: { value: null } }),
    removable: named('removable'),
    iommuGroup: linkTarget(raw, 'iommu_group', at),
    evidenceGeneration: factFrom(raw, 'tsm/evidence_generation', {
      at,
      parse: decimal,
      absent: { why: context.dialect === 'march' ? 'it has no tsm/evidence_generation file' : nothingToGive },
    }),
  };
  return withAssertions(raw, facts);
};
