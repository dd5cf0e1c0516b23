/** What is drawn of a device's lane, by the words a pen was asked to write: where a device that left was, and what it was. */
import { expect, it } from 'vitest';
import type { LabEvent } from '../../../../shared/facts/event.js';
import { createChart, growChart } from '../../../../shared/timeline/chart.js';
import { deviceAt, pathOf } from '../../../../test/fixtures/devices.js';
import { notingPen, sceneOf } from '../../../../test/fixtures/pen.js';
import { paintDevice } from './bands.js';
import { createDense } from './dense.js';

const drive = pathOf('devices/pci0000:00/0000:01:00.0');
const leaves: LabEvent = {
  id: 2,
  seenAt: 500,
  happenedAt: null,
  device: drive,
  cause: null,
  kind: 'uevent',
  seqnum: 1,
  action: 'remove',
  env: { DEVPATH: `/${drive}` },
};
const opened: LabEvent = { ...leaves, id: 1, seenAt: 0, device: null, kind: 'opened', text: '' };
const known = { device: deviceAt(drive), at: 600 };

const drawnOf = (events: readonly LabEvent[], left: boolean) => {
  const chart = createChart();
  growChart(chart, events);
  const pen = notingPen();
  const scene = sceneOf(pen, { chart, events, devices: [drive], left: left ? { [drive]: known } : {}, now: 1000 });
  const lane = scene.layout.lanes.at(-1);
  if (lane === undefined) throw new Error('the device has no lane');
  paintDevice(scene, lane, createDense(scene));
  return pen.written;
};

it('R24 a device that left keeps its level and its driver up to then', () => {
  const written = drawnOf([opened, leaves], true);
  expect(written.map(({ words }) => words)).toEqual(['1 limited', 'driver nvme', 'not there']);
  expect(written.at(-1)?.x).toBeCloseTo(500 + 6);
});

it('one that left without a word of the kernel is not there from the first snapshot without it', () => {
  expect(drawnOf([opened], true).at(-1)).toMatchObject({ words: 'not there', x: 606 });
});

it('one that was never seen here is not known', () => {
  expect(drawnOf([opened], false).map(({ words }) => words)).toEqual(['?']);
});
