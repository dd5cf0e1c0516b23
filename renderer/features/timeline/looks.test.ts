import { beforeEach, expect, it } from 'vitest';
import { type Moment, panBy, showAll, spanOf, startLooks, useLooks, zoomBy } from './looks.js';

const moment: Moment = { first: 0, now: 60_000 };
const looks = useLooks.getState;
const inView = (at = moment) => spanOf(looks(), at);
/** Where a time lies, as a share of the view. */
const shareOf = (time: number): number => (time - inView().from) / (inView().to - inView().from);

beforeEach(() => useLooks.setState(startLooks));

it('R24 the wheel zooms about the pointer, and lets go of now', () => {
  const at = 20_000;
  const before = shareOf(at);
  zoomBy(0.5, moment, at);
  expect(shareOf(at)).toBeCloseTo(before);
  expect(looks().following).toBe(false);
  zoomBy(0.5, moment, at);
  expect(shareOf(at)).toBeCloseTo(before);
});

it.each([
  ['with the pointer at now', 59_900],
  ['with the pointer on what is yet to come', 65_000],
  ['by keys', null],
])('R24 zooming goes on following %s', (_, about) => {
  const before = shareOf(moment.now);
  zoomBy(0.5, moment, about);
  expect(looks().following).toBe(true);
  expect(shareOf(moment.now)).toBeCloseTo(before);
});

it('R24 all stays all while time goes on, until somebody zooms', () => {
  showAll();
  for (const now of [60_000, 600_000, 36_000_000]) {
    const { from, to } = inView({ first: 0, now });
    expect(from).toBeLessThan(0);
    expect(to).toBeGreaterThan(now);
    // Much of the view is what happened, and the first event does not wander.
    expect(-from / (to - from)).toBeLessThan(0.05);
  }
  zoomBy(0.5, moment);
  const { from } = inView();
  expect(looks().following).toBe(true);
  expect(inView({ first: 0, now: 600_000 }).from).toBe(from + 540_000);
  showAll();
  panBy(-0.1, moment);
  expect(inView({ first: 0, now: 600_000 })).toEqual(inView());
});

it('R24 panning and zooming end where there is nothing more: half of the view stays over what happened', () => {
  for (let presses = 0; presses < 100; presses += 1) panBy(-0.15, moment);
  expect(shareOf(moment.first)).toBeCloseTo(0.5);
  for (let presses = 0; presses < 100; presses += 1) panBy(0.15, moment);
  expect(shareOf(moment.now)).toBeCloseTo(0.5);
  useLooks.setState(startLooks);
  for (let turns = 0; turns < 100; turns += 1) zoomBy(1.5, moment, 30_000);
  expect(inView().to - inView().from).toBeLessThan(100_000);
  expect(inView().from).toBeLessThan(moment.first);
  expect(inView().to).toBeGreaterThan(moment.now);
  useLooks.setState(startLooks);
  for (let turns = 0; turns < 100; turns += 1) zoomBy(1.5, moment);
  expect(inView().to - inView().from).toBeLessThan(100_000);
});

it('a view of nothing can be panned and zoomed too', () => {
  const nothing: Moment = { first: Number.POSITIVE_INFINITY, now: 1000 };
  panBy(-0.15, nothing);
  zoomBy(0.5, nothing);
  const { from, to } = inView(nothing);
  expect(to).toBeGreaterThan(from);
});
