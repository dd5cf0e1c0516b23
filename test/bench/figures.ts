/** The figures: what each measures, against whom, and the goal it has. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { clickLevel, deviceCell, selectDevice, treeRow } from './app.js';
import { writeBlankApp } from './blank.js';
import { type Claim, type Figure, figureOf, percentile } from './figure.js';
import { exportBenches } from './export.js';
import { recordBenches } from './record.js';
import { interleaved, roundCount } from './rounds.js';
import { stallBenches } from './stall.js';
import { sweepBenches } from './sweep.js';
import { timelineBenches } from './timeline.js';
import { treeBenches } from './tree.js';
import { ueventBenches } from './uevent.js';
import { verifyBenches } from './verifying.js';
import { serialBenches } from './serial.js';
import { sshBenches } from './ssh.js';
import { type Running, type Runtime, start, type Subject } from './subject.js';

export interface Place {
  /** Folder of the built app. */
  readonly app: string;
  /** Everything the bench writes; gone afterwards. */
  readonly scratch: string;
  readonly runtime: Runtime;
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly claim: Claim;
  readonly measure: (place: Place) => Promise<Figure>;
}

const subjects = ({ app, scratch }: Place): { readonly ours: Subject; readonly blank: Subject } => {
  const blank = join(scratch, 'blank');
  writeBlankApp(blank);
  const data = { ours: join(scratch, 'data-ours'), blank: join(scratch, 'data-blank') };
  for (const folder of Object.values(data)) mkdirSync(folder, { recursive: true });
  return {
    ours: { app, dataDir: data.ours, usable: treeRow },
    blank: { app: blank, dataDir: data.blank, usable: 'body' },
  };
};

const using = async <T>(opening: Promise<Running>, use: (running: Running) => Promise<T>): Promise<T> => {
  const running = await opening;
  try {
    return await use(running);
  } finally {
    await running.end();
  }
};

const teller =
  ({ say }: Place, id: string) =>
  (round: number): void =>
    say(round === 0 ? `${id}: warm-up` : `${id}: round ${round} of ${roundCount}`);

const startClaim: Claim = {
  id: 'start',
  kind: 'ratio',
  what: 'start of the process to the interactive device tree',
  peer: 'a blank page in the same runtime, to its first frame',
  unit: '×',
  goal: 1.3,
};

/** The faster of two: what else the machine does only ever adds. */
const faster = async (measure: () => Promise<number>): Promise<number> => Math.min(await measure(), await measure());

const measureStart = async (place: Place): Promise<Figure> => {
  const { ours, blank } = subjects(place);
  const starts = (subject: Subject) => (): Promise<number> =>
    faster(() => using(start(subject, place.runtime), async ({ startMs }) => startMs));
  const pairs = await interleaved({ ours: starts(ours), peer: starts(blank), tell: teller(place, 'start') });
  for (const { ours: app, peer } of pairs) place.say(`start: ${app.toFixed(0)} ms, blank ${peer.toFixed(0)} ms`);
  return figureOf(
    startClaim,
    pairs.map((pair) => pair.ours / pair.peer),
  );
};

const memoryClaim: Claim = {
  id: 'memory',
  kind: 'limit',
  what: 'memory more than a blank page, with the lab open and a device chosen: PSS summed over all processes',
  peer: 'a blank page in the same runtime',
  unit: 'MB',
  goal: 60,
};

/** Both rest this long before they are weighed, so that what start-up left behind is gone. */
const restMs = 10_000;

/** A drive that two levels can be asked for while its driver stays bound. */
const drive = '0000:03:00.0';

const measureMemory = async (place: Place): Promise<Figure> => {
  const { ours, blank } = subjects(place);
  const weigh = async (running: Running): Promise<number> => {
    await wait(restMs);
    return running.memory();
  };
  const pairs = await interleaved({
    ours: () =>
      using(start(ours, place.runtime), async (running) => {
        await running.evaluate(`document.querySelector(${JSON.stringify(deviceCell(drive))}).click()`);
        return weigh(running);
      }),
    peer: () => using(start(blank, place.runtime), weigh),
    tell: teller(place, 'memory'),
  });
  for (const { ours: app, peer } of pairs) place.say(`memory: ${app.toFixed(1)} MB, blank ${peer.toFixed(1)} MB`);
  return figureOf(
    memoryClaim,
    pairs.map((pair) => pair.ours - pair.peer),
  );
};

const clickClaim: Claim = {
  id: 'click',
  kind: 'limit',
  what: 'click on a step to its outcome on screen in the Electron window, 95th percentile',
  peer: null,
  unit: 'ms',
  goal: 50,
};

const clicksPerRound = 40;

const measureClick = async (place: Place): Promise<Figure> => {
  const { ours } = subjects(place);
  const rounds = await using(start(ours, place.runtime), async (running) => {
    const page = await running.drive();
    await selectDevice(page, drive);
    const found: number[] = [];
    for (let round = 0; round <= roundCount; round += 1) {
      teller(place, 'click')(round);
      const times: number[] = [];
      for (let click = 0; click < clicksPerRound; click += 1) {
        const up = click % 2 === 0;
        times.push(await clickLevel(page, { id: drive, level: up ? 2 : 1, shows: up ? '2DMA' : '1limited' }));
      }
      place.say(`click: median ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`);
      if (round > 0) found.push(percentile(times, 0.95));
    }
    return found;
  });
  return figureOf(clickClaim, rounds);
};

export const benches: readonly Bench[] = [
  { claim: startClaim, measure: measureStart },
  { claim: memoryClaim, measure: measureMemory },
  { claim: clickClaim, measure: measureClick },
  ...timelineBenches,
  ...recordBenches,
  ...sweepBenches,
  ...stallBenches,
  ...ueventBenches,
  ...exportBenches,
  ...serialBenches,
  ...sshBenches,
  ...treeBenches,
  ...verifyBenches,
];
