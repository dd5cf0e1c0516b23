/** Down: applies frames to the mirrors of the open sessions, one after the other, and acknowledges each. The mirrors' only writer. */
import type { LabEvent, WriteOutcome } from '../../shared/facts/event.js';
import type { Frame } from '../../shared/ipc/frame.js';
import { leftAfter } from '../../shared/ipc/left.js';
import { updated } from '../../shared/ipc/updated.js';
import { type PendingWrite, pendingPerSession } from '../state/pending.js';
import { forgetSession } from '../state/perSession.js';
import { runningAfter } from '../state/running.js';
import { emptySession, type SessionState, useSession } from '../state/session.js';
import { changeTab, useTabs } from '../state/tabs.js';
import { troublePerSession } from '../state/trouble.js';
import { lab } from './lab.js';

/** Frames are drawn no oftener than a screen does; a first one after a rest goes through at once. */
const paceMs = 16;

/** Somebody who waits for a frame. */
interface Waiting {
  readonly seq: number;
  /** What the window changes by itself when that frame comes: drawn with it, in one go. */
  readonly along: () => void;
  readonly done: () => void;
}

/** One session as the window knows it, in front or behind. */
interface Mirror {
  state: SessionState;
  lastEvent: number;
  lastAck: number;
  /** The write that runs, by its events. */
  running: PendingWrite | null;
  readonly waiting: Set<Waiting>;
}
const mirrors = new Map<string, Mirror>();

/** What arrived for a session whose name the window does not know yet: the answer to `open` was overtaken. */
let early: Frame[] = [];
const mostEarly = 64;

const append = (mirror: Mirror, added: readonly LabEvent[]): void => {
  // Growing in place is part of the mirror's contract (state/session): readers watch `revision`.
  const events = mirror.state.events as LabEvent[];
  const outcomes = mirror.state.outcomes as Map<number, WriteOutcome>;
  for (const event of added) {
    // After a broken line some come again.
    if (event.id <= mirror.lastEvent) continue;
    mirror.lastEvent = event.id;
    events.push(event);
    mirror.running = runningAfter(mirror.running, event);
    if (event.kind === 'outcome' && event.cause) outcomes.set(event.cause.id, event.outcome);
  }
};

const isInFront = (session: string): boolean => useSession.getState().session === session;

/** Takes a new state in, shows it if its tab is in front, and tells the tab what it stands for. */
const put = (session: string, mirror: Mirror, change: Partial<SessionState>): void => {
  mirror.state = { ...mirror.state, ...change };
  if (isInFront(session)) useSession.setState(change);
  const { status, snapshot } = mirror.state;
  const tab = useTabs.getState().tabs.find((one) => one.session === session);
  if (tab === undefined || status === null) return;
  const lost = status.state === 'lost';
  changeTab(tab.id, {
    title: snapshot?.title ?? tab.title,
    // While it is opened again, the tab stands for what comes, not for what was.
    state: tab.state === 'opening' ? 'opening' : lost ? 'lost' : 'live',
    writes: status.writes,
    running: mirror.running !== null,
    // It came back by itself: why an earlier try failed is past.
    fault: lost ? tab.fault : null,
  });
};

/** Tells the window of a write it did not make itself: of its own the intents know more. What had to wait for it need not be told of any longer. */
const tellRunning = (session: string, { running }: Mirror): void => {
  pendingPerSession.set(session, ({ pending }) =>
    pending?.own || pending?.op === running?.op ? {} : { pending: running },
  );
  if (running === null)
    troublePerSession.set(session, ({ trouble }) => (trouble?.fault.kind === 'busy' ? { trouble: null } : {}));
};

/** The write that runs in this session, by its events; null for none. */
export const anothersWrite = (session: string): PendingWrite | null => mirrors.get(session)?.running ?? null;

/** The lab closed the session while nobody was on the line: what is shown is the last there is. */
const gone = (session: string, mirror: Mirror): void => {
  const { status } = mirror.state;
  if (status === null || status.state === 'lost') return;
  const lostWhy = 'The lab no longer has this session.';
  put(session, mirror, { status: { ...status, state: 'lost', lostAt: Date.now(), lostWhy } });
};

