/** `lockstep run`: a scenario on a target, each step held against what must come of it. */
import { table } from '../../shared/export/table.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { castOf } from '../../shared/scenarios/cast.js';
import { scenarioOf, scenarios } from '../../shared/scenarios/index.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import type { Invocation } from './cli.js';
import { elevationOf } from './elevation.js';
import { badUsage, type ExitCode } from './ending.js';
import { type Played, type Playing, playScenario } from './playScenario.js';
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

const one = async (scenario: Scenario, { flags, out, complain }: Invocation, playing: Playing): Promise<ExitCode> => {
  const { target } = playing.visited.snapshot;
  const { scenario: name, ...played } = await playScenario(scenario, playing);
  if (played.why !== null) complain(`${name} does not fit ${target}: ${played.why}`);
  if (flags.json === true) out(`${JSON.stringify({ target, scenario: name, ...played }, null, 2)}\n`);
  return played.ok ? 0 : 1;
};

/** Each finds the device as the one before brought it back; one that does not hold does not end the row. */
const all = async ({ flags, out, complain }: Invocation, playing: Playing): Promise<ExitCode> => {
  const { target } = playing.visited.snapshot;
  const runs: Played[] = [];
  for (const scenario of scenarios) runs.push(await playScenario(scenario, playing));
  const played = runs.filter(({ why }) => why === null);
  const held = played.filter(({ ok }) => ok).length;
  const ok = held === played.length && played.length > 0;
  if (played.length === 0) complain(`No scenario fits ${target}: ${runs[0]?.why ?? 'there is none'}`);
  if (flags.json === true) out(`${JSON.stringify({ target, ok, runs }, null, 2)}\n`);
  else {
    const rows = runs.flatMap(({ scenario, why }) => (why === null ? [] : [[`  ${scenario}`, `not here: ${why}`]]));
    out(`${held} of ${played.length} scenarios held\n${rows.length === 0 ? '' : `${table(rows).join('\n')}\n`}`);
  }
  return ok ? 0 : 1;
};

export const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { lab, ask, flags, words, out, complain, stop } = invocation;
  if (flags.list === true) return list({ lab, ask, flags, out });
  const scenario = flags.all === true ? null : named(words[0] ?? '');
  const elevation = elevationOf(flags.elevate);
  const visited = await visit({ lab, ask }, flags.target as string | undefined);
  const { session, snapshot } = visited;
  // Nothing is armed for what cannot be played.
  const fits = (scenario === null ? scenarios : [scenario]).some((each) => castOf(each, snapshot).ok);
  if (flags.arm === true && fits) await call(lab, 'session.arm', { session, armed: true, elevation });
  const playing: Playing = { lab, visited, stop, out: flags.json === true ? null : out, complain };
  return scenario === null ? all(invocation, playing) : one(scenario, invocation, playing);
};
