/** The module and the pure model are two implementations of one text: in a host, which connects, they are held against each other act by act. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../../shared/model/designs/index.js';
import { endsWell } from './ending.js';
import { type Lab, labOf } from './machine.js';
import { places, trialsOf } from './trials.js';

let lab: Lab;
beforeAll(async () => {
  lab = await labOf();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const trials = trialsOf(() => lab);
const march = { role: 'host', design: designs.march } as const;

describe('the module against the model, in the host role', () => {
  it('does every act in every state as the model does', () => trials.walk({ ...march, stub: true }, places.drive));

  it('does the same where no TSM serves the device, with its own driver', () => trials.walk(march, places.controller));

  it('agrees on random sequences with the drivers’ own binding', () =>
    trials.wander(march, { seed: 20_260_313, acts: 500 }));

  for (const design of [designs.four, designs.strict, designs.lenient])
    it(`agrees on random sequences under “${design.title}”`, () =>
      trials.wander({ role: 'host', design }, { seed: 20_260_326, acts: 200 }));

  for (const defaultLevel of [0, 2] as const)
    it(`O8 agrees when a device that arrives starts at ${defaultLevel}`, () =>
      trials.wander({ role: 'host', design: { ...designs.march, defaultLevel } }, { seed: 20_260_301, acts: 200 }));
});

endsWell('host', () => lab, trials);

describe('a kernel that is wrong is caught, in the host role', () => {
  it('R23 where a level outlives its link', async () => {
    const parting = await trials.parting({ ...march, stub: true, mutant: 'MISSING_FALL' }, places.drive);
    expect(parting).toMatchObject({ act: 'ide_loss', what: 'uevents', found: [] });
  });
});
