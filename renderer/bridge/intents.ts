/** Up: what a person asks of the lab. Each resolves when the frame that carries its effects is on the page. */
import type { EvidenceItem, PredictedOutcome, WriteOutcome } from '../../shared/facts/event.js';
import type { Radius } from '../../shared/facts/radius.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { Elevation, Rights } from '../../shared/facts/rights.js';
import type { Answer, CommandName, Input, Outputs } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import type { DevicePath } from '../../shared/model/device.js';
import { pendingPerSession, usePending } from '../state/pending.js';
import { useSession } from '../state/session.js';
import { troublePerSession } from '../state/trouble.js';
import { anothersWrite, applied } from './feed.js';
import { lab } from './lab.js';

export type Result<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: Fault };

const noSession: Fault = { kind: 'no-session', text: 'No target is open.' };
let ops = 0;

const isAck = (result: object): result is { readonly seq: number } => 'seq' in result;
/** The session a command is for; the one in front where it names none. */
const sessionOf = (input: object): string | null =>
  'session' in input && typeof input.session === 'string' ? input.session : useSession.getState().session;

/** One command, its answer's frame awaited, its fault kept in `useTrouble`. `along` runs with that frame. */
const ask = async <C extends CommandName>(
  command: C,
  input: Input<C>,
  along: (result: Outputs[C]) => void = () => undefined,
): Promise<Result<{ readonly result: Outputs[C] }>> => {
  const session = sessionOf(input);
  const failed = (fault: Fault): { readonly ok: false; readonly fault: Fault } => {
    troublePerSession.set(session, () => ({ trouble: { command, fault, at: Date.now() } }));
    return { ok: false, fault };
  };
  let answer: Answer<C>;
  try {
    answer = await lab.call(command, input);
  } catch (error) {
    return failed({ kind: 'internal', text: `The lab did not answer: ${String(error)}` });
  }
  if (!answer.ok) return failed(answer.fault);
  const { result } = answer;
  if (session !== null && isAck(result)) await applied(session, result.seq, () => along(result));
  return { ok: true, result };
};

/** Runs `act` with the id of the session in front, or answers that there is none. */
const inSession = async <T>(act: (session: string) => Promise<Result<T>>): Promise<Result<T>> => {
  const { session } = useSession.getState();
  return session === null ? { ok: false, fault: noSession } : act(session);
};

export interface WriteRequest {
  /** Below sysfs, no leading slash. */
  readonly path: string;
  /** Without the newline. */
  readonly value: string;
  readonly predicted: PredictedOutcome | null;
  /** The person confirmed that the tool's own branch may be hit. */
  readonly ownBranch?: boolean;
  /** What the window changes when the outcome is there, whatever it is: drawn with it, in one go. */
  readonly along?: (made: WriteMade) => void;
}

/** A write that was made: its event in the record, and how it ended. */
export interface WriteMade {
  readonly event: number;
  readonly outcome: WriteOutcome;
}

/** Makes one write. A refusal is an outcome; a fault means that the write was not made, or nobody knows. */
export const write = ({ path, value, predicted, ownBranch = false, along }: WriteRequest): Promise<Result<WriteMade>> =>
  inSession(async (session) => {
    ops += 1;
    const op = `w${ops}`;
    pendingPerSession.set(session, () => ({ pending: { op, own: true, path, value, since: Date.now() } }));
    const ended = (): void =>
      pendingPerSession.set(session, ({ pending }) => (pending?.op === op ? { pending: anothersWrite(session) } : {}));
    try {
      const prediction = predicted && sendable(predicted);
      const request = { session, path, value, predicted: prediction, ownBranch, op };
      const answer = await ask('session.write', request, (made) => {
        ended();
        along?.(made);
      });
      return answer.ok ? { ok: true, event: answer.result.event, outcome: answer.result.outcome } : answer;
    } finally {
      ended();
    }
  });

/** The contract's schema wants arrays of its own to own; ours are readonly. */
const sendable = (predicted: PredictedOutcome): NonNullable<Input<'session.write'>['predicted']> => {
  if (predicted.kind === 'succeeds') return { kind: 'succeeds', effects: [...predicted.effects] };
  if (predicted.kind === 'cannot') return { kind: 'cannot', unknown: [...predicted.unknown] };
  return { ...predicted };
};

