/** The feed against a lab that is only a line: what is applied, what is acknowledged, and when intents may go on. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Answer, CommandName, Input, LabBridge } from '../../shared/ipc/contract.js';
import type { Frame, SessionStatus } from '../../shared/ipc/frame.js';

const asked: { readonly command: string; readonly input: unknown }[] = [];
let answer: Answer<CommandName> = { ok: true, result: {} };
let hear: (frame: Frame) => void = () => undefined;
let tellDown: (why: string) => void = () => undefined;

/** A line end that answers everything alike: the window's side of the contract, not a lab. */
const line: LabBridge = {
  call: <C extends CommandName>(command: C, input: Input<C>) => {
    asked.push({ command, input });
    return Promise.resolve(answer as Answer<C>);
  },
  onFrame: (listener) => {
    hear = listener;
    return () => undefined;
  },
  onOpening: () => () => undefined,
  onDown: (listener) => {
    tellDown = listener;
    return () => undefined;
  },
};

vi.stubGlobal('window', { lab: line });
vi.stubGlobal('document', { documentElement: { dataset: {} } });
const { applied, mirror, present, startFeed, unmirror } = await import('./feed.js');
const { updated } = await import('../../shared/ipc/updated.js');
const { usePending } = await import('../state/pending.js');
const { useTrouble } = await import('../state/trouble.js');
const { useSession } = await import('../state/session.js');
const { newTab, useTabs } = await import('../state/tabs.js');

const status: SessionStatus = {
  state: 'live',
  lostAt: null,
  lostWhy: null,
  writes: 'harmless',
  journal: '',
  journalTrouble: null,
  journalNote: null,
  events: 0,
};
const base = { seenAt: 0, happenedAt: null, device: null } as const;
const write = (id: number): LabEvent => ({
  ...base,
  id,
  cause: null,
  kind: 'write',
  path: 'x',
  value: '4',
  predicted: null,
});
const outcome = (id: number, of: number): LabEvent => ({
  ...base,
  id,
  cause: { id: of, how: 'measured' },
  kind: 'outcome',
  outcome: { kind: 'done', ms: 1 },
});
const frame = (seq: number, events: readonly LabEvent[] = [], session = 'a'): Frame => ({
  session,
  seq,
  status,
  snapshot: null,
  events,
  dropped: 0,
});
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 40));

startFeed();

