/** Whole runs as golden text: what a person sees when they walk a device from lock to trust, and down again. */
import { describe, expect, it } from 'vitest';
import { bareMetal, confidentialVm, dropAndRelock, managedLink, thunderbolt } from '../../shared/scenarios/paths.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import type { LabName } from '../../main/wires/simulator/wire.js';
import { expectGolden } from './golden.js';
import { runScenario } from './run.js';

const golden = async (name: string, lab: LabName, scenario: Scenario): Promise<void> => {
  const { text, surprises } = await runScenario(lab, scenario);
  expect(surprises).toEqual([]);
  expectGolden(name, text);
};

describe('golden runs', () => {
  it('R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost', () =>
    golden('host-fall', 'lab', bareMetal));

  it('R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered', () =>
    golden('guest-fall', 'guest', confidentialVm));

  it('R34 guest: the host drops the lock and locks again', () => golden('guest-relock', 'guest', dropAndRelock));

  it('R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows', () =>
    golden('thunderbolt', 'lab', thunderbolt));

  it('R46 host: a link asserted by the security manager above is enough for level 3, until that is gone', () =>
    golden('switch', 'lab', managedLink));
});
