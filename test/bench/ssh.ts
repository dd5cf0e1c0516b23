/** The figures of a machine by SSH that is 20 ms away: what each claims. They are run by `farRace.ts`. */
import { z } from 'zod';
import { byExec, bySftp, devices, roundTripMs } from './farGoals.js';
import { type Claim, figureOf } from './figure.js';
import type { Bench } from './figures.js';
import { ranModule, withBundle } from './programs.js';
import { withSysfsTree } from './sysfsTree.js';

const report = z.array(z.object({ ours: z.number(), peer: z.number() }));

/** `value` makes the figure of a round from its times in milliseconds. */
const bench = (claim: Claim, value: (pair: { readonly ours: number; readonly peer: number }) => number): Bench => ({
  claim,
  measure: (place) =>
    withSysfsTree(devices, (root) =>
      withBundle(place, 'test/bench/farRace.ts', async (program) => {
        place.say(`${claim.id}: six rounds, of which the first does not count`);
        const { stdout } = await ranModule(program, [claim.id, root, place.scratch]);
        const rounds = report.parse(JSON.parse(stdout));
        for (const { ours, peer } of rounds)
          place.say(`${claim.id}: ${ours.toFixed(1)} ms, peer ${peer.toFixed(1)} ms`);
        return figureOf(claim, rounds.map(value));
      }),
    ),
});

const ratio = ({ ours, peer }: { readonly ours: number; readonly peer: number }): number => ours / peer;

const sweep = `a sweep of ${devices} devices × (16 attributes + 3 links) by SSH over ${roundTripMs} ms of round trip, connected`;

export const sshBenches: readonly Bench[] = [
  bench(
    {
      id: 'ssh-snapshot',
      kind: 'ratio',
      what: sweep,
      peer: 'one round trip, and the same script in a shell of this machine',
      unit: '×',
      goal: 1.2,
    },
    ratio,
  ),
  bench(
    {
      id: 'ssh-exec',
      kind: 'ratio',
      what: sweep,
      peer: `an exec of cat for each attribute over a shared connection; estimated from ${byExec}`,
      unit: '×',
      // At least 1,000 times as fast.
      goal: 1 / 1000,
    },
    ratio,
  ),
  bench(
    {
      id: 'ssh-sftp',
      kind: 'ratio',
      what: sweep,
      peer: `SFTP with 64 in flight, which knows all paths; estimated from ${bySftp} devices`,
      unit: '×',
      // At least 50 times as fast.
      goal: 1 / 50,
    },
    ratio,
  ),
  bench(
    {
      id: 'ssh-cold',
      kind: 'ratio',
      what: `opening a wire by SSH over ${roundTripMs} ms of round trip, and its first sweep of ${devices} devices`,
      peer: '`ssh host` with the same script on its standard input, to its last frame',
      unit: '×',
      goal: 1.1,
    },
    ratio,
  ),
  bench(
    {
      id: 'ssh-write',
      kind: 'limit',
      what: `a write and its reading back by SSH, more than 1.15 round trips of ${roundTripMs} ms as measured beside it`,
      peer: null,
      unit: 'ms',
      goal: 1,
    },
    ({ ours, peer }) => ours - 1.15 * peer,
  ),
  bench(
    {
      id: 'ssh-event',
      kind: 'limit',
      what: `a real uevent there to its notice here by SSH, median, more than half a round trip of ${roundTripMs} ms as measured beside it`,
      peer: null,
      unit: 'ms',
      goal: 2,
    },
    ({ ours, peer }) => ours - peer / 2,
  ),
];
