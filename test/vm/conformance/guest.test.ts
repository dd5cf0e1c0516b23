/** The module and the pure model are two implementations of one text: in a guest, which locks, they are held against each other act by act. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../../shared/model/designs/index.js';
import { endsWell } from './ending.js';
import { type Lab, labOf } from './machine.js';
import { heardOf } from './notices.js';
import { places, trialsOf } from './trials.js';

let lab: Lab;
beforeAll(async () => {
  lab = await labOf();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const trials = trialsOf(() => lab);
const march = { role: 'guest', design: designs.march } as const;

describe('the module against the model, in the guest role', () => {
  it('does every act in every state as the model does', () => trials.walk({ ...march, stub: true }, places.drive));

  it('does the same where no TSM serves the device, with its own driver', () => trials.walk(march, places.controller));

  it('agrees on random sequences with the drivers’ own binding', () =>
    trials.wander(march, { seed: 20_260_313, acts: 500 }));

  it('R23 notices that bus mastering is cleared, with a driver bound and the interface in RUN', () =>
    trials.follow(march, (loaded) => {
      // A network card: a drive may be in the middle of a command, for which its driver then waits half a minute.
      const { path: device, driver } = loaded.device(places.card);
      return [
        { kind: 'unbind', device, driver: driver ?? '' },
        { kind: 'lock', device, value: 'tsm0' },
        { kind: 'trust', device, value: '4' },
        { kind: 'bus_master_cleared', device },
        { kind: 'bus_master_cleared', device },
        { kind: 'unlock', device, value: 'tsm0' },
        { kind: 'trust', device, value: '1' },
      ];
    }));

  it('O7 releases at once, and tells, where a bind at level 0 is not refused', async () => {
    const loaded = await lab.load({ ...march, params: ['veto=0'] });
    const device = loaded.device(places.drive);
    const folder = `/sys/bus/pci/devices/${device.id}`;
    await lab.text(`echo 0 > ${folder}/trust`);
    await loaded.player.play(['n']);
    await lab.text(`echo ${device.id} > /sys/bus/pci/drivers/nvme/bind`);
    const told = `dev-name=${device.id} trust=0 trust-old=0 reason=override tdisp=CONFIG_UNLOCKED`;
    const netlink = async (): Promise<unknown> => heardOf(await loaded.player.play(['n']), device);
    await expect.poll(netlink, { timeout: 30_000 }).toMatchObject({ netlink: [told] });
    expect(await lab.text(`ls ${folder}`)).not.toMatch(/^driver$/m);
  });

  for (const design of [designs.four, designs.acknowledge, designs.strict, designs.lenient])
    it(`agrees on random sequences under “${design.title}”`, () =>
      trials.wander({ role: 'guest', design }, { seed: 20_260_326, acts: 200 }));
});

endsWell('guest', () => lab, trials);

describe('a kernel that is wrong is caught, in the guest role', () => {
  it('R31 where a second trust 4 is taken from ERROR', async () => {
    const parting = await trials.parting({ ...march, stub: true, mutant: 'SECOND_TRUST' }, places.drive);
    expect(parting).toMatchObject({ act: 'trust "4"', what: 'errno', expected: 'EPERM', found: null });
  });

  it('R12 where a lower level is taken at T=1', async () => {
    const parting = await trials.parting({ ...march, stub: true, mutant: 'LOWER_IN_RUN' }, places.drive);
    expect(parting).toMatchObject({ what: 'errno', expected: 'EBUSY', found: null });
    expect(parting?.act).toMatch(/^trust "[123]"/);
  });
});
