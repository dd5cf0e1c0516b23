/** How long the newest finished write took: for the status bar, which asks at every frame. */
import type { LabEvent } from '../../shared/facts/event.js';

/** How far each session's events have been looked through, and the last write's time found there. */
const found = new WeakMap<readonly LabEvent[], { at: number; ms: number | null }>();

/** Milliseconds the newest finished write took, or null. Looks only at what came since it last looked. */
export const lastWriteMs = (events: readonly LabEvent[]): number | null => {
  const before = found.get(events) ?? { at: 0, ms: null };
  let { ms } = before;
  for (let at = before.at; at < events.length; at += 1) {
    const event = events[at];
    if (event?.kind === 'outcome') ms = event.outcome.ms;
  }
  found.set(events, { at: events.length, ms });
  return ms;
};
