/** Reads a policy of the relying party from JSON. It comes from a file: everything is looked at, and what is wrong is said with its place. */
import * as z from 'zod/mini';
import { type Policy, policyLevels } from '../../shared/evidence/policy/policy.js';
import { acceptable } from '../../shared/evidence/policy/decide.js';
import { readJson } from './readJson.js';

const patterns = (length: number) =>
  z.array(z.string().check(z.minLength(1), z.maxLength(length))).check(z.minLength(1), z.maxLength(64));

const requirement = z.strictObject({
  level: z.literal(policyLevels),
  checks: patterns(80),
  accept: z._default(z.array(z.enum(acceptable)).check(z.minLength(1)), ['pass']),
  present: z._default(z.boolean(), true),
  reason: z.string().check(z.minLength(1), z.maxLength(300)),
});

const schema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  holds: z._default(z.boolean(), true),
  rules: z
    .array(
      z.strictObject({
        devices: patterns(40),
        require: z.array(requirement).check(z.maxLength(64)),
      }),
    )
    .check(z.minLength(1), z.maxLength(256)),
});

export type ReadPolicy = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly why: string };

/** What is wrong, behind its place: `rules[0].require[1].level: expected 2, 3 or 4`. */
const wrong = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  const what = ((): string => {
    switch (issue.code) {
      case 'unrecognized_keys':
        return `a policy has no ${issue.keys.join(', ')} there`;
      case 'invalid_type':
        return `expected ${issue.expected}`;
      case 'invalid_value':
        return `expected one of ${issue.values.join(', ')}`;
      case 'too_small':
        return `expected at least ${issue.minimum}`;
      case 'too_big':
        return `expected at most ${issue.maximum}`;
      default:
        return 'not understood';
    }
  })();
  return `${place === '' ? 'policy' : place.replace(/^\./, '')}: ${what}`;
};

/** `{"name", "holds"?, "rules": [{"devices": ["144d:*"], "require": [{"level", "checks", "accept"?, "present"?, "reason"}]}]}` */
export const readPolicy = (text: string): ReadPolicy => {
  const parsed = readJson(text);
  if (!parsed.ok) return parsed;
  const read = z.safeParse(schema, parsed.json);
  if (read.success) return { ok: true, policy: read.data };
  const [issue] = read.error.issues;
  return { ok: false, why: issue === undefined ? 'not understood' : wrong(issue) };
};
