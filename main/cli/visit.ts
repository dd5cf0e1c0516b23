/** One target open for the length of a command: its snapshot and events, as the lab's frames bring them. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { CommandName, Input, Outputs } from '../../shared/ipc/contract.js';
import type { Frame, SessionStatus } from '../../shared/ipc/frame.js';
import type { Lab } from '../lab/lab.js';
import { badUsage, endingOf } from './ending.js';

/** A command to the lab; throws the ending that its fault means. */
export const call = async <C extends CommandName>(lab: Lab, command: C, input: Input<C>): Promise<Outputs[C]> => {
  const answer = await lab.handle(command, input);
  if (!answer.ok) throw endingOf(answer.fault);
  return answer.result as Outputs[C];
};

export interface Visit {
  readonly session: string;
  /** As the first frame brought it. */
  readonly snapshot: Snapshot;
  /** Every event so far, oldest first. */
  readonly events: readonly LabEvent[];
  readonly status: SessionStatus;
  /** Resolves when frame `seq` has come. */
  reached(seq: number): Promise<void>;
  /** Called for each frame from now on. */
  onFrame(listener: (frame: Frame) => void): void;
}

/** Opens `uri` and waits for the first frame. Throws an Ending. The lab closes what is open when it is disposed. */
export const visit = async (lab: Lab, uri: string | undefined): Promise<Visit> => {
  if (uri === undefined) throw badUsage('Which target? Give --target T; `lockstep targets` lists them.');
  const events: LabEvent[] = [];
  const listeners = new Set<(frame: Frame) => void>();
  const early: Frame[] = [];
  let session: string | null = null;
  const seen: { first: Frame | null; last: Frame | null } = { first: null, last: null };
  const take = (frame: Frame): void => {
    if (session === null) return void early.push(frame);
    if (frame.session !== session) return;
    seen.first ??= frame;
    seen.last = frame;
    events.push(...frame.events);
    void lab.handle('session.ack', { session, seq: frame.seq });
    for (const listener of listeners) listener(frame);
  };
  lab.onFrame(take);
  session = (await call(lab, 'session.open', { uri })).session;
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
    events,
    get status() {
      return seen.last?.status ?? first.status;
    },
    reached,
    onFrame: (listener) => void listeners.add(listener),
  };
};
