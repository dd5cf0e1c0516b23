/** A conformance run that finds nothing has to be able to find something: three kernels that are wrong on purpose are each caught. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../../shared/model/designs/index.js';
import type { Role } from '../../../shared/model/machine.js';
import { actsOn } from './act.js';
import { type Lab, labOf, type Mutant } from './machine.js';
import { runActs, tallyOf } from './run.js';
import { wholeWalk } from './walk.js';

let lab: Lab;
beforeAll(async () => {
  lab = await labOf('mutants');
  await lab.run('rmmod nvme; modprobe pci_stub && echo 1b36 0010 > /sys/bus/pci/drivers/pci-stub/new_id');
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** Where a walk through every state parts from the model; null when it never does. */
const partingOf = async (mutant: Mutant, role: Role) => {
  using loaded = await lab.load({ role, design: designs.march, mutant });
  const device = loaded.device('0000:02:00.0');
  const { acts } = wholeWalk(loaded.machine, device.path, actsOn(device, { driver: 'pci-stub', other: 'xhci_hcd' }));
  const end = await runActs(loaded.player, loaded.machine, { acts, first: loaded.first, tally: tallyOf() });
  return 'parting' in end ? end.parting : null;
};

const wrong: readonly { mutant: Mutant; role: Role; row: string; title: string; act: RegExp; what: string }[] = [
  {
    mutant: 'MISSING_FALL',
    role: 'host',
    row: 'R23',
    title: 'a level outlives its link',
    act: /^ide_loss/,
    what: 'uevents',
  },
  {
    mutant: 'SECOND_TRUST',
    role: 'guest',
    row: 'R31',
    title: 'a second trust 4 is taken from ERROR',
    act: /^trust "4"/,
    what: 'errno',
  },
  {
    mutant: 'LOWER_IN_RUN',
    role: 'guest',
    row: 'R12',
    title: 'a lower level is taken at T=1',
    act: /^trust "[123]"/,
    what: 'errno',
  },
];

describe('a kernel that is wrong', () => {
  it.each(wrong)('$row is caught: $title', async ({ mutant, role, act, what }) => {
    const parting = await partingOf(mutant, role);
    expect(parting?.act).toMatch(act);
    expect(parting?.what).toBe(what);
  });
});
