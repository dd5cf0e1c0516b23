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

  it('R4 agrees on what an IOMMU group may be changed to, and while which driver holds it', () =>
    trials.rule(march, places.card, ({ path: device, driver }, group) => {
      const type = (value: string) => ({ kind: 'iommu_type', group, value }) as const;
      return [
        type('maybe'),
        type('identity'),
        { kind: 'unbind', device, driver: driver ?? '' },
        type('identity'),
        type('DMA'),
        { kind: 'bind', device, driver: driver ?? '' },
        type('DMA-FQ'),
        type('DMA'),
        { kind: 'unbind', device, driver: driver ?? '' },
        type('auto'),
        { kind: 'bind', device, driver: driver ?? '' },
      ];
    }));

  it('R2 agrees on who is bound while a bus looks for no drivers', () =>
    trials.rule(march, places.card, (card) => {
      const { path: device, driver } = card;
      const autoprobe = (value: string) => ({ kind: 'drivers_autoprobe', bus: 'pci', value }) as const;
      return [
        autoprobe('0'),
        { kind: 'trust', device, value: '0' },
        { kind: 'trust', device, value: '1' },
        { kind: 'unbind', device, driver: driver ?? '' },
        { kind: 'drivers_probe', device },
        { kind: 'leave', device },
        { kind: 'arrive', device: card },
        autoprobe('1'),
        { kind: 'drivers_probe', device },
      ];
    }));

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
