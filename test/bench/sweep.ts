/** The figures of a sweep through the local wire, on a sysfs in memory: against C, against lspci, against fs.promises. */
import { z } from 'zod';
import type { Bench, Place } from './figures.js';
import { type Claim, type Figure, figureOf } from './figure.js';
import { compiled, helperOf, ran, ranModule, withBundle } from './programs.js';
import { interleaved, roundCount } from './rounds.js';
import { attributeNames, linkNames, withSysfsTree } from './sysfsTree.js';

const devices = 2_000;

/** A sweep of ours, in an open wire whose code is warm: what a person waits for when the devices are read again. */
const warmUps = 3;
const best = 4;

const report = z.object({ ms: z.number(), devices: z.number(), files: z.number(), links: z.number() });
type Report = z.infer<typeof report>;

/** Throws when somebody did not read everything: that would be no race. */
const whole = (name: string, found: Report): number => {
  const all = { devices, files: devices * attributeNames.length, links: devices * linkNames.length };
  for (const part of ['devices', 'files', 'links'] as const)
    if (found[part] !== all[part]) throw new Error(`${name} read ${found[part]} ${part} of ${all[part]}.`);
  return found.ms;
};

const wanted = [...attributeNames, '--', ...linkNames];

type Peer = (place: Place, root: string) => Promise<number>;

/** The quickest of so many: what else the machine does only ever adds. */
const quickest = async (times: number, measure: () => Promise<number>): Promise<number> => {
  let found = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count += 1) found = Math.min(found, await measure());
  return found;
};

const reader: Peer = async (place, root) => {
  const program = await compiled(place, 'reader');
  return quickest(best, async () => {
    const { stdout } = await ran(program, [root, ...wanted]);
    const [ns = 0, count = 0, files = 0, links = 0] = stdout.split(' ').map(Number);
    return whole('The C reader', { ms: ns / 1e6, devices: count, files, links });
  });
};

const lspci: Peer = (_, root) =>
  quickest(best, async () => {
    const { stdout, ms } = await ran('lspci', ['-O', `sysfs.path=${root}/bus/pci`, '-vvvnnk']);
    const told = stdout.match(/^\S+ .*\[144d:a826\]/gm)?.length ?? 0;
    if (told !== devices) throw new Error(`lspci told of ${told} devices of ${devices}.`);
    return ms;
  });

const promises: Peer = (place, root) =>
  withBundle(place, 'test/bench/peers/promises.ts', (file) =>
    quickest(best, async () =>
      whole('fs.promises', report.parse(JSON.parse((await ranModule(file, [root, ...wanted])).stdout))),
    ),
  );

const ours = (place: Place, root: string): Promise<number> =>
  withBundle(place, 'test/bench/sweeping.ts', async (file) => {
    const { stdout } = await ranModule(file, [root, helperOf(place), String(warmUps), String(best)]);
    return whole('The local wire', report.parse(JSON.parse(stdout)));
  });

const measure = async (place: Place, claim: Claim, peer: Peer): Promise<Figure> => {
  const pairs = await withSysfsTree(devices, (root) =>
    interleaved({
      ours: () => ours(place, root),
      peer: () => peer(place, root),
      tell: (round) => place.say(round === 0 ? `${claim.id}: warm-up` : `${claim.id}: round ${round} of ${roundCount}`),
    }),
  );
  for (const pair of pairs) place.say(`${claim.id}: ${pair.ours.toFixed(0)} ms, peer ${pair.peer.toFixed(0)} ms`);
  return figureOf(
    claim,
    pairs.map((pair) => pair.ours / pair.peer),
  );
};

const what = `a sweep of ${devices} devices × (16 attributes + 3 links) on a tmpfs by an open local wire, from the question to the last device`;

const claims: readonly (readonly [Claim, Peer])[] = [
  [
    {
      id: 'sweep-c',
      kind: 'ratio',
      what,
      peer: 'C with openat, read, close and readlinkat on the same files and links, without its process start',
      unit: '×',
      goal: 2.5,
    },
    reader,
  ],
  [
    {
      id: 'sweep-lspci',
      kind: 'ratio',
      what,
      peer: 'lspci -vvvnnk on the same tree, to its end',
      unit: '×',
      goal: 0.8,
    },
    lspci,
  ],
  [
    {
      id: 'sweep-promises',
      kind: 'ratio',
      what,
      peer: 'fs.promises with 16 in flight on the same files and links, without its process start',
      unit: '×',
      // At least 5 times as fast.
      goal: 0.2,
    },
    promises,
  ],
];

export const sweepBenches: readonly Bench[] = claims.map(([claim, peer]) => ({
  claim,
  measure: (place) => measure(place, claim, peer),
}));
