/** A value together with how we know it: measured, inferred or not known. The three are never mixed. */
import type { Millis } from './reading.js';

export type Fact<T> =
  /** `source`: the attribute below the device's folder, or the notice it came with (`uevent 1284`). */
  | { readonly kind: 'measured'; readonly value: T; readonly at: Millis; readonly source: string }
  /** `because`: the facts it rests on, in words; `rule`: id of the rule that drew the conclusion. */
  | {
      readonly kind: 'inferred';
      readonly value: T;
      readonly at: Millis;
      readonly because: readonly string[];
      readonly rule: string;
    }
  /** `why`: one phrase, e.g. `not readable without root (EACCES)`. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The value if it was measured, else undefined: the only thing a prediction may rest on. */
export const measured = <T>(fact: Fact<T>): T | undefined => (fact.kind === 'measured' ? fact.value : undefined);

/** The value if it is known at all. */
export const known = <T>(fact: Fact<T>): T | undefined => (fact.kind === 'unknown' ? undefined : fact.value);
