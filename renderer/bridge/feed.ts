/** Down: applies frames to the session's mirror, one after the other, and acknowledges each. The mirror's only writer. */
import type { LabEvent, WriteOutcome } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Frame, SnapshotUpdate } from '../../shared/ipc/frame.js';
import { emptySession, useSession } from '../state/session.js';
import { lab } from './lab.js';

/** Frames are drawn no oftener than a screen does; a first one after a rest goes through at once. */
const paceMs = 16;

/** What arrived for a session whose name the window does not know yet: the answer to `open` was overtaken. */
const early: Frame[] = [];
const mostEarly = 64;
const waiting: { readonly seq: number; readonly done: () => void }[] = [];
let lastEvent = 0;
let lastAck = 0;

/** The snapshot after an update; a delta with nothing to stand on gives null (a whole one is on its way then). */
export const updated = (before: Snapshot | null, update: SnapshotUpdate | null): Snapshot | null => {
  if (update === null) return before;
  if (update.kind === 'full') return update.snapshot;
  if (before === null) return null;
  const devices = { ...before.devices };
  for (const device of update.devices) devices[device.path] = device;
  for (const path of update.removed) delete devices[path];
  return { ...before, at: update.at, devices, readings: { ...before.readings, ...update.readings } };
};

const append = (events: LabEvent[], outcomes: Map<number, WriteOutcome>, added: readonly LabEvent[]): void => {
  for (const event of added) {
    // After a broken line some come again.
    if (event.id <= lastEvent) continue;
    lastEvent = event.id;
    events.push(event);
    if (event.kind === 'outcome' && event.cause) outcomes.set(event.cause.id, event.outcome);
  }
};

/** The lab closed the session while nobody was on the line: what is shown is the last there is. */
const gone = (session: string): void => {
  const { session: mirrored, status } = useSession.getState();
  if (session !== mirrored || status === null || status.state === 'lost') return;
  const lostWhy = 'The lab no longer has this session.';
  useSession.setState({ status: { ...status, state: 'lost', lostAt: Date.now(), lostWhy } });
};

const acknowledge = (session: string, seq: number): void => {
  const send = (): void => {
    lastAck = performance.now();
    lab.call('session.ack', { session, seq }).then(
      (answer) => {
        if (!answer.ok && answer.fault.kind === 'no-session') gone(session);
      },
      // The lab is not there; whoever asked it for something says so.
      () => undefined,
    );
  };
  const wait = lastAck + paceMs - performance.now();
  if (wait > 0) setTimeout(send, wait);
  else send();
};

const settle = (seq: number): void => {
  for (let at = waiting.length - 1; at >= 0; at -= 1) {
    const one = waiting[at];
    if (one !== undefined && one.seq <= seq) {
      waiting.splice(at, 1);
      one.done();
    }
  }
};

const apply = (frame: Frame): void => {
  const state = useSession.getState();
  if (frame.session !== state.session) {
    if (early.length < mostEarly) early.push(frame);
    return;
  }
  // Growing in place is part of the mirror's contract (state/session): readers watch `revision`.
  append(state.events as LabEvent[], state.outcomes as Map<number, WriteOutcome>, frame.events);
  useSession.setState({
    status: frame.status,
    snapshot: updated(state.snapshot, frame.snapshot),
    revision: state.revision + 1,
    seq: frame.seq,
    dropped: frame.dropped,
    down: null,
  });
  // React renders in a microtask; what follows comes after the frame is on the page.
  queueMicrotask(() => {
    const marks = document.documentElement.dataset;
    marks.seq = String(frame.seq);
    // For the smoke run: the tree draws only the rows in view, so they cannot be counted from outside.
    marks.devices = String(Object.keys(useSession.getState().snapshot?.devices ?? {}).length);
    settle(frame.seq);
    acknowledge(frame.session, frame.seq);
  });
};

/** Starts to mirror this session, from nothing. Null: no target is open. */
export const mirror = (session: string | null): void => {
  lastEvent = 0;
  delete document.documentElement.dataset.seq;
  delete document.documentElement.dataset.devices;
  settle(Number.POSITIVE_INFINITY);
  useSession.setState({ ...emptySession, session, events: [], outcomes: new Map() });
  for (const frame of early.splice(0)) if (frame.session === session) apply(frame);
};

/** Resolves when the frame `seq` of the mirrored session has been applied, or that session is no longer mirrored. */
export const applied = (seq: number): Promise<void> =>
  useSession.getState().seq >= seq ? Promise.resolve() : new Promise((done) => waiting.push({ seq, done }));

/** Begins to listen. Once, at the window's start. */
export const startFeed = (): void => {
  lab.onFrame(apply);
  lab.onDown((why) => {
    useSession.setState({ down: why === '' ? null : why });
    // On a new line the session sends what was missed once it hears how far we are.
    const { session, seq } = useSession.getState();
    if (why === '' && session !== null) acknowledge(session, seq);
  });
};
