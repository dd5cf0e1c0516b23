/** What reads differently from before: the facts that moved, and the part of the snapshot a window has to be told. */
import type { Device, DeviceFacts, FactName } from '../../shared/facts/device.js';
import { factText } from '../../shared/facts/factText.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { DevicePath } from '../../shared/model/device.js';
import type { Steps } from '../target/steps.js';
import type { Delta } from './outbox.js';

/** One fact of one device, as text; null for unknown. */
export interface FactChange {
  readonly device: DevicePath;
  readonly fact: FactName;
  readonly from: string | null;
  readonly to: string | null;
}

export interface SnapshotDiff {
  readonly changes: readonly FactChange[];
  /** For the window: what is different, and for a small look every device that was read again, to renew its age. */
  readonly delta: Delta;
  /** For the journal: what is really different; null when nothing is. */
  readonly news: Delta | null;
  /** What a delta cannot carry has changed: the dialect, the role or the TSMs. */
  readonly whole: boolean;
}

/** A look at more folders than this sends only what is different: frames stay small on a big machine. */
const mostRenewed = 1_000;

const factNames = (facts: DeviceFacts): readonly FactName[] => Object.keys(facts) as FactName[];

const changesOf = (before: Device, after: Device): readonly FactChange[] =>
  factNames(after.facts).flatMap((fact) => {
    const [from, to] = [factText(before.facts, fact), factText(after.facts, fact)];
    return from === to ? [] : [{ device: after.path, fact, from, to }];
  });

const wordOf = (reading: Reading | undefined): string | null =>
  reading === undefined ? null : 'value' in reading ? `=${reading.value}` : reading.errno;

const sameReadings = (a: Device['readings'], b: Device['readings']): boolean => {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => wordOf(a[name]) === wordOf(b[name]));
};

/** The same but for facts as text and for ages: what it is called, where it stands, how each fact is known. */
const sameRest = (a: Device, b: Device): boolean =>
  a.parent === b.parent &&
  a.name === b.name &&
  a.kind === b.kind &&
  factNames(b.facts).every((fact) => a.facts[fact].kind === b.facts[fact].kind) &&
  sameReadings(a.readings, b.readings);

const machineOf = ({ dialect, role, tsms }: Snapshot): string =>
  JSON.stringify([dialect, role, tsms], (key, value: unknown) => (key === 'at' ? undefined : value));

/**
 * Compares two snapshots of one target, in steps of a device; `swept` are the folders that were read again.
 * A device that arrived or left makes no fact changes: its uevent says so.
 */
export function* diffSteps(before: Snapshot, after: Snapshot, swept: ReadonlySet<string>): Steps<SnapshotDiff> {
  const changes: FactChange[] = [];
  const renewed = swept.size <= mostRenewed;
  const sent: Device[] = [];
  const news: Device[] = [];
  for (const device of Object.values(after.devices)) {
    yield;
    const old = before.devices[device.path];
    // The very same object: it was not read again.
    if (old === device) continue;
    const moved = old === undefined ? [] : changesOf(old, device);
    const differs = old === undefined || moved.length > 0 || !sameRest(old, device);
    changes.push(...moved);
    if (differs) news.push(device);
    if (differs || (renewed && swept.has(device.path))) sent.push(device);
  }
  const removed: DevicePath[] = [];
  for (const { path } of Object.values(before.devices)) {
    yield;
    if (after.devices[path] === undefined) removed.push(path);
  }
  const fresh: Record<string, Reading> = {};
  const different: Record<string, Reading> = {};
  for (const [path, reading] of Object.entries(after.readings)) {
    yield;
    const old = before.readings[path];
    if (old?.at !== reading.at) fresh[path] = reading;
    if (wordOf(old) !== wordOf(reading)) different[path] = reading;
  }
  const anyNews = news.length > 0 || removed.length > 0 || Object.keys(different).length > 0;
  return {
    changes,
    delta: { devices: sent, removed, readings: renewed ? fresh : different },
    news: anyNews ? { devices: news, removed, readings: different } : null,
    whole: machineOf(before) !== machineOf(after),
  };
}
