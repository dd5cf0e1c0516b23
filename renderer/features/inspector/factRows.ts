/** Every fact of a device in words, by what they are about, in the order a person asks for them. */
import type { Device, FactName } from '../../../shared/facts/device.js';
import type { DeviceCapabilities, Provider } from '../../../shared/model/device.js';
import { isSettled } from '../../../shared/facts/settled.js';
import { ceiling } from '../../../shared/model/ceiling.js';
import { levelWords } from '../../../shared/model/level.js';
import { showFact, type Known } from './known.js';

/** What a fact is about, as a heading says it. */
const groupTitles = {
  trust: 'Trust and driver',
  security: 'Security manager and link',
  memory: 'Reach into memory',
  itself: 'The device itself',
} as const;

type Group = keyof typeof groupTitles;

export interface FactRow {
  readonly name: FactName;
  readonly label: string;
  readonly gloss: string;
  readonly shown: Known;
}

const orNone = (value: string | null): string => value ?? 'none';
const yes = (value: boolean): string => (value ? 'yes' : 'no');
const up = (value: boolean): string => (value ? 'up' : 'down');

/** R52: who could vouch, and how far. */
const providerWords: Readonly<Record<Provider, string>> = {
  none: 'nobody',
  'native-spdm': 'native SPDM driver',
  'link-tsm': 'bare-metal TSM',
  'devsec-tsm': 'TSM of a confidential VM',
};

/** What the device can do, from its configuration space. */
export const capabilityWords = ({ tee, ide, spdm, ats }: DeviceCapabilities): string => {
  const can = [tee ? 'TDISP' : null, ide ? 'IDE' : null, spdm ? 'SPDM' : null, ats ? 'ATS' : null].filter(
    (word) => word !== null,
  );
  return can.length === 0 ? 'none of TDISP, IDE, SPDM, ATS' : can.join(', ');
};

/** `2` of Thunderbolt means a passed key challenge (thunderbolt sysfs ABI). */
const authorizedWords = (value: number | null): string =>
  value === null
    ? 'not present'
    : value === 2
      ? '2, key challenge passed'
      : value === 1
        ? '1, yes'
        : value === 0
          ? '0, no'
          : String(value);

interface Wording {
  readonly name: FactName;
  readonly group: Group;
  readonly label: string;
  readonly gloss: string;
  readonly show: (device: Device) => Known;
  /** Left out where it can say nothing about such a device. */
  readonly when?: (device: Device) => boolean;
}

const onPci = (device: Device): boolean => device.bus === 'pci';
const authorizes = (device: Device): boolean => device.bus === 'usb' || device.bus === 'thunderbolt';

