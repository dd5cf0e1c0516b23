/**
 * A value together with how we know it: measured, inferred or not known. The three are never mixed. `asserted`: the kernel
 * says it, and by its own word enforces nothing of it.
 */
import type { Millis } from './reading.js';

export type Fact<T> =
  /** `source`: the attribute below the device's folder, or the notice it came with (`uevent 1284`). */
  | {
      readonly kind: 'measured';
      readonly value: T;
      readonly at: Millis;
      readonly source: string;
      readonly asserted?: true;
    }
  /** `because`: the facts it rests on, in words; `rule`: id of the rule that drew the conclusion. */
  | {
      readonly kind: 'inferred';
      readonly value: T;
      readonly at: Millis;
      readonly because: readonly string[];
      readonly rule: string;
      readonly asserted?: true;
    }
  /** `why`: one phrase, e.g. `not readable without root (EACCES)`. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The value if it was measured, else undefined: the only thing a prediction may rest on. */
export const measured = <T>(fact: Fact<T>): T | undefined => (fact.kind === 'measured' ? fact.value : undefined);

/** True for what the kernel says and does not enforce. */
export const isAsserted = (fact: Fact<unknown>): boolean => fact.kind !== 'unknown' && fact.asserted === true;

/** The value if it is known at all. */
export const known = <T>(fact: Fact<T>): T | undefined => (fact.kind === 'unknown' ? undefined : fact.value);
