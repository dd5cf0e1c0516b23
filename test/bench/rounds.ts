/** Runs ours and the peer's turn by turn, so that what slows the machine down for a while slows both. */

export const roundCount = 5;

export interface Pair {
  readonly ours: number;
  readonly peer: number;
}

export interface Turns {
  readonly ours: () => Promise<number>;
  readonly peer: () => Promise<number>;
  /** Told before each round: `round` from 1; 0 is the warm-up, which does not count. */
  readonly tell: (round: number) => void;
}

/** Five rounds after a warm-up; who goes first changes from round to round. */
export const interleaved = async ({ ours, peer, tell }: Turns): Promise<readonly Pair[]> => {
  const pairs: Pair[] = [];
  for (let round = 0; round <= roundCount; round += 1) {
    tell(round);
    const first = round % 2 === 0 ? ours : peer;
    const second = first === ours ? peer : ours;
    const one = await first();
    const other = await second();
    if (round > 0) pairs.push(first === ours ? { ours: one, peer: other } : { ours: other, peer: one });
  }
  return pairs;
};
