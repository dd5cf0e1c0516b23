/** The figures of recording: a group commit against an fsync per event, and events per second, on a real journal file. */
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../fixtures/bundle.js';
import type { Bench, Place } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { interleaved, roundCount } from './rounds.js';

/** `f_type` of a tmpfs (statfs(2)): an fsync there costs nothing, and shows nothing. */
const tmpfs = 0x01021994;

const grouped = 50_000;
const single = 400;

/** A folder on a disk: the scratch one, or one beside the build where the scratch one is in memory. */
const withFolder = async <T>({ scratch, app }: Place, use: (folder: string) => Promise<T>): Promise<T> => {
  const inMemory = statfsSync(scratch).type === tmpfs;
  const above = inMemory ? join(app, 'test-results') : scratch;
  mkdirSync(above, { recursive: true });
  const folder = mkdtempSync(join(above, 'record-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

const run = promisify(execFile);

/** Microseconds an event, to the last one being on the disk. `each`: an fsync for every one. In a process of its own. */
const record = (place: Place, events: number, each: boolean): Promise<number> =>
  withFolder(place, async (dir) => {
    const outDir = join(place.app, 'test-results', `recording-${process.pid}`);
    try {
      const file = await bundle({ root: place.app, entry: 'test/bench/recording.ts', outDir });
      const { stdout } = await run(process.execPath, [file, dir, String(events), each ? 'each' : 'grouped']);
      return Number(stdout);
    } finally {
      rmSync(outDir, { recursive: true, force: true });
    }
  });

const recordClaim: Claim = {
  id: 'record',
  kind: 'ratio',
  what: 'recording an event in a group commit, the last group on disk',
  peer: 'the same journal with an fsync per event',
  unit: '×',
  // At least 30 times as fast.
  goal: 0.0333,
};

const rateClaim: Claim = {
  id: 'record-rate',
  kind: 'limit',
  what: 'recording an event in a group commit: 20 µs are 50,000 events/s',
  peer: null,
  unit: 'µs',
  goal: 20,
};

const tell = (place: Place, id: string, round: number): void =>
  place.say(round === 0 ? `${id}: warm-up` : `${id}: round ${round} of ${roundCount}`);

export const recordBenches: readonly Bench[] = [
  {
    claim: recordClaim,
    measure: async (place) => {
      const pairs = await interleaved({
        ours: () => record(place, grouped, false),
        peer: () => record(place, single, true),
        tell: (round) => tell(place, 'record', round),
      });
      for (const { ours, peer } of pairs)
        place.say(`record: ${ours.toFixed(1)} µs an event, with an fsync each ${peer.toFixed(0)} µs`);
      return figureOf(
        recordClaim,
        pairs.map(({ ours, peer }) => ours / peer),
      );
    },
  },
  {
    claim: rateClaim,
    measure: async (place) => {
      const rounds: number[] = [];
      for (let round = 0; round <= roundCount; round += 1) {
        tell(place, 'record-rate', round);
        const each = await record(place, grouped, false);
        if (round > 0) rounds.push(each);
      }
      place.say(
        `record-rate: ${Math.round(1e6 / Math.max(...rounds)).toLocaleString('en')} events/s in the slowest round`,
      );
      return figureOf(rateClaim, rounds);
    },
  },
];
