/** What the session last saw of its target, kept whole while only parts of it are read again. */
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { snapshotSteps } from '../target/snapshot.js';
import { inSlices } from '../target/steps.js';
import { systemNames } from '../target/systemNames.js';
import { sweepAll, watchedReadings } from '../target/sweep.js';
import type { RawDevice, Seen, Wire } from '../wires/wire.js';
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
   * Reads these folders again, or all for null, and says what changed. Throws WireLost. Null when the signal aborted
   * meanwhile: what came too late is not taken in, because a later look may have seen more. One look at a time.
   */
  look(folders: ReadonlySet<string> | null, signal: AbortSignal, how?: HowToLook): Promise<SnapshotDiff | null>;
  /** Readings beside the devices that a look at some of them takes too. */
  readonly watched: readonly string[];
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

/** The first sweep; `progress` is told how many devices were read so far. Throws WireLost. */
export const openMirror = async (
  wire: Wire,
  signal: AbortSignal,
  progress?: (devices: number) => void,
): Promise<Mirror> => {
  const first = await sweepAll(wire, signal, progress);
  const { uri, title } = wire;
  let raw = byPath(first.raw);
  // A simulated machine names its own devices, the same on every system.
  const named = wire.harmless ? {} : { names: await systemNames() };
  let snapshot = await inSlices(snapshotSteps({ uri, title, ...first, ...named }));

  const sweep = async (
    folders: ReadonlySet<string>,
    signal: AbortSignal,
    seen: Seen | null,
  ): Promise<{ raw: ReadonlyMap<string, RawDevice>; readings: Readonly<Record<string, Reading>>; at: number }> => {
    const at = wire.now();
    const look = async (): Promise<Seen> => {
      const [devices, readings] = await Promise.all([
        folders.size === 0 ? [] : wire.sweep([...folders], signal),
        wire.read(watched(), signal),
      ]);
      return { devices, readings };
    };
    const { devices, readings } = seen ?? (await look());
    return { raw: merged(raw, folders, devices), readings, at };
  };
  const watched = (): readonly string[] => watchedReadings([...raw.values()]);

  const sweepEverything = async (signal: AbortSignal) => {
    const all = await sweepAll(wire, signal);
    return { ...all, raw: byPath(all.raw) };
  };

  return {
    get snapshot() {
      return snapshot;
    },
    get folders() {
      return raw.keys();
    },
    get watched() {
      return watched();
    },
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
