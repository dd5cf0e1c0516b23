/** The record follows the session when the page is free, and at once when another target stands in front. */
import { beforeEach, expect, it, vi } from 'vitest';

let free: (() => void)[] = [];
vi.stubGlobal('requestIdleCallback', (run: () => void) => free.push(run));
vi.stubGlobal('cancelIdleCallback', () => undefined);
const { useSession, emptySession } = await import('./session.js');
const { useRecord } = await import('./record.js');

beforeEach(() => {
  free = [];
  useSession.setState({ ...emptySession, session: 'a' }, true);
});

it('draws a frame first and its entries when the page is free, one time for many frames', () => {
  useSession.setState({ revision: 1 });
  useSession.setState({ revision: 2 });
  expect(useRecord.getState().revision).toBe(0);
  expect(free).toHaveLength(1);
  free[0]?.();
  expect(useRecord.getState().revision).toBe(2);
});

it('shows another target at once, and a lost line too', () => {
  useSession.setState({ revision: 1 });
  useSession.setState({ ...emptySession, session: 'b' });
  expect(useRecord.getState().session).toBe('b');
  useSession.setState({ down: 'closed' });
  expect(useRecord.getState().down).toBe('closed');
});
