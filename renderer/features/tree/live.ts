/** The tree's views of the session store: each hook wakes its component only when what it shows has changed. */
import { useEffect, useMemo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { type Filter, parseFilter } from '../../../shared/filter/filter.js';
import type { FilterContext } from '../../../shared/filter/match.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { createEventFold } from '../../state/eventFold.js';
import { useSession, type SessionState } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { createHierarchies, type Devices, type Hierarchy } from './hierarchy.js';
import { marksAfter, noMark, type Mark, verdictWord } from './mark.js';
import { inSorting, useSorting } from './order.js';
import { usePins } from './pins.js';
import { flatRows, matchingRows, openRows, pinRows, type Row } from './rows.js';
import { useSince } from './since.js';

const hierarchies = createHierarchies();
const hierarchyOf = (state: SessionState): Hierarchy | null =>
  state.snapshot === null ? null : hierarchies(state.snapshot.devices);

/** The list as it is now, for commands. */
export const currentHierarchy = (): Hierarchy | null => hierarchyOf(useSession.getState());
/** Null before the first snapshot. Wakes only when devices come, go or move. */
export const useHierarchy = (): Hierarchy | null => useSession(hierarchyOf);

const foldMarks = createEventFold<ReadonlyMap<DevicePath, Mark>>(new Map(), marksAfter);
/** What this session left on every device, by path. */
export const marksOf = (state: SessionState): ReadonlyMap<DevicePath, Mark> => foldMarks(state.session, state.events);

/** What this session left on every device. */
export const useMarks = (): ReadonlyMap<DevicePath, Mark> => useSession(marksOf);
/** What this session left on one device. */
export const useMark = (path: DevicePath): Mark => useSession((state) => marksOf(state).get(path) ?? noMark);

/** The device at `path`, or null when it is not there (any more). */
export const useDevice = (path: DevicePath): Device | null =>
  useSession((state) => state.snapshot?.devices[path] ?? null);

const nothing: readonly Row[] = [];
const noDevices: Record<DevicePath, Device> = {};
const noMarks: ReadonlyMap<DevicePath, Mark> = new Map();
const noPinned: readonly Device[] = [];

export interface TreeRows {
  readonly hierarchy: Hierarchy | null;
  readonly rows: readonly Row[];
  readonly filter: Filter;
  /** Devices that match; all of them when nothing is filtered. */
  readonly found: number;
}

interface Seen {
  readonly marks: ReadonlyMap<DevicePath, Mark>;
  readonly since: number | null;
  readonly pins: readonly string[];
}

/** What a filter asks besides the facts. */
export const contextOf = ({ marks, since, pins }: Seen): FilterContext => {
  const markOf = (device: Device): Mark => marks.get(device.path) ?? noMark;
  const pinned = new Set(pins);
  return {
    changed: (device) => changedSince(markOf(device), since),
    fallen: (device) => markOf(device).fell !== null,
    pinned: (device) => pinned.has(device.path),
    verdict: (device) => verdictWord(markOf(device)),
  };
};

const devicesIn = (hierarchy: Hierarchy, devices: Devices): readonly Device[] =>
  hierarchy.nodes.flatMap(({ key }) => devices[key] ?? []);

const countDevices = (hierarchy: Hierarchy): number =>
  hierarchy.nodes.reduce((count, node) => (node.isDevice ? count + 1 : count), 0);

let shown: readonly Row[] = nothing;
/** The rows as they were drawn last, for commands. */
export const currentRows = (): readonly Row[] => shown;

/** The rows on show. Facts are looked at only while a filter, an order or a pin asks for them. */
export const useRows = (): TreeRows => {
  const hierarchy = useHierarchy();
  const text = useView((view) => view.filter);
  const collapsed = useView((view) => view.collapsed);
  const sorting = useSorting();
  const pins = usePins();
  const filter = useMemo(() => parseFilter(text), [text]);
  const asked = !filter.empty || sorting.order !== 'tree';
  const devices = useSession((state) => (asked ? (state.snapshot?.devices ?? noDevices) : noDevices));
  const marks = useSession((state) => (asked ? marksOf(state) : noMarks));
  const since = useSince((state) => (asked ? state.at : null));
  const pinned = usePinned(hierarchy, pins);
  const now = useMemo(() => {
    if (hierarchy === null) return { hierarchy, rows: nothing, filter, found: 0 };
    const context = contextOf({ marks, since, pins });
    const keeps = (device: Device): boolean => filter.empty || filter.keeps(device, context);
    const top = pinRows(
      pinned.filter((device) => keeps(devices[device.path] ?? device)),
      collapsed,
    );
    const below = ((): readonly Row[] => {
      if (sorting.order !== 'tree')
        return flatRows(inSorting(devicesIn(hierarchy, devices).filter(keeps), sorting, marks));
      if (filter.empty) return openRows(hierarchy, collapsed);
      return matchingRows(hierarchy, (key) => devices[key] !== undefined && keeps(devices[key]));
    })();
    const found = filter.empty
      ? countDevices(hierarchy)
      : below.reduce((count, { matches }) => (matches ? count + 1 : count), 0);
    return { hierarchy, rows: top.length === 0 ? below : [...top, ...below], filter, found };
  }, [hierarchy, collapsed, filter, devices, marks, since, sorting, pins, pinned]);
  useEffect(() => {
    shown = now.rows;
  }, [now]);
  return now;
};

/** The pinned devices that are there, as they were when devices last came or went: their rows follow their facts themselves. */
const usePinned = (hierarchy: Hierarchy | null, pins: readonly string[]): readonly Device[] =>
  useMemo(() => {
    const devices = hierarchy === null ? undefined : useSession.getState().snapshot?.devices;
    if (devices === undefined || pins.length === 0) return noPinned;
    const wanted = new Set(pins);
    return Object.values<Device>(devices)
      .filter(({ path }) => wanted.has(path))
      .sort((a, b) => pins.indexOf(a.path) - pins.indexOf(b.path));
  }, [hierarchy, pins]);

/** True when a fact of the device read differently, or it arrived, after `since` (milliseconds since the epoch). */
export const changedSince = (mark: Mark, since: number | null): boolean =>
  Math.max(mark.changed?.at ?? 0, mark.arrivedAt ?? 0) > (since ?? 0);
