/** `lockstep requirements`: each row of the proposal, and which tests cover it. */
import { table } from '../../shared/export/table.js';
import { requirementsReport } from '../../shared/requirements/report.js';
import type { Invocation } from './cli.js';
import type { ExitCode } from './ending.js';

export const printRequirements = async ({ flags, out }: Invocation): Promise<ExitCode> => {
  const report = requirementsReport();
  if (flags.json === true) {
    out(`${JSON.stringify(report, null, 2)}\n`);
    return 0;
  }
  const rows = report.map(({ row, state, tests, gist }) => [
    row,
    state,
    state === 'planned' ? '-' : `${tests.length} tests`,
    gist,
  ]);
  const covered = report.filter(({ state }) => state === 'covered').length;
  out(`${table([['ROW', 'STATE', 'TESTS', 'GIST'], ...rows]).join('\n')}\n`);
  out(`${covered} of ${report.length} rows are covered; --json names the tests.\n`);
  return 0;
};