describe('feed', () => {
  beforeEach(() => {
    answer = { ok: true, result: {} };
    for (const session of ['a', 'b']) unmirror(session);
    mirror('a');
    present('a');
    asked.length = 0;
  });

  it('appends events in place, knows how writes ended, and says how far it is', async () => {
    const { events } = useSession.getState();
    hear(frame(1, [write(1)]));
    hear(frame(2, [outcome(2, 1)]));
    expect(useSession.getState().events).toBe(events);
    expect(events.map(({ id }) => id)).toEqual([1, 2]);
    expect(useSession.getState().outcomes.get(1)).toEqual({ kind: 'done', ms: 1 });
    await settled();
    expect(asked.at(-1)).toEqual({ command: 'session.ack', input: { session: 'a', seq: 2 } });
    expect(document.documentElement.dataset.seq).toBe('2');
  });

  it('does not count events twice that come again after a broken line', () => {
    hear(frame(1, [write(1)]));
    hear(frame(2, [write(1), outcome(2, 1)]));
    expect(useSession.getState().events.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('lets an intent go on only when the frame it caused is there', async () => {
    let went = false;
    const waiting = applied('a', 2).then(() => {
      went = true;
    });
    hear(frame(1));
    await settled();
    expect(went).toBe(false);
    hear(frame(2));
    await waiting;
    expect(went).toBe(true);
  });

  it('changes with a frame what the window changes for it, before the frame is drawn', async () => {
    const seen: string[] = [];
    const stop = useSession.subscribe(({ seq }) => {
      seen.push(`frame ${seq}`);
      // As React does: what is changed in this turn is drawn once, at its end.
      queueMicrotask(() => seen.push('drawn'));
    });
    void applied('a', 1, () => seen.push('along'));
    hear(frame(1));
    await settled();
    stop();
    expect(seen.indexOf('along')).toBeGreaterThan(seen.indexOf('frame 1'));
    expect(seen.indexOf('along')).toBeLessThan(seen.indexOf('drawn'));
    void applied('a', 1, () => seen.push('at once'));
    expect(seen.at(-1)).toBe('at once');
  });

  it('keeps frames that overtook the answer to open', () => {
    hear(frame(1, [write(1)], 'b'));
    expect(useSession.getState().events).toHaveLength(0);
    mirror('b');
    present('b');
    expect(useSession.getState().events).toHaveLength(1);
  });

  it('keeps them also after many frames of sessions that were closed', () => {
    for (let at = 0; at < 100; at++) hear(frame(9, [], `closed-${at}`));
    hear(frame(1, [write(1)], 'b'));
    mirror('b');
    present('b');
    expect(useSession.getState().events).toHaveLength(1);
  });

  it('fills and acknowledges a session behind, and shows it whole when it comes to the front', async () => {
    mirror('b');
    hear(frame(1, [write(1)]));
    hear(frame(1, [write(7), outcome(8, 7)], 'b'));
    expect(useSession.getState().events.map(({ id }) => id)).toEqual([1]);
    await settled();
    expect(asked).toContainEqual({ command: 'session.ack', input: { session: 'b', seq: 1 } });
    present('b');
    expect(useSession.getState()).toMatchObject({ session: 'b', seq: 1 });
    expect(useSession.getState().events.map(({ id }) => id)).toEqual([7, 8]);
    expect(useSession.getState().outcomes.get(7)).toEqual({ kind: 'done', ms: 1 });
    present('a');
    hear(frame(2, [outcome(9, 7)], 'b'));
    expect(useSession.getState().events.map(({ id }) => id)).toEqual([1]);
  });

  it('tells of a write that another makes, in front and behind, until it ends', () => {
    mirror('b');
    useTabs.setState({ tabs: [{ ...newTab('t', 'sim:'), session: 'b', state: 'live' }], front: 't' });
    hear(frame(1, [write(1)]));
    expect(usePending.getState().pending).toMatchObject({ own: false, path: 'x', value: '4' });
    useTrouble.setState({ trouble: { command: 'session.write', fault: { kind: 'busy', text: '' }, at: 0 } });
    hear(frame(2, [outcome(2, 1)]));
    expect(usePending.getState().pending).toBeNull();
    expect(useTrouble.getState().trouble).toBeNull();
    hear(frame(1, [write(1)], 'b'));
    expect(usePending.getState().pending).toBeNull();
    expect(useTabs.getState().tabs[0]?.running).toBe(true);
    present('b');
    expect(usePending.getState().pending).toMatchObject({ own: false });
    hear(frame(2, [outcome(2, 1)], 'b'));
    expect(useTabs.getState().tabs[0]?.running).toBe(false);
  });

  it('leaves the window’s own write to whoever made it', () => {
    const own = { op: 'w1', own: true, path: 'x', value: '4', since: 0 };
    usePending.setState({ pending: own });
    hear(frame(1, [write(1)]));
    hear(frame(2, [outcome(2, 1)]));
    expect(usePending.getState().pending).toBe(own);
    usePending.setState({ pending: null });
  });

  it('forgets why opening it again failed once the target is back', () => {
    const fault = { kind: 'target-lost', text: 'No route.' } as const;
    useTabs.setState({ tabs: [{ ...newTab('t', 'ssh://lab'), session: 'a', state: 'lost', fault }], front: 't' });
    hear({ ...frame(1), status: { ...status, state: 'lost', lostAt: 1, lostWhy: '' } });
    expect(useTabs.getState().tabs[0]).toMatchObject({ state: 'lost', fault });
    hear(frame(2));
    expect(useTabs.getState().tabs[0]).toMatchObject({ state: 'live', fault: null });
  });

  it('lets who waits for a session go on when its tab is closed', async () => {
    const waiting = applied('a', 9);
    unmirror('a');
    await waiting;
    await applied('a', 10);
  });

  it('says again how far it is on a new line, and learns that the session is gone', async () => {
    hear(frame(3));
    await settled();
    tellDown('closed');
    expect(useSession.getState().down).toBe('closed');
    answer = { ok: false, fault: { kind: 'no-session', text: '' } };
    tellDown('');
    await settled();
    expect(asked.at(-1)).toEqual({ command: 'session.ack', input: { session: 'a', seq: 3 } });
    expect(useSession.getState().status?.state).toBe('lost');
  });
});

describe('updated', () => {
  const whole = {
    target: 'sim:',
    title: '',
    at: 1,
    tsms: [],
    devices: {},
    readings: { a: { value: '1', at: 1 } },
  } as const;
  const unknown = { kind: 'unknown', why: '' } as const;
  const before = { ...whole, dialect: unknown, role: unknown };

  it('merges a delta, and makes nothing of one that has no ground', () => {
    const delta = { kind: 'delta', at: 2, devices: [], removed: [], readings: { b: { value: '2', at: 2 } } } as const;
    expect(updated(before, delta)?.readings).toEqual({ a: { value: '1', at: 1 }, b: { value: '2', at: 2 } });
    expect(updated(null, delta)).toBeNull();
    expect(updated(before, null)).toBe(before);
  });
});
