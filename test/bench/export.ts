/** The figure of looking at everything: uevents and links of the whole real /sys, against udevadm's export. */
import type { Bench, Place } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { ran, ranModule, withBundle } from './programs.js';
import { interleaved, roundCount } from './rounds.js';

const claim: Claim = {
  id: 'export',
  kind: 'ratio',
  what: 'uevent file and links of every device below the real /sys/devices, read with the code of the helper process and printed, Node’s start included',
  peer: 'udevadm info --export-db, its start included',
  unit: '×',
  goal: 0.8,
};

/** Each must tell of about as many devices: udevadm leaves out those without a subsystem. */
const counted = (text: string, line: RegExp): number => text.match(line)?.length ?? 0;

/** The quickest of three: what else the machine does only ever adds. */
const quickest = async (measure: () => Promise<number>): Promise<number> =>
  Math.min(await measure(), await measure(), await measure());

const ours = (place: Place): Promise<number> =>
  withBundle(place, 'test/bench/exporting.ts', (file) =>
    quickest(async () => {
      const { stdout, ms } = await ranModule(file, ['/sys']);
      const told = counted(stdout, /^\{"path"/gm);
      const exported = counted((await ran('udevadm', ['info', '--export-db'])).stdout, /^P: /gm);
      if (told < exported) throw new Error(`Only ${told} devices were read, and udevadm tells of ${exported}.`);
      return ms;
    }),
  );

export const exportBenches: readonly Bench[] = [
  {
    claim,
    measure: async (place) => {
      const pairs = await interleaved({
        ours: () => ours(place),
        peer: () => quickest(async () => (await ran('udevadm', ['info', '--export-db'])).ms),
        tell: (round) => place.say(round === 0 ? 'export: warm-up' : `export: round ${round} of ${roundCount}`),
      });
      for (const pair of pairs) place.say(`export: ${pair.ours.toFixed(0)} ms, udevadm ${pair.peer.toFixed(0)} ms`);
      return figureOf(
        claim,
        pairs.map((pair) => pair.ours / pair.peer),
      );
    },
  },
];
