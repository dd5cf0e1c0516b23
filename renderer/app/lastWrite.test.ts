/** The last write's time, found without looking twice at the same event. */
import { expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import { lastWriteMs } from './lastWrite.js';

const base = { seenAt: 0, happenedAt: null, device: null, cause: null } as const;
const outcome = (id: number, ms: number): LabEvent => ({ ...base, id, kind: 'outcome', outcome: { kind: 'done', ms } });
const line = (id: number): LabEvent => ({ ...base, id, kind: 'kmsg', priority: 6, text: '' });

it('finds the newest, also when the list grows in place', () => {
  const events: LabEvent[] = [line(1)];
  expect(lastWriteMs(events)).toBeNull();
  events.push(outcome(2, 4.4), line(3));
  expect(lastWriteMs(events)).toBe(4.4);
  expect(lastWriteMs(events)).toBe(4.4);
  events.push(outcome(4, 0.3));
  expect(lastWriteMs(events)).toBe(0.3);
  expect(lastWriteMs([line(1)])).toBeNull();
});
