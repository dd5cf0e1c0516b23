/** A fact as it is shown: its text, how we know it, and from what. */
import { type Fact, isAsserted } from '../../../shared/facts/fact.js';
import type { Millis } from '../../../shared/facts/reading.js';

export interface Known {
  readonly kind: 'measured' | 'inferred' | 'unknown';
  /** What stands in the cell: the value, or the reason there is none. */
  readonly text: string;
  /** Where it comes from: an attribute, a rule in words, or why nothing is known. */
  readonly source: string;
  readonly at: Millis | null;
  /** True for the kernel's own words: they are set in the mono face. */
  readonly mono: boolean;
  /** The kernel says it, and does not enforce it. */
  readonly asserted: boolean;
}

/** Shows a fact; `words` says its value. */
export const showFact = <T>(fact: Fact<T>, words: (value: T) => string, mono = false): Known => {
  const asserted = isAsserted(fact);
  switch (fact.kind) {
    case 'measured':
      return { kind: 'measured', text: words(fact.value), source: fact.source, at: fact.at, mono, asserted };
    case 'inferred':
      return {
        kind: 'inferred',
        text: words(fact.value),
        source: `because ${fact.because.join(', and ')}`,
        at: fact.at,
        mono,
        asserted,
      };
    case 'unknown':
      return { kind: 'unknown', text: fact.why, source: fact.why, at: null, mono: false, asserted };
  }
};

/** What follows from a fact by a rule of ours, never better known than inferred; of what is asserted, asserted too. */
export const follows = <T>(fact: Fact<T>, words: (value: T) => string, because: (value: T) => string): Known => {
  const mono = false;
  const asserted = isAsserted(fact);
  return fact.kind === 'unknown'
    ? { kind: 'unknown', text: fact.why, source: fact.why, at: null, mono, asserted }
    : {
        kind: 'inferred',
        text: words(fact.value),
        source: `because ${because(fact.value)}`,
        at: fact.at,
        mono,
        asserted,
      };
};
