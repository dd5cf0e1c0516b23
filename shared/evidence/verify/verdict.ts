/** The four verdicts, and a check: one row with what was expected, what was found, and the bytes it read. */
import type { ByteRange } from '../bytes/field.js';

export type Verdict = 'pass' | 'fail' | 'not-checkable' | 'no-reference';

/** Who the device is; that it is the one behind the interface now; what runs on it. */
export type About = 'identity' | 'binding' | 'content';

export interface Check {
  /** Stable: scripts and policies name it, e.g. `chain.1.signature`. */
  readonly id: string;
  readonly about: About;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly found: string;
  readonly bytes: ByteRange | null;
}

/** What a check function says; who calls it knows the rest. */
export interface Found {
  readonly verdict: Verdict;
  readonly expected: string;
  readonly found: string;
}

const order: readonly Verdict[] = ['pass', 'no-reference', 'not-checkable', 'fail'];

/** The worst of them: a fail outweighs what could not be checked, and that a missing reference. Pass for none. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))] ?? 'pass';

export const pass = (expected: string, found = expected): Found => ({ verdict: 'pass', expected, found });
export const fail = (expected: string, found: string): Found => ({ verdict: 'fail', expected, found });
export const unable = (expected: string, missing: string): Found => ({
  verdict: 'not-checkable',
  expected,
  found: missing,
});
export const noReference = (expected: string, found: string): Found => ({ verdict: 'no-reference', expected, found });

/** Pass when it holds. */
export const holds = (truth: boolean, expected: string, found: string): Found =>
  truth ? pass(expected, found) : fail(expected, found);
