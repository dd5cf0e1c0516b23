/** The device tree with ten thousand rows, against a plain React list of the same rows in the same page. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Claim, type Figure, figureOf, median } from './figure.js';
import type { Bench, Place } from './figures.js';
import { writePageApp } from './pageApp.js';
import { interleaved, roundCount } from './rounds.js';
import { type Running, start } from './subject.js';

const peer = 'a plain React list of the same rows, in the same page';

const mountClaim: Claim = {
  id: 'tree-mount',
  kind: 'ratio',
  what: 'device tree of 10,000 rows, from nothing to its first frame',
  peer,
  unit: '×',
  goal: 0.2,
};

const updateClaim: Claim = {
  id: 'tree-update',
  kind: 'ratio',
  what: 'one row of 10,000 changes its level, to the frame that shows it',
  peer,
  unit: '×',
  goal: 0.7,
};

const nodesClaim: Claim = {
  id: 'tree-nodes',
  kind: 'limit',
  what: 'elements in the document for a device tree of 10,000 rows',
  peer: null,
  unit: 'elements',
  goal: 1000,
};

type Which = 'ours' | 'peer';

const inPage = async <T>(place: Place, use: (running: Running) => Promise<T>): Promise<T> => {
  const app = join(place.scratch, 'tree');
  const dataDir = join(place.scratch, 'data');
  mkdirSync(dataDir, { recursive: true });
  await writePageApp(app, { root: place.app, entry: join('test', 'bench', 'tree', 'page.tsx') });
  const running = await start({ app, dataDir, usable: 'html[data-ready]' }, place.runtime);
  try {
    return await use(running);
  } finally {
    await running.end();
  }
};

const ask = async (running: Running, call: string): Promise<number> =>
  Number(await running.evaluate(`treeBench.${call}`));

const measureRatio = (claim: Claim, turn: (running: Running, which: Which) => Promise<number>) => (place: Place) =>
  inPage(place, async (running): Promise<Figure> => {
    const pairs = await interleaved({
      ours: () => turn(running, 'ours'),
      peer: () => turn(running, 'peer'),
      tell: (round) => place.say(`${claim.id}: ${round === 0 ? 'warm-up' : `round ${round} of ${roundCount}`}`),
    });
    for (const { ours, peer: other } of pairs)
      place.say(`${claim.id}: ${ours.toFixed(1)} ms, plain list ${other.toFixed(1)} ms`);
    return figureOf(
      claim,
      pairs.map((pair) => pair.ours / pair.peer),
    );
  });

const updatesPerTurn = 9;

/** The median of some, back and forth between two levels. */
const update = async (running: Running, which: Which): Promise<number> => {
  await ask(running, `mount('${which}')`);
  const times: number[] = [];
  for (let turn = 0; turn < updatesPerTurn; turn += 1)
    times.push(await ask(running, `update(${turn % 2 === 0 ? 2 : 3})`));
  return median(times);
};

const measureNodes = (place: Place): Promise<Figure> =>
  inPage(place, async (running) => {
    await ask(running, `mount('ours')`);
    return figureOf(nodesClaim, [await ask(running, 'nodes()')]);
  });

export const treeBenches: readonly Bench[] = [
  { claim: mountClaim, measure: measureRatio(mountClaim, (running, which) => ask(running, `mount('${which}')`)) },
  { claim: updateClaim, measure: measureRatio(updateClaim, update) },
  { claim: nodesClaim, measure: measureNodes },
];
