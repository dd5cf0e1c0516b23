/** A scenario's run as rows a person can read: each step with its write, and for what does not hold, expected beside found. */
import { outcomeText as writeText } from '../../shared/export/eventLine.js';
import { table } from '../../shared/export/table.js';
import { spellOut } from '../../shared/facts/safeText.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Cast } from '../../shared/scenarios/cast.js';
import type { ActOutcome } from '../../shared/scenarios/judge.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import { writeCommand } from '../../shared/shell/command.js';
import type { StepRun } from './runStep.js';

const outcomeText = (outcome: ActOutcome): string => {
  if (outcome.kind === 'held') return `held back. ${spellOut(outcome.why)}`;
  if (outcome.kind === 'gathered') return `gathered, ${outcome.items} items`;
  return writeText(outcome);
};

export const headOf = (scenario: Scenario, snapshot: Snapshot, { device }: Cast): string =>
  spellOut(`${scenario.name}: ${scenario.title}`).concat(
    `\n${spellOut(`${snapshot.title} (${snapshot.target}), ${device.id} ${device.name}`)}\n\n`,
  );

/** One step: `ok` or `FAILED`, what was done, and every check that does not hold. */
export const stepRows = (run: StepRun, step: number): string => {
  const head = `${String(step).padStart(2)} ${run.ok ? 'ok    ' : 'FAILED'}  ${run.say}: ${outcomeText(run.outcome)}\n`;
  const command = run.value === null ? '' : `           ${writeCommand(run.path, run.value)}\n`;
  const rows = run.checks.map(({ what, expected, found, ok }) => [
    `           ${ok ? ' ' : '!'} ${what}`,
    `expected ${expected}`,
    `found ${spellOut(found)}`,
  ]);
  return `${head}${command}${table(rows).join('\n')}\n`;
};

interface End {
  readonly ok: boolean;
  readonly made: number;
  readonly of: number;
  readonly after: readonly Omit<StepRun, 'ok' | 'checks'>[];
}

export const afterRows = ({ ok, made, of, after }: End): string => {
  const back = after.map(({ say, outcome }) => `    ${say}: ${outcomeText(outcome)}\n`).join('');
  const result = ok ? `${made} steps, every check held` : `${made} of ${of} steps made, the last did not hold`;
  return `${back === '' ? '' : `\n   bringing it back\n${back}`}\n${result}\n`;
};
