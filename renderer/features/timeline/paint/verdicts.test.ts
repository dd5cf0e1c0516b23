/** Whose a verdict is and what it says, by shape and sign as well as by colour. */
import { expect, it } from 'vitest';
import type { LabEvent } from '../../../../shared/facts/event.js';
import type { CheckVerdict } from '../../../../shared/facts/judgement.js';
import { createChart, growChart } from '../../../../shared/timeline/chart.js';
import { pathOf } from '../../../../test/fixtures/devices.js';
import { judgedEvent } from '../../../../test/fixtures/judged.js';
import { notingPen, sceneOf } from '../../../../test/fixtures/pen.js';
import { paint } from './paint.js';

const base = {
  id: 1,
  seenAt: 100,
  happenedAt: null,
  device: pathOf('devices/pci0000:00/0000:01:00.0'),
  cause: null,
} as const;
const judged = (verdict: CheckVerdict): LabEvent => judgedEvent(verdict, base.device);
const person = (verdict: 'accept' | 'reject'): LabEvent => ({
  ...base,
  kind: 'verdict',
  verdict,
  author: 'Ada',
  reason: 'known',
});
const lapsed: LabEvent = { ...base, kind: 'lapsed', verdict: 1, text: '' };

/** The colours and paths of a mark. */
const markOf = (event: LabEvent) => {
  const chart = createChart();
  growChart(chart, [event]);
  const [empty, pen] = [notingPen(), notingPen()];
  paint(sceneOf(empty, { now: 900 }));
  paint(sceneOf(pen, { chart, events: [event], now: 900 }));
  const ground = new Set(empty.drawn.map((one) => JSON.stringify(one)));
  const drawn = pen.drawn.filter((one) => !ground.has(JSON.stringify(one)));
  const colours = new Set(drawn.map(({ colour }) => colour).filter((colour) => colour !== 'panel'));
  return { colours: [...colours], paths: drawn.map(({ path }) => path.join(' ')).join('; ') };
};

it('R13 this tool’s verdict has the colour of what it found, a person’s that of what one does', () => {
  expect(markOf(judged('pass')).colours).toEqual(['pass']);
  expect(markOf(judged('fail')).colours).toEqual(['fault']);
  for (const neither of [judged('not-checkable'), judged('no-reference'), lapsed])
    expect(markOf(neither).colours).toEqual(['ink-2']);
  for (const own of ['accept', 'reject'] as const) expect(markOf(person(own)).colours).toEqual(['accent']);
});

it('R13 verdicts are told apart without their colours', () => {
  const all = [
    judged('pass'),
    judged('fail'),
    judged('not-checkable'),
    judged('no-reference'),
    lapsed,
    person('accept'),
    person('reject'),
  ].map((event) => markOf(event).paths);
  expect(new Set(all).size).toBe(all.length);
});
