/** `lockstep policy`: rehearses a policy of the relying party against verdicts that were recorded, and says why it says no. */
import { basename } from 'node:path';
import { utf8 } from '../../shared/evidence/bytes/text.js';
import { type Decision, decideAll, explain } from '../../shared/evidence/policy/decide.js';
import { type Policy, policyLevels, usualPolicy } from '../../shared/evidence/policy/policy.js';
import { spellOut } from '../../shared/facts/safeText.js';
import { readEvidenceFile } from '../evidence/readFile.js';
import { readPolicy } from '../evidence/readPolicy.js';
import { type Recorded, readRecorded } from '../evidence/recorded.js';
import type { Invocation } from './cli.js';
import { badUsage, Ending, type ExitCode } from './ending.js';

const load = async (path: string): Promise<string> => {
  const read = await readEvidenceFile(path);
  if (!read.ok) throw new Ending(read.why, 2);
  return utf8(read.bytes);
};

const policyOf = async (flag: Invocation['flags'][string]): Promise<Policy> => {
  if (typeof flag !== 'string') return usualPolicy;
  const read = readPolicy(await load(flag));
  if (!read.ok) throw new Ending(`${flag} is no policy: ${read.why}.`, 2);
  return read.policy;
};

const recordedOf = async (path: string): Promise<Recorded> => {
  const read = readRecorded(await load(path));
  if (!read.ok) throw new Ending(`${path} holds no verdict as verify or collect say it with --json: ${read.why}.`, 2);
  return read.recorded;
};

const idsOf = (flag: Invocation['flags'][string]): string => {
  if (flag === undefined) return '';
  if (typeof flag !== 'string' || !/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(flag))
    throw badUsage('--device takes VENDOR:DEVICE in hex, as lspci -n prints it.');
  return flag;
};

const levelOf = (flag: Invocation['flags'][string]) => {
  const level = policyLevels.find((each) => String(each) === (flag ?? '4'));
  if (level === undefined) throw badUsage(`--level takes ${policyLevels.join(', ')}.`);
  return level;
};

interface Rehearsed {
  readonly record: string;
  readonly decisions: readonly Decision[];
}

const rowsOf = (policy: Policy, ids: string, { record, decisions }: Rehearsed): readonly string[] => [
  spellOut(record),
  ...decisions.map((decision) => {
    const why = explain(policy, decision, ids);
    return `  level ${decision.level}  ${why === null ? 'yes' : `no   ${spellOut(why)}`}`;
  }),
];

export const rehearsePolicy = async ({ flags, words, out }: Invocation): Promise<ExitCode> => {
  const policy = await policyOf(flags.policy);
  if (flags.print === true) {
    out(`${JSON.stringify(policy, null, 2)}\n`);
    return 0;
  }
  const [ids, level] = [idsOf(flags.device), levelOf(flags.level)];
  const rehearsed: Rehearsed[] = [];
  for (const path of words) {
    const { checks } = await recordedOf(path);
    rehearsed.push({ record: basename(path), decisions: decideAll(policy, { ids, checks }) });
  }
  if (flags.json === true) {
    const records = rehearsed.map(({ record, decisions }) => ({
      record,
      levels: decisions.map((decision) => ({
        level: decision.level,
        allowed: decision.allowed,
        rule: decision.rule,
        why: explain(policy, decision, ids),
        unmet: decision.unmet.map(({ pattern, checks, requirement: { reason } }) => ({ pattern, checks, reason })),
      })),
    }));
    out(`${JSON.stringify({ policy: policy.name, holds: policy.holds, device: ids || null, records }, null, 2)}\n`);
  } else out(`${rehearsed.flatMap((one) => rowsOf(policy, ids, one)).join('\n')}\n`);
  const no = rehearsed.some(({ decisions }) => decisions.some((one) => one.level === level && !one.allowed));
  return no ? 1 : 0;
};
