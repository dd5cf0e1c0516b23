/** Numbers that look random and come again with the same seed: what broke can be made to break once more. */

export interface Random {
  /** From 0 up to, not including, `below`. */
  int(below: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32: small, quick, and even enough to choose mutations by. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % below;
  return {
    int,
    pick: (of) => {
      const found = of[int(of.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
};
