/** The paths without a TSM: a device that reaches level 2 (R52), Thunderbolt (R38, R41), USB (R1), and none at all. */
import type { Device } from '../facts/device.js';
import { known, measured } from '../facts/fact.js';
import { textOf } from '../facts/reading.js';
import { evidence, type Ground, type Plan, type Template, trustStep } from './parts.js';

export const nativePlan = (ground: Ground): Plan => {
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

/** The group's type says where the device may reach: `identity` is everywhere (R4). It moves only while no driver is bound. */
const confine = ({ snapshot, device }: Ground): readonly Template[] => {
  const group = known(device.facts.iommuGroup) ?? null;
  const type = group === null ? null : textOf(snapshot.readings[`kernel/iommu_groups/${group}/type`]);
  if (group === null || type === null) return [];
  return [
    {
      id: 'confine',
      title: 'Confine',
      zone: 0,
      leadsTo: null,
      action: { kind: 'iommu_type', group, value: 'DMA' },
      done: type.startsWith('DMA'),
      impossible: null,
    },
  ];
};

/** Where a kernel has no level: a driver is bound or not, and the IOMMU is set up in between. */
export const driverPlan = (ground: Ground): Plan => {
  const { device, history } = ground;
  const driver = known(device.facts.driver) ?? null;
  const name = measured(device.facts.match) ?? history.lastDriver;
  return {
    kind: 'driver',
    zones: [
      { id: 'released', title: 'Released', gloss: 'no driver' },
      { id: 'bound', title: 'Bound', gloss: 'the driver uses it' },
    ],
    zone: driver === null ? 0 : 1,
    verdictZone: -1,
    inError: false,
    templates: [
      ...(driver === null ? confine(ground) : []),
      {
        id: 'bind',
        title: 'Bind',
        zone: null,
        leadsTo: 1,
        action:
          name === null
            ? { kind: 'drivers_probe', device: device.path }
            : { kind: 'bind', device: device.path, driver: name },
        impossible: null,
      },
    ],
    goal: null,
    note: 'This kernel has no level per device: there is the driver, and where the IOMMU lets the device reach.',
  };
};

/** The bus's own yes or no, the first step of the buses that have one. */
const authorizeStep = (device: Device): Plan['templates'][number] => ({
  id: 'authorize',
  title: 'Authorize',
  zone: null,
  leadsTo: 1,
  action: { kind: 'authorized', device: device.path, value: '1' },
  impossible: null,
});

export const thunderboltPlan = (ground: Ground): Plan => {
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
    templates: [authorizeStep(device), trustStep(ground, { level: 2, leadsTo: 2, zone: null })],
    goal: dialect?.levelWords === null ? null : 2,
    note: 'On this bus level 1 and authorized 1 are one; level 2 adds ATS.',
  };
};

export const usbPlan = ({ device }: Ground): Plan => ({
  kind: 'usb',
  zones: [
    { id: 'refused', title: 'Not authorized', gloss: 'no driver' },
    { id: 'authorized', title: 'Authorized', gloss: 'drivers may bind' },
  ],
  zone: (known(device.facts.authorized) ?? 0) > 0 ? 1 : 0,
  verdictZone: -1,
  inError: false,
  templates: [authorizeStep(device)],
  goal: null,
  note: 'USB reaches memory through its host controller only; the controller is the device to trust.',
});

export const noPlan = (device: Device): Plan => ({
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