const acknowledge = (session: string, mirror: Mirror): void => {
  const { seq } = mirror.state;
  const send = (): void => {
    mirror.lastAck = performance.now();
    lab.call('session.ack', { session, seq }).then(
      (answer) => {
        if (!answer.ok && answer.fault.kind === 'no-session' && mirrors.get(session) === mirror) gone(session, mirror);
      },
      // The lab is not there; whoever asked it for something says so.
      () => undefined,
    );
  };
  const wait = mirror.lastAck + paceMs - performance.now();
  if (wait > 0) setTimeout(send, wait);
  else send();
};

/** Takes out those whose frame has come. */
const due = ({ waiting }: Mirror, seq: number): readonly Waiting[] => {
  const ready = [...waiting].filter((one) => one.seq <= seq);
  for (const one of ready) waiting.delete(one);
  return ready;
};

/** Marks on the page, for whoever looks at it from outside: the tree draws only the rows in view, so they cannot be counted. */
const mark = ({ seq, snapshot }: SessionState): void => {
  const marks = document.documentElement.dataset;
  if (seq === 0) {
    delete marks.seq;
    delete marks.devices;
    return;
  }
  marks.seq = String(seq);
  marks.devices = String(Object.keys(snapshot?.devices ?? {}).length);
};

const apply = (frame: Frame): void => {
  const { session } = frame;
  const mirror = mirrors.get(session);
  if (mirror === undefined) {
    // The oldest go first: they are the last word of sessions that were closed, which nobody will ask for.
    early = [...early, frame].slice(-mostEarly);
    return;
  }
  append(mirror, frame.events);
  put(session, mirror, {
    status: frame.status,
    snapshot: updated(mirror.state.snapshot, frame.snapshot),
    left: leftAfter(mirror.state.left, mirror.state.snapshot, frame.snapshot),
    revision: mirror.state.revision + 1,
    seq: frame.seq,
    dropped: frame.dropped,
  });
  if (isInFront(session)) useSession.setState({ down: null });
  const ready = due(mirror, frame.seq);
  for (const one of ready) one.along();
  tellRunning(session, mirror);
  // React renders in a microtask; what follows comes after the frame is on the page.
  queueMicrotask(() => {
    if (isInFront(session)) mark(mirror.state);
    for (const one of ready) one.done();
    acknowledge(session, mirror);
  });
};

/** Starts to mirror this session, from nothing, behind what is shown. */
export const mirror = (session: string): void => {
  mirrors.set(session, {
    state: { ...emptySession, session, events: [], outcomes: new Map() },
    lastEvent: 0,
    lastAck: 0,
    running: null,
    waiting: new Set(),
  });
  const mine = early.filter((frame) => frame.session === session);
  early = early.filter((frame) => frame.session !== session);
  for (const frame of mine) apply(frame);
};

/** Puts a mirrored session in front. Null: the tab in front has no target, or no tab is open. */
export const present = (session: string | null): void => {
  const { down } = useSession.getState();
  const state = (session === null ? undefined : mirrors.get(session)?.state) ?? emptySession;
  useSession.setState({ ...state, down });
  queueMicrotask(() => {
    if (useSession.getState().session === session) mark(useSession.getState());
  });
};

/** Mirrors it no more; whoever waits for its frames goes on. */
export const unmirror = (session: string): void => {
  const mirror = mirrors.get(session);
  mirrors.delete(session);
  for (const one of mirror === undefined ? [] : due(mirror, Number.POSITIVE_INFINITY)) one.done();
  forgetSession(session);
};

/**
 * Resolves when the frame `seq` of this session has been applied, or the session is no longer mirrored. `along` runs
 * with that frame, before it is drawn; not for a session that is gone.
 */
export const applied = (session: string, seq: number, along: () => void = () => undefined): Promise<void> => {
  const mirror = mirrors.get(session);
  if (mirror === undefined) return Promise.resolve();
  if (mirror.state.seq < seq) return new Promise((done) => mirror.waiting.add({ seq, along, done }));
  along();
  return Promise.resolve();
};

/** Begins to listen. Once, at the window's start. */
export const startFeed = (): void => {
  lab.onFrame(apply);
  lab.onDown((why) => {
    useSession.setState({ down: why === '' ? null : why });
    // On a new line each session sends what was missed once it hears how far we are.
    if (why === '') for (const [session, one] of mirrors) acknowledge(session, one);
  });
};
