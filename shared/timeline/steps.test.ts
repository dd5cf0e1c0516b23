import { expect, it } from 'vitest';
import { addStep, createSteps, holdsAt } from './steps.js';

it('tell what holds at a time, and since when', () => {
  const steps = createSteps();
  expect(holdsAt(steps, 5, '1')).toEqual({ from: Number.NEGATIVE_INFINITY, value: '1' });
  addStep(steps, { time: 10, from: '1', to: '4' });
  addStep(steps, { time: 20, from: '4', to: '0' });
  expect(holdsAt(steps, 9, '0')).toEqual({ from: Number.NEGATIVE_INFINITY, value: '1' });
  expect(holdsAt(steps, 10, '0')).toEqual({ from: 10, value: '4' });
  expect(holdsAt(steps, 19.9, '0')).toEqual({ from: 10, value: '4' });
  expect(holdsAt(steps, 20, '0')).toEqual({ from: 20, value: '0' });
});
