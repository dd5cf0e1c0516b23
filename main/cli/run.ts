/** `lockstep run`: a scenario on a target, each step held against what must come of it. */
import { table } from '../../shared/export/table.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { type Cast, castOf } from '../../shared/scenarios/cast.js';
import { scenarioOf, scenarios } from '../../shared/scenarios/index.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import type { Invocation } from './cli.js';
import { elevationOf } from './elevation.js';
import { badUsage, type ExitCode } from './ending.js';
import { afterRows, headOf, stepRows } from './runRows.js';
import { bringBack, runStep, type StepRun } from './runStep.js';
import { call, visit } from './visit.js';

const list = async ({ lab, ask, flags, out }: Pick<Invocation, 'lab' | 'ask' | 'flags' | 'out'>): Promise<ExitCode> => {
  const { target } = flags;
  const snapshot: Snapshot | null = typeof target === 'string' ? (await visit({ lab, ask }, target)).snapshot : null;
  const rows = scenarios.map((scenario) => {
    const cast = snapshot === null ? null : castOf(scenario, snapshot);
    const { name, title, rows, role, dialect } = scenario;
    return { name, title, rows, role, dialect, why: cast === null || cast.ok ? null : cast.why };
  });
  if (flags.json === true) out(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const shown = rows.map(({ name, role, title, why }) => [
      name,
      role ?? 'either',
      why === null ? title : `not here: ${why}`,
    ]);
    out(`${table([['SCENARIO', 'ROLE', 'ABOUT'], ...shown]).join('\n')}\n`);
  }
  return 0;
};

const named = (name: string): Scenario => {
  const scenario = scenarioOf(name);
  if (scenario === null)
    throw badUsage(`There is no scenario ${JSON.stringify(name)}; \`lockstep run --list\` lists them.`);
  return scenario;
};

/** Steps until one does not hold: what comes after it would say nothing. */
const runSteps = async (
  at: Parameters<typeof runStep>[0],
  scenario: Scenario,
  cast: Cast,
): Promise<readonly StepRun[]> => {
  const runs: StepRun[] = [];
  for (const step of scenario.steps) {
    const run = await runStep(at, step, cast);
    runs.push(run);
    if (!run.ok) break;
  }
  return runs;
};

export const run = async ({ lab, ask, flags, words, out, complain, stop }: Invocation): Promise<ExitCode> => {
  if (flags.list === true) return list({ lab, ask, flags, out });
  const scenario = named(words[0] ?? '');
  const elevation = elevationOf(flags.elevate);
  const visited = await visit({ lab, ask }, flags.target as string | undefined);
  const { session, snapshot } = visited;
  const found = castOf(scenario, snapshot);
  const head = { target: snapshot.target, scenario: scenario.name };
  if (!found.ok) {
    complain(`${scenario.name} does not fit ${snapshot.target}: ${found.why}`);
    if (flags.json === true)
      out(`${JSON.stringify({ ...head, device: null, ok: false, why: found.why, steps: [], after: [] }, null, 2)}\n`);
    return 1;
  }
  if (flags.arm === true) await call(lab, 'session.arm', { session, armed: true, elevation });
  const { cast } = found;
  const json = flags.json === true;
  if (!json) out(headOf(scenario, snapshot, cast));
  const at = {
    lab,
    visited,
    stop,
    tell: json ? () => undefined : (run: StepRun, step: number) => out(stepRows(run, step)),
    made: 0,
  };
  const steps = await runSteps(at, scenario, cast);
  const after = await bringBack(at, scenario.after, cast);
  const ok = steps.length === scenario.steps.length && steps.every((step) => step.ok);
  if (json) out(`${JSON.stringify({ ...head, device: cast.device.path, ok, why: null, steps, after }, null, 2)}\n`);
  else out(afterRows({ ok, made: steps.length, of: scenario.steps.length, after }));
  if (!ok) complain(`${scenario.name} failed at step ${steps.length}: ${steps.at(-1)?.say ?? 'none was made'}.`);
  return ok ? 0 : 1;
};