const wordings: readonly Wording[] = [
  {
    name: 'level',
    group: 'trust',
    label: 'Level',
    gloss: 'How far the kernel trusts it',
    show: ({ facts }) => showFact(facts.level, (level) => `${level} ${levelWords[level].name}`),
  },
  {
    name: 'driver',
    group: 'trust',
    label: 'Driver',
    gloss: 'The driver bound to it',
    show: ({ facts }) => showFact(facts.driver, orNone, true),
  },
  {
    name: 'match',
    group: 'trust',
    label: 'Would bind',
    gloss: 'The driver the core would bind by itself',
    show: ({ facts }) => showFact(facts.match, orNone, true),
  },
  {
    name: 'override',
    group: 'trust',
    label: 'Override',
    gloss: 'A driver named by a person, in driver_override',
    show: ({ facts }) => showFact(facts.override, orNone, true),
  },
  {
    name: 'authorized',
    group: 'trust',
    label: 'Authorized',
    gloss: 'The bus’s own authorization',
    when: authorizes,
    show: ({ facts }) => showFact(facts.authorized, authorizedWords),
  },
  {
    name: 'connected',
    group: 'security',
    label: 'Connected',
    gloss: 'TSM connected to it, host role',
    when: onPci,
    show: ({ facts }) => showFact(facts.connected, orNone, true),
  },
  {
    name: 'locked',
    group: 'security',
    label: 'Locked',
    gloss: 'TSM that locked it, guest role',
    when: onPci,
    show: ({ facts }) => showFact(facts.locked, orNone, true),
  },
  {
    name: 'tdisp',
    group: 'security',
    label: 'TDISP state',
    gloss: 'State of the device interface',
    when: onPci,
    // Without the file there is no interface that could be locked: to name a state of it would be said of nothing.
    show: ({ facts: { tdisp } }) => showFact(tdisp, (state) => (isSettled(tdisp) ? 'none' : state), true),
  },
  {
    name: 'link',
    group: 'security',
    label: 'Link',
    gloss: 'How the link is protected (R46)',
    when: onPci,
    show: ({ facts }) =>
      showFact(
        facts.link,
        (link) => ({ open: 'open', ide: 'IDE stream', asserted: 'asserted safe', lost: 'lost' })[link],
      ),
  },
  {
    name: 'spdmSession',
    group: 'security',
    label: 'SPDM session',
    gloss: 'Secure session between TSM and device',
    when: onPci,
    show: ({ facts }) => showFact(facts.spdmSession, up),
  },
  {
    name: 'evidenceGeneration',
    group: 'security',
    label: 'Evidence',
    gloss: 'Counts collections of evidence',
    when: onPci,
    show: ({ facts }) => showFact(facts.evidenceGeneration, (generation) => `generation ${generation}`),
  },
  {
    name: 'dma',
    group: 'memory',
    label: 'DMA',
    gloss: 'Memory it may reach by itself',
    show: ({ facts }) =>
      showFact(
        facts.dma,
        (mode) =>
          ({ blocked: 'blocked', bounced: 'bounced', shared: 'shared memory', private: 'private memory too' })[mode],
      ),
  },
  {
    name: 'ats',
    group: 'memory',
    label: 'ATS',
    gloss: 'Enable bit of the ATS capability',
    when: onPci,
    show: ({ facts }) => showFact(facts.ats, (on) => (on ? 'on' : 'off')),
  },
  {
    name: 'busMaster',
    group: 'memory',
    label: 'Bus master',
    gloss: 'May it start transactions at all?',
    when: onPci,
    show: ({ facts }) => showFact(facts.busMaster, yes),
  },
  {
    name: 'provider',
    group: 'itself',
    label: 'Vouched by',
    gloss: 'Who could vouch for it, and how far (R52)',
    show: ({ facts }) => showFact(facts.provider, (provider) => `${providerWords[provider]}, to ${ceiling(provider)}`),
  },
  {
    name: 'manager',
    group: 'itself',
    label: 'Spoken for by',
    gloss: 'Function whose security manager (DSM) speaks for it',
    when: ({ facts }) => facts.provider.kind !== 'unknown' && facts.provider.value === 'link-tsm',
    show: ({ facts }) => showFact(facts.manager, (id) => id ?? 'itself', true),
  },
  {
    name: 'capabilities',
    group: 'itself',
    label: 'Can do',
    gloss: 'Capabilities in configuration space',
    when: onPci,
    show: ({ facts }) => showFact(facts.capabilities, capabilityWords),
  },
  {
    name: 'iommuGroup',
    group: 'memory',
    label: 'IOMMU group',
    gloss: 'Devices the IOMMU cannot tell apart share one',
    when: onPci,
    show: ({ facts }) => showFact(facts.iommuGroup, orNone, true),
  },
  {
    name: 'removable',
    group: 'itself',
    label: 'Removable',
    gloss: 'Where the firmware says it is attached',
    show: ({ facts }) => showFact(facts.removable, (value) => value ?? 'not said'),
  },
];

export interface FactGroup {
  readonly title: string;
  readonly rows: readonly FactRow[];
}

/** The rows for `device` under their headings; a heading with nothing under it is left out. */
export const factGroups = (device: Device): readonly FactGroup[] =>
  Object.entries(groupTitles).flatMap(([key, title]) => {
    const rows = wordings
      .filter(({ group, when }) => group === key && (when?.(device) ?? true))
      .map(({ name, label, gloss, show }) => ({ name, label, gloss, shown: show(device) }));
    return rows.length === 0 ? [] : [{ title, rows }];
  });
