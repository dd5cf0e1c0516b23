/** Which write of a session runs, told from its events: every window sees the same, whoever made it. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { PendingWrite } from './pending.js';

const ends: ReadonlySet<LabEvent['kind']> = new Set(['held', 'lost', 'closed', 'opened']);

/** The write that runs after `event`, named by its event; null for none. One runs at a time, so a new one replaces any. */
export const runningAfter = (running: PendingWrite | null, event: LabEvent): PendingWrite | null => {
  if (event.kind === 'write')
    return { op: `event ${event.id}`, own: false, path: event.path, value: event.value, since: event.seenAt };
  const ended = event.kind === 'outcome' ? running?.op === `event ${event.cause?.id}` : ends.has(event.kind);
  return ended ? null : running;
};
