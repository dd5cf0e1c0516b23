/** Makes one step of a scenario and waits until what must come of it is there, or has had its time. */
import { setTimeout as rest } from 'node:timers/promises';
import type { WriteOutcome } from '../../shared/facts/event.js';
import { type Cast, memberOf, writeFor } from '../../shared/scenarios/cast.js';
import { type Check, judge } from '../../shared/scenarios/judge.js';
import type { Step } from '../../shared/scenarios/scenario.js';
import type { Lab } from '../lab/lab.js';
import { Ending } from './ending.js';
import { call, type Visit } from './visit.js';

/** How long what must come may take: a fault is detected later than it is caused, and a far machine is slower than this one. */
const patienceMs = 8_000;
const lookEveryMs = 50;
/** Where nothing tells of a change, the device is read again this often. */
const readAgainMs = 1_000;

export interface StepRun {
  readonly say: string;
  /** Below sysfs. */
  readonly path: string;
  readonly value: string;
  readonly outcome: WriteOutcome;
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

/** Makes the step's write. Throws an Ending when it was not made, or the target is lost. */
export const runStep = async (stage: Stage, step: Step, cast: Cast): Promise<StepRun> => {
  const { lab, visited } = stage;
  const { session } = visited;
  stopped(stage);
  const { path, value } = writeFor(step.act, cast, step.of);
  const device = memberOf(cast).path;
  const asked = { session, path, value, predicted: null, ownBranch: false, op: `run${stage.made}` };
  const { outcome, event, seq } = await call(lab, 'session.write', asked);
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
    const { path, value } = writeFor(step.act, cast, step.of);
    const { session } = stage.visited;
    const op = `back${made.length}`;
    const { outcome } = await call(stage.lab, 'session.write', {
      session,
      path,
      value,
      predicted: null,
      ownBranch: false,
      op,
    });
    made.push({ say: step.say, path, value, outcome });
  }
  return made;
};
