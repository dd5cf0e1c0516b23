/** Verdicts as a terminal shows them, and the exit code they come to. */
import { table } from '../../shared/export/table.js';
import type { Check, Verdict } from '../../shared/evidence/verify/verdict.js';
import type { ExchangeJson, SessionJson } from '../../shared/evidence/verify/verdictJson.js';
import type { ExitCode } from './ending.js';

/** Any fail 1; else anything that is no pass, or nothing found, 4; else 0. */
export const codeOf = (verdicts: readonly Verdict[]): ExitCode => {
  if (verdicts.includes('fail')) return 1;
  return verdicts.length === 0 || verdicts.some((verdict) => verdict !== 'pass') ? 4 : 0;
};

/** A line for each check: verdict, id, and what was found. */
export const checkRows = (checks: readonly Check[]): readonly string[] =>
  table(
    checks.map((check) => [
      `  ${check.verdict}`,
      check.id,
      check.found === check.expected ? check.expected : `${check.found} (expected ${check.expected})`,
    ]),
  );

/** The rows of one exchange under its own line. */
export const rowsOf = (exchange: ExchangeJson, n: number): readonly string[] => {
  const { kind, version, slot, inSession, signature, chain, verdict, checks } = exchange;
  const where = `SPDM ${version}, slot ${slot}${inSession ? ', in a session' : ''}`;
  return [`${n + 1}. ${kind}, ${where}: ${verdict}; signature ${signature}, chain ${chain}`, ...checkRows(checks), ''];
};

/** The same of how a session was opened. */
export const sessionRowsOf = ({
  kind,
  version,
  slot,
  session,
  chain,
  verdict,
  checks,
}: SessionJson): readonly string[] => {
  const whose = slot === null ? '' : `, slot ${slot}`;
  const under = chain === null ? '' : `; chain ${chain}`;
  return [
    `session ${session ?? 'of unknown number'}: ${kind}, SPDM ${version}${whose}: ${verdict}${under}`,
    ...checkRows(checks),
    '',
  ];
};
