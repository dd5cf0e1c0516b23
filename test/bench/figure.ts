/** What a bench tells: one figure per promise of speed, with its goal, in the shape `npm run bench -- --json` prints. */

export interface Figure {
  readonly id: string;
  /** `ratio`: ours over the peer's. `limit`: ours alone, or ours less the peer's. */
  readonly kind: 'ratio' | 'limit';
  readonly what: string;
  /** What it is held against; null for a plain limit. */
  readonly peer: string | null;
  /** Median of the rounds. */
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly goal: number;
  readonly met: boolean;
}

export type Claim = Pick<Figure, 'id' | 'kind' | 'what' | 'peer' | 'unit' | 'goal'>;

/** Median of numbers in any order; the mean of the middle two when they are even in number. NaN of none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/** Smallest value that at least `share` of the values do not exceed. NaN of none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure from the values of its rounds; lower is better. */
export const figureOf = (claim: Claim, rounds: readonly number[]): Figure => {
  const value = median(rounds);
  return {
    ...claim,
    value: rounded(value),
    min: rounded(Math.min(...rounds)),
    max: rounded(Math.max(...rounds)),
    met: value <= claim.goal,
  };
};
