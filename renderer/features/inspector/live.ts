/** The inspector's views of the session: the chosen device also after it left, what aims at it, and its own events. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Device, FactName } from '../../../shared/facts/device.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { known } from '../../../shared/facts/fact.js';
import type { Millis } from '../../../shared/facts/reading.js';
import { journeyOf } from '../../../shared/journey/journey.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { dialects } from '../../../shared/model/dialects/index.js';
import { isLevel, type Level } from '../../../shared/model/level.js';
import { factsTouched } from '../../../shared/timeline/effects.js';
import { useCursor } from '../../state/cursor.js';
import { createEventFold } from '../../state/eventFold.js';
import { useRecord } from '../../state/record.js';
import { useSession, type SessionState } from '../../state/session.js';
import { useView } from '../../state/view.js';

/** Most events kept for one device: what a person scrolls through; the timeline and the journal have them all. */
const mostEvents = 200;

const foldHistory = createEventFold<ReadonlyMap<DevicePath, readonly LabEvent[]>>(new Map(), (before, fresh) => {
  const next = new Map(before);
  for (const event of fresh) {
    if (event.device === null) continue;
    next.set(event.device, [...(next.get(event.device) ?? []), event].slice(-mostEvents));
  }
  return next;
});
const noEvents: readonly LabEvent[] = [];
const historyOf = (state: SessionState, path: DevicePath): readonly LabEvent[] =>
  foldHistory(state.session, state.events).get(path) ?? noEvents;

/** The last events of a device, oldest first. */
export const useHistory = (path: DevicePath): readonly LabEvent[] => useRecord((state) => historyOf(state, path));

export interface Inspected {
  readonly device: Device;
  /** Null while it is there; else when it left. */
  readonly goneAt: Millis | null;
}

const leftAt = (state: SessionState, path: DevicePath): Millis => {
  const removed = historyOf(state, path).findLast((event) => event.kind === 'uevent' && event.action === 'remove');
  return removed?.happenedAt ?? removed?.seenAt ?? state.snapshot?.at ?? Date.now();
};

/** The chosen device; after it left, as it was last seen. Null when none is chosen, or it was never seen here. */
export const useInspected = (): Inspected | null => {
  const selected = useView((view) => view.selected);
  const session = useSession((state) => state.session);
  const device = useSession((state) => (selected === null ? null : (state.snapshot?.devices[selected] ?? null)));
  const last = useRef<{ readonly session: string | null; readonly device: Device } | null>(null);
  if (device !== null) last.current = { session, device };
  if (device !== null) return { device, goneAt: null };
  const kept = last.current;
  if (selected === null || kept === null || kept.session !== session || kept.device.path !== selected) return null;
  return { device: kept.device, goneAt: leftAt(useSession.getState(), selected) };
};

/** The level the table compares with: what the digits aim at, else the next trust write of the path, else where the path leads. */
export const useTarget = (device: Device): Level | null => {
  const aim = useView((view) => view.aim);
  const revision = useSession((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: events grow in place, the revision tells of it (state/session)
  const led = useMemo(() => {
    const { snapshot, events } = useSession.getState();
    if (snapshot === null) return null;
    const dialect = known(snapshot.dialect);
    const journey = journeyOf({ snapshot, device, dialect: dialect === undefined ? null : dialects[dialect], events });
    const { next } = journey;
    const value = next?.action?.kind === 'trust' ? Number(next.action.value) : Number.NaN;
    return isLevel(value) ? value : journey.goal;
  }, [device, revision]);
  return aim ?? led;
};

/** The facts of this device that the event under the pointer is about, else the chosen one: what it changed here. */
export const useLitFacts = (path: DevicePath): ReadonlySet<FactName> => {
  const chosen = useView((view) => view.event);
  const id = useCursor((cursor) => cursor.event) ?? chosen;
  const revision = useRecord((record) => (id === null ? 0 : record.revision));
  // biome-ignore lint/correctness/useExhaustiveDependencies: events grow in place, the revision tells of it (state/session)
  return useMemo(() => factsTouched(useSession.getState().events, id, path), [id, path, revision]);
};

/** The time, once a second while the page is in sight: ages grow by themselves. */
export const useNow = (): Millis => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
