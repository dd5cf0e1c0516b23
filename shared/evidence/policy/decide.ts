/** Holds what was checked against a policy: whether a device may have a level, and if not, which requirement says so and why. */
import type { Check, Verdict } from '../verify/verdict.js';
import { names } from './glob.js';
import { type Policy, type PolicyLevel, policyLevels, type PolicyRule, type Requirement } from './policy.js';

/** Of a check, what a policy looks at; and its title, where a person is told of it by that and not by its id. */
export type Said = Pick<Check, 'id' | 'verdict'> & { readonly found?: string; readonly title?: string };

/** A requirement that is not met. */
export interface Unmet {
  readonly requirement: Requirement;
  /** The one of its patterns that says no. */
  readonly pattern: string;
  /** Checks of that name whose verdict does not do; none: no such check was made. */
  readonly checks: readonly Said[];
  /** In one sentence. */
  readonly text: string;
}

export interface Decision {
  readonly level: PolicyLevel;
  readonly allowed: boolean;
  /** Number of the rule that decided, from 0; null: none names the device, and so none allows it. */
  readonly rule: number | null;
  readonly unmet: readonly Unmet[];
}

/** The rule that decides about a device. @param ids `vendor:device` in hex. */
export const ruleFor = ({ rules }: Policy, ids: string): { readonly rule: PolicyRule; readonly at: number } | null => {
  const wanted = ids.toLowerCase();
  const at = rules.findIndex(({ devices }) => devices.some((pattern) => names(pattern.toLowerCase(), wanted)));
  const rule = rules[at];
  return rule === undefined ? null : { rule, at };
};

const mostNamed = 3;

/** Each once, however many exchanges say it. */
const told = (checks: readonly Said[]): string => {
  const said = [
    ...new Set(
      checks.map(
        ({ id, title, verdict }) => `${title === undefined || title === id ? id : `“${title}”`} is ${verdict}`,
      ),
    ),
  ];
  const some = said.slice(0, mostNamed);
  const more = said.length - some.length;
  return `${some.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
};

const unmetIn = (requirement: Requirement, said: readonly Said[]): readonly Unmet[] =>
  requirement.checks.flatMap((pattern) => {
    const made = said.filter(({ id }) => names(pattern, id));
    const checks = made.filter(({ verdict }) => !requirement.accept.includes(verdict));
    if (made.length === 0 && requirement.present)
      return [{ requirement, pattern, checks, text: `${pattern} was not checked. ${requirement.reason}` }];
    return checks.length === 0
      ? []
      : [{ requirement, pattern, checks, text: `${told(checks)}. ${requirement.reason}` }];
  });

/** Whether a device of these ids, with these checks made, may have `level`. */
export const decide = (
  policy: Policy,
  { ids, checks }: { readonly ids: string; readonly checks: readonly Said[] },
  level: PolicyLevel,
): Decision => {
  const found = ruleFor(policy, ids);
  if (found === null) return { level, allowed: false, rule: null, unmet: [] };
  const unmet = found.rule.require
    .filter((requirement) => requirement.level <= level)
    .flatMap((requirement) => unmetIn(requirement, checks));
  return { level, allowed: unmet.length === 0, rule: found.at, unmet };
};

/** What a policy says of each level that rests on evidence. */
export const decideAll = (policy: Policy, about: Parameters<typeof decide>[1]): readonly Decision[] =>
  policyLevels.map((level) => decide(policy, about, level));

/** A no in sentences; null for a yes. */
export const explain = (policy: Policy, decision: Decision, ids: string): string | null => {
  if (decision.allowed) return null;
  if (decision.rule === null) return `No rule of “${policy.name}” names ${ids === '' ? 'this device' : ids}.`;
  return decision.unmet.map(({ text }) => text).join(' ');
};

/** Verdicts that a policy may take for enough. */
export const acceptable: readonly Verdict[] = ['pass', 'no-reference', 'not-checkable'];
