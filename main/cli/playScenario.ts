/** Plays one scenario on an open target: its steps, as far as they hold, and what brings the device back. */
import { type Cast, castOf } from '../../shared/scenarios/cast.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import { afterRows, headOf, stepRows } from './runRows.js';
import { bringBack, runStep, type Stage, type StepRun } from './runStep.js';
import type { Visit } from './visit.js';

/** A run as JSON promises it. */
export interface Played {
  readonly scenario: string;
  /** Path of the device that took part; null when none fits. */
  readonly device: string | null;
  readonly ok: boolean;
  /** Why it could not be played here; null when it was. */
  readonly why: string | null;
  readonly steps: readonly StepRun[];
  readonly after: readonly Omit<StepRun, 'ok' | 'checks'>[];
}

export interface Playing extends Pick<Stage, 'lab' | 'stop'> {
  readonly visited: Visit;
  /** Rows for a person, as they come; null where JSON is asked for. */
  readonly out: ((text: string) => void) | null;
  /** One line of why a step did not hold. */
  readonly complain: (text: string) => void;
}

/** Steps until one does not hold: what comes after it would say nothing. */
const runSteps = async (stage: Stage, scenario: Scenario, cast: Cast): Promise<readonly StepRun[]> => {
  const runs: StepRun[] = [];
  for (const step of scenario.steps) {
    const run = await runStep(stage, step, cast);
    runs.push(run);
    if (!run.ok) break;
  }
  return runs;
};

/** Throws an Ending when the target is lost or the person stops it. */
export const playScenario = async (scenario: Scenario, playing: Playing): Promise<Played> => {
  const { lab, visited, stop, out, complain } = playing;
  const { name } = scenario;
  const found = castOf(scenario, visited.now);
  if (!found.ok) return { scenario: name, device: null, ok: false, why: found.why, steps: [], after: [] };
  const { cast } = found;
  out?.(headOf(scenario, visited.now, cast));
  const stage: Stage = { lab, visited, stop, tell: (run, step) => out?.(stepRows(run, step)), made: 0 };
  const steps = await runSteps(stage, scenario, cast);
  const after = await bringBack(stage, scenario.after, cast);
  const ok = steps.length === scenario.steps.length && steps.every((step) => step.ok);
  out?.(afterRows({ ok, made: steps.length, of: scenario.steps.length, after }));
  if (!ok) complain(`${name} failed at step ${steps.length}: ${steps.at(-1)?.say ?? 'none was made'}.`);
  return { scenario: name, device: cast.device.path, ok, why: null, steps, after };
};
