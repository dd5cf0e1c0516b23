/** What is around this machine is looked for again by itself, against a lab that is only a line. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Found } from '../../../shared/ipc/found.js';

const around = (...hosts: readonly string[]): Found => ({
  hosts: hosts.map((name) => ({ uri: `ssh://${name}`, name, from: 'config' })),
  serial: { ports: [], why: null },
  vm: { running: [], why: null },
});
let answer: Found = around();
let asked = 0;
const line = {
  call: () => {
    asked += 1;
    return Promise.resolve({ ok: true, result: answer });
  },
};
const page = { hidden: false, documentElement: { dataset: {} } };
vi.stubGlobal('window', { lab: line });
vi.stubGlobal('document', page);
const { keepLooking, useConnect } = await import('./store.js');
const { useSession } = await import('../../state/session.js');

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  page.hidden = false;
  useSession.setState({ down: null });
});
afterEach(() => void vi.useRealTimers());

it('shows what came since, and leaves what is the same as it is', async () => {
  answer = around('lab');
  const stop = keepLooking();
  await vi.advanceTimersByTimeAsync(0);
  const { found } = useConnect.getState();
  expect(found).toEqual(around('lab'));
  answer = around('lab');
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toBe(2);
  expect(useConnect.getState().found).toBe(found);
  answer = around('lab', 'new');
  await vi.advanceTimersByTimeAsync(3000);
  expect(useConnect.getState().found).toEqual(around('lab', 'new'));
  stop();
  await vi.advanceTimersByTimeAsync(9000);
  expect(asked).toBe(3);
});

it('asks nobody while the page is out of sight or the line is down', async () => {
  const stop = keepLooking();
  await vi.advanceTimersByTimeAsync(0);
  page.hidden = true;
  await vi.advanceTimersByTimeAsync(6000);
  page.hidden = false;
  useSession.setState({ down: 'closed' });
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked).toBe(1);
  stop();
});
