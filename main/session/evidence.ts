/** Lists the evidence there is to check of a device. Nothing is made up: what cannot be had says why. */
import type { Device } from '../../shared/facts/device.js';
import type { EvidenceItem } from '../../shared/facts/event.js';
import { known } from '../../shared/facts/fact.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { managerOf } from '../../shared/journey/manager.js';
import type { Brought } from './gathering.js';

/** Attributes that are evidence, or say of what kind it is. */
const attributes: readonly { readonly file: string; readonly what: string }[] = [
  { file: 'authenticated', what: 'Authenticated by' },
  { file: 'tsm/connect', what: 'Connected to' },
  { file: 'tsm/lock', what: 'Locked by' },
  { file: 'tsm/bound', what: 'Bound to' },
  { file: 'tsm/dsm', what: 'Security manager of the device' },
  { file: 'tsm/evidence_generation', what: 'Generation of the evidence' },
  { file: 'doe_features/doe_discovery', what: 'DOE: discovery' },
  { file: 'doe_features/0001:01', what: 'DOE: SPDM (CMA)' },
  { file: 'doe_features/0001:02', what: 'DOE: secured SPDM' },
];

/** What a device signs, or its security manager: no attribute holds it. */
const objects = [
  { what: 'Certificate chain, slot 0', size: 'chain' },
  { what: 'Measurements', size: 'measurements' },
  { what: 'Interface report', size: 'report' },
] as const;

const bytesOf = (value: string): number => new TextEncoder().encode(`${value}\n`).length;

const itemOf = (what: string, file: string, reading: Reading): EvidenceItem => {
  if ('errno' in reading) return { what, source: file, bytes: null, why: `reading ${file} failed (${reading.errno})` };
  if (reading.value === '') return { what, source: file, bytes: null, why: `${file} is empty` };
  return { what, source: file, bytes: bytesOf(reading.value), why: null };
};

/** Why the device would sign nothing now, in one phrase; null when it can be asked. */
export const cannotBeAsked = (device: Device, snapshot: Snapshot): string | null => {
  // A function that another speaks for has no session of its own: its manager is connected, and speaks SPDM.
  const manager = managerOf(snapshot, device);
  if (manager !== null && manager.device === null) return 'the function that speaks for the device is not known here';
  const speaker = manager?.device ?? device;
  const { capabilities, connected } = speaker.facts;
  if (capabilities.kind !== 'unknown' && !capabilities.value.spdm)
    return `the ${speaker === device ? 'device' : 'function that speaks for it'} does not speak SPDM`;
  const held = [connected, device.facts.locked].some((fact) => fact.kind === 'measured' && fact.value !== null);
  // A native SPDM driver asks the device itself (R52).
  if (held || known(speaker.facts.provider) === 'native-spdm') return null;
  return speaker === device
    ? 'no TSM is connected or has locked the device'
    : `no TSM is connected to ${speaker.id}, which speaks for the device`;
};

const signedItem = ({ what, size }: (typeof objects)[number], brought: Brought): EvidenceItem => {
  const source = 'DOE mailbox';
  if (brought.kind === 'none') return { what, source, bytes: null, why: brought.why };
  const { sizes, stopped } = brought.gathered;
  const bytes = sizes[size];
  if (bytes !== null) return { what, source, bytes, why: null };
  const missing = size === 'report' ? 'the interface is not locked, so there is none' : 'the device did not give it';
  return { what, source, bytes, why: stopped ?? missing };
};

/** Every piece in a fixed order; sizes are of the attribute's text with its newline, or of the object itself. */
export const evidenceOf = (device: Device, brought: Brought): readonly EvidenceItem[] => [
  ...attributes.flatMap(({ file, what }) => {
    const reading = device.readings[file];
    return reading === undefined ? [] : [itemOf(what, file, reading)];
  }),
  ...objects.map((object) => signedItem(object, brought)),
];
