/** The figures of hearing: from a real uevent to the parsed event, against the bare pipe of udevadm. */
import { z } from 'zod';
import type { Bench, Place } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { ranModule, withBundle } from './programs.js';
import { interleaved, roundCount } from './rounds.js';

const events = 500;
const report = z.object({ p50: z.number(), p95: z.number() });

const heard = (place: Place, how: 'parsed' | 'bare', share: 'p50' | 'p95'): Promise<number> =>
  withBundle(
    place,
    'test/bench/hearing.ts',
    async (file) => report.parse(JSON.parse((await ranModule(file, [how, String(events)])).stdout))[share],
  );

const bench = (share: 'p50' | 'p95', word: string): Bench => {
  const claim: Claim = {
    id: `uevent-${share}`,
    kind: 'ratio',
    what: `a real uevent, from the write that makes it to the parsed event in the local wire, ${word} of ${events} (needs root)`,
    peer: 'the same to the end of its text on a bare pipe of udevadm monitor, in Node',
    unit: '×',
    goal: 1.5,
  };
  return {
    claim,
    measure: async (place) => {
      const pairs = await interleaved({
        ours: () => heard(place, 'parsed', share),
        peer: () => heard(place, 'bare', share),
        tell: (round) =>
          place.say(round === 0 ? `${claim.id}: warm-up` : `${claim.id}: round ${round} of ${roundCount}`),
      });
      for (const { ours, peer } of pairs) place.say(`${claim.id}: ${ours.toFixed(0)} µs, bare ${peer.toFixed(0)} µs`);
      return figureOf(
        claim,
        pairs.map(({ ours, peer }) => ours / peer),
      );
    },
  };
};

export const ueventBenches: readonly Bench[] = [bench('p50', 'median'), bench('p95', '95th percentile')];
