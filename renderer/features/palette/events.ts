/** Finds events for the palette: by what was written or said, who refused, and on which device; the newest first. */
import type { LabEvent } from '../../../shared/facts/event.js';
import { labelOf, sentenceOf } from '../../../shared/timeline/words.js';
import { type Match, match } from './match.js';

/** One letter is in nearly every sentence. */
const fewestLetters = 2;
/** A list of an hour's events is no answer. */
const mostFound = 8;
/** So many are looked at, from the newest on: about as many as are read through between two key presses. */
export const mostSearched = 5000;

export interface FoundEvent {
  readonly event: LabEvent;
  readonly title: string;
  readonly device: string;
  readonly found: Match;
}

/** @param nameOf The device's name as the tree has it; '' for none. */
export const eventsFor = (
  query: string,
  events: readonly LabEvent[],
  nameOf: (device: LabEvent['device']) => string,
): readonly FoundEvent[] => {
  if (query.trim().length < fewestLetters) return [];
  const all: FoundEvent[] = [];
  const oldest = Math.max(0, events.length - mostSearched);
  for (let index = events.length - 1; index >= oldest && all.length < mostFound; index -= 1) {
    const event = events[index];
    // What the tool reads for itself would hide what happened.
    if (event === undefined || event.kind === 'read') continue;
    const [title, device] = [sentenceOf(event), nameOf(event.device)];
    const found = match(query, title, `${device} ${labelOf(event)} ${event.kind}`);
    if (found !== null) all.push({ event, title, device, found });
  }
  return all;
};
