/** The figures of what a big machine costs whoever waits for the lab: how long its process cannot answer while 10,000 devices are swept and told. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bench, Place } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { helperOf, ranModule, withBundle } from './programs.js';
import { interleaved, roundCount } from './rounds.js';
import { withSysfsTree } from './sysfsTree.js';

const devices = 10_000;

const report = z.object({ ms: z.number(), devices: z.number() });

/** A host bridge stands above the devices of each domain. */
const timeOf = (stdout: string): number => {
  const found = report.parse(JSON.parse(stdout));
  if (found.devices < devices) throw new Error(`Only ${found.devices} devices of ${devices} were told.`);
  return found.ms;
};

const stall = (place: Place, root: string): Promise<number> =>
  withBundle(place, 'test/bench/stalling.ts', async (file) => {
    const dataDir = mkdtempSync(join(place.scratch, 'stall-'));
    return timeOf((await ranModule(file, [root, helperOf(place), dataDir])).stdout);
  });

const inOneGo = (place: Place, root: string): Promise<number> =>
  withBundle(place, 'test/bench/peers/atOnce.ts', async (file) => timeOf((await ranModule(file, [root])).stdout));

const what = `longest stall of the process that holds wire, session, journal and outbox while ${devices} devices are swept and told, twice, less what it waited for a core`;

const limit: Claim = { id: 'stall', kind: 'limit', what, peer: null, unit: 'ms', goal: 25 };

const ratio: Claim = {
  id: 'stall-ratio',
  kind: 'ratio',
  what,
  peer: 'the same devices read by the same code in one go',
  unit: '×',
  goal: 0.1,
};

const teller = (place: Place, id: string) => (round: number) =>
  place.say(round === 0 ? `${id}: warm-up` : `${id}: round ${round} of ${roundCount}`);

export const stallBenches: readonly Bench[] = [
  {
    claim: limit,
    measure: (place) =>
      withSysfsTree(devices, async (root) => {
        const rounds: number[] = [];
        for (let round = 0; round <= roundCount; round += 1) {
          teller(place, limit.id)(round);
          const ms = await stall(place, root);
          if (round > 0) rounds.push(ms);
        }
        return figureOf(limit, rounds);
      }),
  },
  {
    claim: ratio,
    measure: (place) =>
      withSysfsTree(devices, async (root) => {
        const pairs = await interleaved({
          ours: () => stall(place, root),
          peer: () => inOneGo(place, root),
          tell: teller(place, ratio.id),
        });
        for (const { ours, peer } of pairs)
          place.say(`${ratio.id}: ${ours.toFixed(1)} ms, in one go ${peer.toFixed(0)} ms`);
        return figureOf(
          ratio,
          pairs.map(({ ours, peer }) => ours / peer),
        );
      }),
  },
];
