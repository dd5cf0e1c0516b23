/** Lists the evidence there is to check of a device. Nothing is checked here, and nothing is made up: what cannot be had says why. */
import type { Device } from '../../shared/facts/device.js';
import type { EvidenceItem } from '../../shared/facts/event.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { managerOf } from '../../shared/journey/manager.js';

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

/** What a device's security manager signs. No attribute holds it: it comes over netlink, which this version does not speak. */
const objects: readonly string[] = ['Certificate chain, slot 0', 'Measurements', 'Interface report'];

const bytesOf = (value: string): number => new TextEncoder().encode(`${value}\n`).length;

const itemOf = (what: string, file: string, reading: Reading): EvidenceItem => {
  if ('errno' in reading) return { what, source: file, bytes: null, why: `reading ${file} failed (${reading.errno})` };
  if (reading.value === '') return { what, source: file, bytes: null, why: `${file} is empty` };
  return { what, source: file, bytes: bytesOf(reading.value), why: null };
};

/** Why the signed objects cannot be had now: first what the device lacks, then what this tool lacks. */
const whyNot = (device: Device, snapshot: Snapshot): string => {
  // A function that another speaks for has no session of its own: its manager is connected, and speaks SPDM.
  const manager = managerOf(snapshot, device);
  if (manager !== null && manager.device === null) return 'the function that speaks for the device is not known here';
  const speaker = manager?.device ?? device;
  const { capabilities, connected } = speaker.facts;
  if (capabilities.kind !== 'unknown' && !capabilities.value.spdm)
    return `the ${speaker === device ? 'device' : 'function that speaks for it'} does not speak SPDM`;
  const held = [connected, device.facts.locked].some((fact) => fact.kind === 'measured' && fact.value !== null);
  if (held) return 'this version does not fetch it: it comes over netlink';
  return speaker === device
    ? 'no TSM is connected or has locked the device'
    : `no TSM is connected to ${speaker.id}, which speaks for the device`;
};

/** Every piece in a fixed order; sizes are of the attribute's text with its newline. */
export const evidenceOf = (device: Device, snapshot: Snapshot): readonly EvidenceItem[] => [
  ...attributes.flatMap(({ file, what }) => {
    const reading = device.readings[file];
    return reading === undefined ? [] : [itemOf(what, file, reading)];
  }),
  ...objects.map((what) => ({ what, source: 'netlink', bytes: null, why: whyNot(device, snapshot) })),
];
