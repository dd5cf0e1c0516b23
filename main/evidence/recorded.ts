/** Verdicts that were recorded: what `verify` and `collect` say with `--json`, as far as a policy looks at it. */
import * as z from 'zod/mini';
import type { Said } from '../../shared/evidence/policy/decide.js';
import { readJson } from './readJson.js';

const check = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  verdict: z.enum(['pass', 'fail', 'not-checkable', 'no-reference']),
});
const checks = z.array(check).check(z.maxLength(100_000));
const schema = z.object({
  exchanges: z.array(z.object({ checks })).check(z.maxLength(10_000)),
  checks: z._default(checks, []),
});

export interface Recorded {
  /** Of all exchanges, and of the whole. */
  readonly checks: readonly Said[];
}

export type ReadRecorded =
  | { readonly ok: true; readonly recorded: Recorded }
  | { readonly ok: false; readonly why: string };

export const readRecorded = (text: string): ReadRecorded => {
  const parsed = readJson(text);
  if (!parsed.ok) return parsed;
  const read = z.safeParse(schema, parsed.json);
  if (!read.success) return { ok: false, why: 'expected {"exchanges": [{"checks": [{"id", "verdict"}]}]}' };
  const { exchanges, checks: whole } = read.data;
  return { ok: true, recorded: { checks: [...exchanges.flatMap((one) => one.checks), ...whole] } };
};
