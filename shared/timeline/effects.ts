/** What an event led to: the events that name it as their cause, and the facts that changed with them. */
import type { FactName } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import type { DevicePath } from '../model/device.js';
import { indexOfId } from './chart.js';

/** How far effects are looked for behind their cause: they follow it closely in the journal. */
const reach = 400;

/** The events that name the event at this index as their cause. */
export const effectsOf = (events: readonly LabEvent[], ref: number): readonly LabEvent[] => {
  const id = events[ref]?.id;
  return id === undefined ? [] : events.slice(ref + 1, ref + 1 + reach).filter((event) => event.cause?.id === id);
};

/** The facts of `device` that an event is about: one it tells of, those it changed, or for an outcome those its write changed. */
export const factsTouched = (
  events: readonly LabEvent[],
  id: number | null,
  device: DevicePath,
): ReadonlySet<FactName> => {
  const at = id === null ? -1 : indexOfId(events, id);
  const event = events[at];
  if (event === undefined) return new Set();
  const write = event.kind === 'outcome' && event.cause !== null ? indexOfId(events, event.cause.id) : at;
  return new Set(
    [event, ...effectsOf(events, write)].flatMap((one) =>
      one.kind === 'change' && one.device === device ? [one.fact] : [],
    ),
  );
};