/** Stops waiting for the write this window runs; the kernel may still finish it. */
export const cancelWrite = async (): Promise<void> => {
  const { session } = useSession.getState();
  const { pending } = usePending.getState();
  if (session !== null && pending?.own) await ask('session.cancel', { session, op: pending.op });
};

/** Reads attributes anew, up to 64; paths below sysfs. */
export const readPaths = (
  paths: readonly string[],
): Promise<Result<{ readonly readings: Readonly<Record<string, Reading>> }>> =>
  inSession(async (session) => {
    const answer = await ask('session.read', { session, paths: [...paths] });
    return answer.ok ? { ok: true, readings: answer.result.readings } : answer;
  });

/** Reads one device again, or everything. */
export const refresh = (device: DevicePath | null): Promise<Result<object>> =>
  inSession((session) => ask('session.refresh', { session, device }));

/** Gathers what evidence there is, and has it checked. It can be cancelled by the name it is given. */
export const gather = (device: DevicePath, op: string): Promise<Result<{ readonly items: readonly EvidenceItem[] }>> =>
  inSession(async (session) => {
    const answer = await ask('session.gather', { session, device, op });
    return answer.ok ? { ok: true, items: answer.result.items } : answer;
  });

/** Stops waiting for a gathering; nothing of it is kept. */
export const cancelGather = async (op: string): Promise<void> => {
  const { session } = useSession.getState();
  if (session !== null) await ask('session.cancel', { session, op });
};

/** Takes the person's own verdict into the journal (R13). */
export const verdict = (given: Omit<Input<'session.verdict'>, 'session'>): Promise<Result<object>> =>
  inSession((session) => ask('session.verdict', { session, ...given }));

/** Lets writes through to this target, or stops them. Ends with the session. `elevation`: how they get their rights. */
export const arm = (armed: boolean, elevation: Elevation = 'none'): Promise<Result<object>> =>
  inSession((session) => ask('session.arm', { session, armed, elevation }));

/** Who the tool is on the target, and how its writes could get more rights. */
export const askRights = (): Promise<Result<{ readonly rights: Rights }>> =>
  inSession(async (session) => {
    const answer = await ask('session.rights', { session });
    return answer.ok ? { ok: true, rights: answer.result } : answer;
  });

/** What stands on the devices that a write would touch. Writes nothing. */
export const dryRun = (path: string, value: string): Promise<Result<{ readonly radius: Radius }>> =>
  inSession(async (session) => {
    const answer = await ask('session.dryRun', { session, path, value });
    return answer.ok ? { ok: true, radius: answer.result } : answer;
  });

/** Tells the lab what the person looks at, so that it is read again by the clock. */
export const lookAt = (selected: DevicePath | null, visible: readonly DevicePath[]): Promise<Result<object>> =>
  inSession((session) => ask('session.watch', { session, selected, visible: visible.slice(0, 500) }));

/** The session's journal, as text or JSON lines. */
export const exportSession = (
  format: 'text' | 'jsonl',
): Promise<Result<{ readonly name: string; readonly text: string }>> =>
  inSession(async (session) => {
    const answer = await ask('session.export', { session, format });
    return answer.ok ? { ok: true, ...answer.result } : answer;
  });

/** What this build is and runs on; null when the lab does not answer. */
export const appInfo = async (): Promise<Outputs['app.info'] | null> => {
  const answer = await ask('app.info', {});
  return answer.ok ? answer.result : null;
};

/** Hosts, ports and VMs this machine offers. Null when the lab does not answer. */
export const findTargets = async (): Promise<Outputs['targets.found'] | null> => {
  const answer = await ask('targets.found', {});
  return answer.ok ? answer.result : null;
};

/** The targets there are to choose from, and those opened lately. */
export const listTargets = async (): Promise<Outputs['targets.list'] | null> => {
  const answer = await ask('targets.list', {});
  return answer.ok ? answer.result : null;
};
