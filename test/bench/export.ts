/** The figures of looking at everything: uevents and links of a whole real /sys, against udevadm's export; as it is on this machine, and as on one with thousands of devices. */
import { type Crowd, crowdedSys } from './crowd.js';
import type { Bench, Place } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { ran, withBundle } from './programs.js';
import { interleaved, roundCount } from './rounds.js';

const what =
  'uevent file and links of every device of a real /sys, read with the code of the helper process and printed, Node’s start included';

const peer = 'udevadm info --export-db, its start included';

/** On few devices it is the start of Node that is measured. */
const small: Claim = {
  id: 'export',
  kind: 'ratio',
  what: `${what}: this machine as it is`,
  peer,
  unit: '×',
  goal: 0.8,
};

const crowded: Claim = {
  ...small,
  id: 'export-crowd',
  what: `${what}: this machine with 2,000 devices more, network links in a namespace (needs root)`,
};

/** Each must tell of about as many devices: udevadm leaves out those without a subsystem. */
const counted = (text: string, line: RegExp): number => text.match(line)?.length ?? 0;

/** The quickest of three: what else the machine does only ever adds. */
const quickest = async (measure: () => Promise<number>): Promise<number> =>
  Math.min(await measure(), await measure(), await measure());

type Run = (program: string, ...words: readonly string[]) => ReturnType<typeof ran>;
const plainly: Run = (program, ...words) => ran(program, words);
const among =
  (crowd: Crowd): Run =>
  (...line) => {
    const [program, ...words] = crowd.inside(...line);
    return ran(program, words);
  };

const exported = (run: Run) => run('udevadm', 'info', '--export-db');

const ours = (place: Place, run: Run): Promise<number> =>
  withBundle(place, 'test/bench/exporting.ts', async (file) => {
    const whole = counted((await exported(run)).stdout, /^P: /gm);
    return quickest(async () => {
      const { stdout, ms } = await run(process.execPath, file, '/sys');
      const told = counted(stdout, /^\{"path"/gm);
      if (told < whole) throw new Error(`Only ${told} devices were read, and udevadm tells of ${whole}.`);
      return ms;
    });
  });

const measured = async (place: Place, claim: Claim, run: Run) => {
  const pairs = await interleaved({
    ours: () => ours(place, run),
    peer: () => quickest(async () => (await exported(run)).ms),
    tell: (round) => place.say(round === 0 ? `${claim.id}: warm-up` : `${claim.id}: round ${round} of ${roundCount}`),
  });
  for (const pair of pairs) place.say(`${claim.id}: ${pair.ours.toFixed(0)} ms, udevadm ${pair.peer.toFixed(0)} ms`);
  return figureOf(
    claim,
    pairs.map((pair) => pair.ours / pair.peer),
  );
};

export const exportBenches: readonly Bench[] = [
  { claim: small, measure: (place) => measured(place, small, plainly) },
  {
    claim: crowded,
    measure: async (place) => {
      const crowd = await crowdedSys();
      try {
        return await measured(place, crowded, among(crowd));
      } finally {
        crowd[Symbol.dispose]();
      }
    },
  },
];
