/** Makes one step of a scenario and waits until what must come of it is there, or has had its time. */
import { setTimeout as rest } from 'node:timers/promises';
import { type Cast, memberOf, writeFor } from '../../shared/scenarios/cast.js';
import { type ActOutcome, type Check, judge } from '../../shared/scenarios/judge.js';
import type { Act, Step } from '../../shared/scenarios/scenario.js';
import type { Lab } from '../lab/lab.js';
import type { DevicePath } from '../../shared/model/device.js';
import { Ending, endingOf } from './ending.js';
import { answerTo, call, type Visit } from './visit.js';

/** How long what must come may take: a fault is detected later than it is caused, and a far machine is slower than this one. */
const patienceMs = 8_000;
const lookEveryMs = 50;
/** Where nothing tells of a change, the device is read again this often. */
const readAgainMs = 1_000;

export interface StepRun {
  readonly say: string;
  /** Below sysfs; of a gathering, the device's folder. */
  readonly path: string;
  /** What was written; null for a gathering, which writes nothing. */
  readonly value: string | null;
  readonly outcome: ActOutcome;
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export interface Stage {
  readonly lab: Lab;
  readonly visited: Visit;
  readonly stop: AbortSignal;
  /** Called with each step as it ends, and its number from 1. */
  readonly tell: (run: StepRun, step: number) => void;
  made: number;
}

const stopped = ({ stop, visited }: Stage): void => {
  if (stop.aborted) throw new Ending('Stopped before the scenario ended; the device is as the last step left it.', 1);
  if (visited.status.state === 'lost')
    throw new Ending(`The target was lost: ${visited.status.lostWhy ?? 'no reason given'}`, 3);
};

/** What came of an act, the last event before what it led to, and the frame that carries all of that. */
interface Made extends Pick<StepRun, 'path' | 'value' | 'outcome'> {
  readonly event: number;
  readonly seq: number;
}

const gatherFrom = async ({ lab, visited }: Stage, device: DevicePath): Promise<Made> => {
  const event = visited.events.at(-1)?.id ?? 0;
  const { items, seq } = await call(lab, 'session.gather', { session: visited.session, device });
  return { path: device, value: null, outcome: { kind: 'gathered', items: items.length }, event, seq };
};

/** A write that the policy on evidence holds is an outcome of its own; whatever else stops one ends the run. */
const write = async ({ lab, visited }: Stage, { path, value, op }: Record<'path' | 'value' | 'op', string>) => {
  const before = visited.events.at(-1)?.id ?? 0;
  const asked = { session: visited.session, path, value, predicted: null, ownBranch: false, op };
  const answer = await answerTo(lab, 'session.write', asked);
  if (answer.ok) return { path, value, ...answer.result };
  if (answer.fault.kind !== 'no-evidence') throw endingOf(answer.fault);
  const outcome = { kind: 'held', why: answer.fault.text } as const;
  return { path, value, outcome, event: before, seq: 0 };
};

const act = (stage: Stage, act: Act, { cast, of, op }: { cast: Cast; of: Step['of']; op: string }): Promise<Made> =>
  act.kind === 'gather' ? gatherFrom(stage, memberOf(cast, of).path) : write(stage, { ...writeFor(act, cast, of), op });

/** Makes the step's act. Throws an Ending when it was not made, or the target is lost. */
export const runStep = async (stage: Stage, step: Step, cast: Cast): Promise<StepRun> => {
  const { lab, visited } = stage;
  const { session } = visited;
  stopped(stage);
  const device = memberOf(cast).path;
  const { path, value, outcome, event, seq } = await act(stage, step.act, {
    cast,
    of: step.of,
    op: `run${stage.made}`,
  });
  await visited.reached(seq);
  const look = (): readonly Check[] =>
    judge(step.expect, {
      outcome,
      device: visited.now.devices[device] ?? null,
      events: visited.events.filter((each) => each.id > event && each.device === device),
    });
  let checks = look();
  const began = performance.now();
  let readAt = began;
  while (checks.some(({ ok }) => !ok) && checks[0]?.ok === true && performance.now() - began < patienceMs) {
    await rest(lookEveryMs);
    stopped(stage);
    if (performance.now() - readAt > readAgainMs && visited.now.devices[device] !== undefined) {
      readAt = performance.now();
      await call(lab, 'session.refresh', { session, device });
    }
    checks = look();
  }
  const run: StepRun = { say: step.say, path, value, outcome, ok: checks.every(({ ok }) => ok), checks };
  stage.made += 1;
  stage.tell(run, stage.made);
  return run;
};

/** Brings the device back, whatever came before: what does not apply any more is refused, and that is no failure. */
export const bringBack = async (
  stage: Stage,
  steps: readonly Step[],
  cast: Cast,
): Promise<readonly Omit<StepRun, 'ok' | 'checks'>[]> => {
  const made: Omit<StepRun, 'ok' | 'checks'>[] = [];
  for (const step of steps) {
    stopped(stage);
    const { path, value, outcome } = await act(stage, step.act, { cast, of: step.of, op: `back${made.length}` });
    made.push({ say: step.say, path, value, outcome });
  }
  return made;
};
