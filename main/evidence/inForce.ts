/** The policy that is in force: the one that is kept, or our own; and what it says of a collection. */
import { decideAll, explain, type Said } from '../../shared/evidence/policy/decide.js';
import { type Policy, usualPolicy } from '../../shared/evidence/policy/policy.js';
import { plain } from '../../shared/evidence/view/bounded.js';
import type { AllowView } from '../../shared/evidence/view/model.js';
import { titleOf } from '../../shared/evidence/view/titles.js';
import type { ShelvedPolicy } from '../../shared/ipc/evidence.js';
import type { KeptEvidence } from './kept.js';
import { readPolicy } from './readPolicy.js';

/** The kept text was read before it was kept; what cannot be read any more trusts nothing. */
const nothing: Policy = { name: 'a policy that cannot be read', holds: true, rules: [] };

export const policyIn = ({ policy }: KeptEvidence): Policy => {
  if (policy === undefined) return usualPolicy;
  const read = readPolicy(policy.text);
  return read.ok ? { ...read.policy, name: policy.name } : nothing;
};

export const shelvedPolicy = (kept: KeptEvidence): ShelvedPolicy => {
  const { name, holds, rules } = policyIn(kept);
  return { id: kept.policy?.id ?? null, name: plain(name), holds, rules: rules.length };
};

/** In the words of the page: checks by their titles. @param ids `vendor:device` of the device that it is of; '' where nobody knows. */
export const allowsOf = (policy: Policy, ids: string, checks: readonly Said[]): readonly AllowView[] =>
  decideAll(policy, { ids, checks: checks.map((check) => ({ ...check, title: titleOf(check.id) })) }).map(
    (decision) => {
      const why = explain(policy, decision, ids);
      return { level: decision.level, why: why === null ? null : plain(why) };
    },
  );
