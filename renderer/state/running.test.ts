/** What runs, by the events alone. */
import { expect, it } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import type { PendingWrite } from './pending.js';
import { runningAfter } from './running.js';

const base = { seenAt: 7, happenedAt: null, device: null, cause: null } as const;
const write = (id: number): LabEvent => ({ ...base, id, kind: 'write', path: 'a/trust', value: '2', predicted: null });
const outcome = (id: number, of: number): LabEvent => ({
  ...base,
  id,
  cause: { id: of, how: 'measured' },
  kind: 'outcome',
  outcome: { kind: 'done', ms: 1 },
});
const after = (...events: readonly LabEvent[]) => events.reduce<PendingWrite | null>(runningAfter, null);

it('a write runs from its event to its own outcome', () => {
  const running = { op: 'event 3', own: false, path: 'a/trust', value: '2', since: 7 };
  expect(after(write(3))).toEqual(running);
  expect(after(write(3), outcome(4, 1))).toEqual(running);
  expect(after(write(3), outcome(4, 3))).toBeNull();
});

it('a write that was held back after all, or whose target went, runs no more', () => {
  const held: LabEvent = { ...base, id: 4, kind: 'held', path: 'a/trust', value: '2', why: 'the disk is full' };
  expect(after(write(3), held)).toBeNull();
  expect(after(write(3), { ...base, id: 4, kind: 'lost', text: '' })).toBeNull();
});
