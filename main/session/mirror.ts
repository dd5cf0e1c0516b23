/** What the session last saw of its target, kept whole while only parts of it are read again. */
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { snapshotSteps } from '../target/snapshot.js';
import { inSlices } from '../target/steps.js';
import { systemNames } from '../target/systemNames.js';
import { sweepAll, type Watched, watchedPaths, watchedSteps } from '../target/sweep.js';
import type { Look, RawDevice, Seen, Wire } from '../wires/wire.js';
import { isBelow } from './affected.js';
import { diffSteps, type SnapshotDiff } from './diff.js';

export interface HowToLook {
  /** Called once the target has answered: what is left is this tool's own work. */
  readonly answered?: () => void;
  /** What the target said of just these folders already. */
  readonly seen?: Seen | null;
}

export interface Mirror {
  readonly snapshot: Snapshot;
  /** Folders of everything seen, devices of the tree and others. */
  readonly folders: Iterable<string>;
  /**
   * Reads these folders again (devices, IOMMU groups), or all for null, and says what changed. Throws WireLost. Null when the signal aborted
   * meanwhile: what came too late is not taken in, because a later look may have seen more. One look at a time.
   */
  look(folders: ReadonlySet<string> | null, signal: AbortSignal, how?: HowToLook): Promise<SnapshotDiff | null>;
  /** What a look at these folders asks the target for: the devices, and the readings beside them. */
  lookOf(folders: ReadonlySet<string>): Look;
}

/** What was seen before, with what was found now in its place. A folder that was not found is gone, and all below it. */
const merged = (
  before: ReadonlyMap<string, RawDevice>,
  folders: ReadonlySet<string>,
  found: readonly RawDevice[],
): ReadonlyMap<string, RawDevice> => {
  const after = new Map(before);
  const still = new Set(found.map(({ path }) => path));
  const gone = new Set([...folders].filter((folder) => before.has(folder) && !still.has(folder)));
  if (gone.size > 0) for (const path of before.keys()) if (isBelow(path, gone)) after.delete(path);
  for (const device of found) after.set(device.path, device);
  return after;
};

const byPath = (raw: readonly RawDevice[]): ReadonlyMap<string, RawDevice> =>
  new Map(raw.map((device) => [device.path, device]));

const isGroup = /^kernel\/iommu_groups\//;

const both = (one: readonly string[], other: readonly string[]): readonly string[] => [...new Set([...one, ...other])];

const joined = (one: Watched, other: Watched): Watched => ({
  policy: both(one.policy, other.policy),
  groups: both(one.groups, other.groups),
});

/** The first sweep; `progress` is told how many devices were read so far. Throws WireLost. */
export const openMirror = async (
  wire: Wire,
  signal: AbortSignal,
  progress?: (devices: number) => void,
): Promise<Mirror> => {
  const first = await sweepAll(wire, signal, { progress, first: true });
  const { uri, title } = wire;
  let raw = byPath(first.raw);
  let { watched } = first;
  // A simulated machine names its own devices, the same on every system.
  const named = wire.harmless ? {} : { names: await systemNames() };
  let snapshot = await inSlices(snapshotSteps({ uri, title, ...first, ...named }));

  /** A machine has as many groups as devices: only those of these folders are read again with them, and all for none. */
  const lookOf = (folders: ReadonlySet<string>): Look => {
    const all = [...folders];
    const groups = all.flatMap((folder) =>
      isGroup.test(folder) ? folder : (raw.get(folder)?.links.iommu_group ?? []),
    );
    const concerned = { policy: watched.policy, groups: [...new Set(groups)] };
    return {
      folders: all.filter((folder) => !isGroup.test(folder)),
      paths: watchedPaths(folders.size === 0 ? watched : concerned),
    };
  };

  const sweep = async (
    folders: ReadonlySet<string>,
    signal: AbortSignal,
    seen: Seen | null,
  ): Promise<{ raw: ReadonlyMap<string, RawDevice>; readings: Readonly<Record<string, Reading>>; at: number }> => {
    const at = wire.now();
    const look = async (): Promise<Seen> => {
      const wanted = lookOf(folders);
      const [devices, readings] = await Promise.all([
        wanted.folders.length === 0 ? [] : wire.sweep(wanted.folders, signal),
        wire.read(wanted.paths, signal),
      ]);
      return { devices, readings };
    };
    const { devices, readings } = seen ?? (await look());
    // Drivers and groups that were not seen before: the file of one is read with the next look.
    watched = joined(watched, await inSlices(watchedSteps(devices)));
    return { raw: merged(raw, folders, devices), readings: { ...snapshot.readings, ...readings }, at };
  };

  const sweepEverything = async (signal: AbortSignal) => {
    const all = await sweepAll(wire, signal);
    ({ watched } = all);
    return { ...all, raw: byPath(all.raw) };
  };

  return {
    get snapshot() {
      return snapshot;
    },
    get folders() {
      return raw.keys();
    },
    lookOf,
    async look(folders, signal, { answered, seen: already = null } = {}) {
      const seen = await (folders === null ? sweepEverything(signal) : sweep(folders, signal, already));
      answered?.();
      if (signal.aborted) return null;
      const previous = snapshot;
      const now = await inSlices(
        snapshotSteps({
          uri,
          title,
          raw: [...seen.raw.values()],
          readings: seen.readings,
          at: seen.at,
          previous,
          previousRaw: raw,
          ...named,
        }),
      );
      const diff = await inSlices(diffSteps(previous, now, folders ?? new Set(seen.raw.keys())));
      if (signal.aborted) return null;
      raw = seen.raw;
      snapshot = now;
      return diff;
    },
  };
};
