/** The figures of the timeline with a hundred thousand events: how long a frame takes while it is panned, and how soon it is drawn first. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Claim, type Figure, figureOf, percentile } from './figure.js';
import type { Bench, Place } from './figures.js';
import { writePageApp } from './pageApp.js';
import { interleaved, roundCount } from './rounds.js';
import { type Running, start, type Subject } from './subject.js';

const panClaim: Claim = {
  id: 'timeline-pan',
  kind: 'limit',
  what: 'frame while a timeline of 100,000 events is panned by keys at 1600×900, drawn in software without a frame limit: 95th percentile, the worst of three zooms',
  peer: null,
  unit: 'ms',
  goal: 16.7,
};

const firstClaim: Claim = {
  id: 'timeline-first',
  kind: 'ratio',
  what: 'first drawing of a timeline of 100,000 events at 1600×900, from the events to the frame',
  peer: 'vis-timeline with 10,000 of them, not stacked',
  unit: '×',
  goal: 0.1,
};

const appOf = async (place: Place, name: 'ours' | 'visTimeline', entry: string): Promise<Subject> => {
  const app = join(place.scratch, name);
  const dataDir = join(place.scratch, `data-${name}`);
  mkdirSync(dataDir, { recursive: true });
  await writePageApp(app, { root: place.app, entry: join('test', 'bench', 'pages', entry) });
  return {
    app,
    dataDir,
    usable: 'body[data-ready]',
    switches: ['--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  };
};

const using = async <T>(place: Place, subject: Subject, use: (running: Running) => Promise<T>): Promise<T> => {
  const running = await start(subject, place.runtime);
  try {
    return await use(running);
  } finally {
    await running.end();
  }
};

const times = z.array(z.number());

/** Shares of the day in view: all of it, an hour or so, and some seconds with every label; the last two are panned over three views and back. */
const ways = [
  { share: 1, frames: 120, turn: 10 },
  { share: 0.1, frames: 120, turn: 60 },
  { share: 0.001, frames: 120, turn: 60 },
] as const;

const measurePan = async (place: Place): Promise<Figure> => {
  const subject = await appOf(place, 'ours', 'ours.tsx');
  const rounds = await using(place, subject, async ({ evaluate }) => {
    await evaluate('firstDraw()');
    const idle = percentile(times.parse(await evaluate('idle(200)')), 0.95);
    place.say(`timeline-pan: a frame in which nothing is drawn takes ${idle.toFixed(1)} ms at the 95th percentile`);
    const found: number[] = [];
    for (let round = 0; round <= roundCount; round += 1) {
      const worst: number[] = [];
      for (const way of ways) worst.push(percentile(times.parse(await evaluate(`pan(${JSON.stringify(way)})`)), 0.95));
      place.say(
        `timeline-pan: round ${round}: p95 ${worst.map((ms) => ms.toFixed(1)).join(', ')} ms with ${ways.map((way) => way.share).join(', ')} of the day in view`,
      );
      if (round > 0) found.push(Math.max(...worst));
    }
    return found;
  });
  return figureOf(panClaim, rounds);
};

const measureFirst = async (place: Place): Promise<Figure> => {
  const ours = await appOf(place, 'ours', 'ours.tsx');
  const peer = await appOf(place, 'visTimeline', 'visTimeline.ts');
  const drawn = (subject: Subject) => (): Promise<number> =>
    using(place, subject, async ({ evaluate }) => z.number().parse(await evaluate('firstDraw()')));
  const pairs = await interleaved({
    ours: drawn(ours),
    peer: drawn(peer),
    tell: (round) =>
      place.say(round === 0 ? 'timeline-first: warm-up' : `timeline-first: round ${round} of ${roundCount}`),
  });
  for (const pair of pairs)
    place.say(`timeline-first: ${pair.ours.toFixed(0)} ms, vis-timeline ${pair.peer.toFixed(0)} ms`);
  return figureOf(
    firstClaim,
    pairs.map((pair) => pair.ours / pair.peer),
  );
};

export const timelineBenches: readonly Bench[] = [
  { claim: panClaim, measure: measurePan },
  { claim: firstClaim, measure: measureFirst },
];
