/** The tree's views of the session store: each hook wakes its component only when what it shows has changed. */
import { useMemo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { type Filter, parseFilter } from '../../../shared/filter/filter.js';
import type { FilterContext } from '../../../shared/filter/match.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { createEventFold } from '../../state/eventFold.js';
import { useSession, type SessionState } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { createHierarchies, type Hierarchy } from './hierarchy.js';
import { marksAfter, noMark, type Mark, verdictWord } from './mark.js';
import { matchingRows, openRows, type Row } from './rows.js';
import { useSince } from './since.js';

const hierarchies = createHierarchies();
const hierarchyOf = (state: SessionState): Hierarchy | null =>
  state.snapshot === null ? null : hierarchies(state.snapshot.devices);

/** The list as it is now, for commands. */
export const currentHierarchy = (): Hierarchy | null => hierarchyOf(useSession.getState());
/** Null before the first snapshot. Wakes only when devices come, go or move. */
export const useHierarchy = (): Hierarchy | null => useSession(hierarchyOf);

const foldMarks = createEventFold<ReadonlyMap<DevicePath, Mark>>(new Map(), marksAfter);
const marksOf = (state: SessionState): ReadonlyMap<DevicePath, Mark> => foldMarks(state.session, state.events);

/** What this session left on every device. */
export const useMarks = (): ReadonlyMap<DevicePath, Mark> => useSession(marksOf);
/** What this session left on one device. */
export const useMark = (path: DevicePath): Mark => useSession((state) => marksOf(state).get(path) ?? noMark);

/** The device at `path`, or null when it is not there (any more). */
export const useDevice = (path: DevicePath): Device | null =>
  useSession((state) => state.snapshot?.devices[path] ?? null);

const nothing: readonly Row[] = [];
const noDevices: Record<DevicePath, Device> = {};

export interface TreeRows {
  readonly hierarchy: Hierarchy | null;
  readonly rows: readonly Row[];
  readonly filter: Filter;
  /** Devices that match; all of them when nothing is filtered. */
  readonly found: number;
}

/** The rows on show. Facts are looked at only while a filter asks for them. */
export const useRows = (): TreeRows => {
  const hierarchy = useHierarchy();
  const text = useView((view) => view.filter);
  const collapsed = useView((view) => view.collapsed);
  const filter = useMemo(() => parseFilter(text), [text]);
  const asked = !filter.empty;
  const devices = useSession((state) => (asked ? (state.snapshot?.devices ?? noDevices) : noDevices));
  const marks = useSession((state) => (asked ? marksOf(state) : null));
  const since = useSince((state) => (asked ? state.at : null));
  return useMemo(() => {
    if (hierarchy === null) return { hierarchy, rows: nothing, filter, found: 0 };
    if (filter.empty) {
      const found = hierarchy.nodes.reduce((count, node) => (node.isDevice ? count + 1 : count), 0);
      return { hierarchy, rows: openRows(hierarchy, collapsed), filter, found };
    }
    const context: FilterContext = {
      changed: (device) => changedSince(marks?.get(device.path) ?? noMark, since),
      fallen: (device) => (marks?.get(device.path) ?? noMark).fell !== null,
      verdict: (device) => verdictWord(marks?.get(device.path) ?? noMark),
    };
    const rows = matchingRows(hierarchy, (key) => {
      const device = devices[key];
      return device !== undefined && filter.keeps(device, context);
    });
    return { hierarchy, rows, filter, found: rows.filter((row) => row.matches).length };
  }, [hierarchy, collapsed, filter, devices, marks, since]);
};

/** True when a fact of the device read differently, or it arrived, after `since` (milliseconds since the epoch). */
export const changedSince = (mark: Mark, since: number | null): boolean =>
  Math.max(mark.changed?.at ?? 0, mark.arrivedAt ?? 0) > (since ?? 0);
