/** One target open for the length of a command: its snapshot and events, as the lab's frames bring them. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Answer, CommandName, Input, Outputs } from '../../shared/ipc/contract.js';
import type { Frame, SessionStatus } from '../../shared/ipc/frame.js';
import { updated } from '../../shared/ipc/updated.js';
import type { Lab } from '../lab/lab.js';
import type { Ask } from './asking.js';
import { attend } from './attend.js';
import { badUsage, Ending, endingOf } from './ending.js';

/** A command to the lab, with its fault as data. */
export const answerTo = async <C extends CommandName>(lab: Lab, command: C, input: Input<C>): Promise<Answer<C>> =>
  (await lab.handle(command, input)) as Answer<C>;

/** A command to the lab; throws the ending that its fault means. */
export const call = async <C extends CommandName>(lab: Lab, command: C, input: Input<C>): Promise<Outputs[C]> => {
  const answer = await answerTo(lab, command, input);
  if (!answer.ok) throw endingOf(answer.fault);
  return answer.result;
};

export interface Visit {
  readonly session: string;
  /** As the first frame brought it. */
  readonly snapshot: Snapshot;
  /** As the last frame left it. */
  readonly now: Snapshot;
  /** Every event so far, oldest first. */
  readonly events: readonly LabEvent[];
  readonly status: SessionStatus;
  /** Resolves when frame `seq` has come. */
  reached(seq: number): Promise<void>;
  /** Called for each frame from now on. */
  onFrame(listener: (frame: Frame) => void): void;
}

const open = async (lab: Lab, uri: string, ask: Ask | null): Promise<string> => {
  // For as long as the lab lives: a wire that reconnects may ask again.
  const attended = attend(lab, ask);
  try {
    return (await call(lab, 'session.open', { uri, op: attended.op })).session;
  } catch (error) {
    if (!(error instanceof Ending) || attended.remedies.length === 0) throw error;
    throw new Ending(`${error.message} ${attended.remedies.join(' ')}`, error.code);
  }
};

/** Opens `uri` and waits for the first frame. Throws an Ending. The lab closes what is open when it is disposed. */
export const visit = async ({ lab, ask }: { lab: Lab; ask: Ask | null }, uri: string | undefined): Promise<Visit> => {
  if (uri === undefined) throw badUsage('Which target? Give --target T; `lockstep targets` lists them.');
  const events: LabEvent[] = [];
  const listeners = new Set<(frame: Frame) => void>();
  const early: Frame[] = [];
  let session: string | null = null;
  const seen: { first: Frame | null; last: Frame | null; now: Snapshot | null } = {
    first: null,
    last: null,
    now: null,
  };
  const take = (frame: Frame): void => {
    if (session === null) return void early.push(frame);
    if (frame.session !== session) return;
    seen.first ??= frame;
    seen.last = frame;
    seen.now = updated(seen.now, frame.snapshot);
    events.push(...frame.events);
    void lab.handle('session.ack', { session, seq: frame.seq });
    for (const listener of listeners) listener(frame);
  };
  lab.onFrame(take);
  session = await open(lab, uri, ask);
  for (const frame of early) take(frame);

  const reached = (seq: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if ((seen.last?.seq ?? 0) < seq) return;
        listeners.delete(check);
        resolve();
      };
      listeners.add(check);
      check();
    });
  await reached(1);
  const { first } = seen;
  if (first?.snapshot?.kind !== 'full') throw new Error('the first frame has no snapshot');
  const { snapshot } = first.snapshot;
  return {
    session,
    snapshot,
    get now() {
      return seen.now ?? snapshot;
    },
    events,
    get status() {
      return seen.last?.status ?? first.status;
    },
    reached,
    onFrame: (listener) => void listeners.add(listener),
  };
};
