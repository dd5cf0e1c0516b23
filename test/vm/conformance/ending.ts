/** How the trials of a role have to end: with what was covered, with no complaint of the kernel's, and with nothing of the module left. */
import { describe, expect, it } from 'vitest';
import { tell } from '../../fixtures/tell.js';
import type { Role } from '../../../shared/model/machine.js';
import { differences } from './differences.js';
import type { Lab } from './machine.js';
import type { Trials } from './trials.js';

export const endsWell = (role: Role, lab: () => Lab, trials: Trials): void => {
  describe(`in the end, in the ${role} role`, () => {
    it('differs only where it is said to, and at least 30 % of the acts succeed', () => {
      const { tally, walks } = trials;
      const share = tally.done / (tally.done + tally.refused);
      const sum = `${tally.done} acts done, ${tally.refused} refused (${Math.round(share * 100)} % succeed)`;
      tell([...walks, sum].join('\n'));
      const said = differences.filter((difference) => (difference.role ?? role) === role);
      expect([...tally.used].sort()).toEqual(said.map(({ id }) => id).sort());
      expect(share).toBeGreaterThanOrEqual(0.3);
    });

    it('leaves no complaint in the kernel log, and nothing of itself', async () => {
      const left = `rmmod lockstep_trust
        ls -d /sys/kernel/debug/lockstep_trust /sys/class/tsm/* /sys/bus/pci/devices/*/trust 2>/dev/null || true`;
      expect(await lab().text(left)).toBe('');
      expect(await lab().complaints()).toEqual([]);
      // Bits of Documentation/admin-guide/tainted-kernels.rst: it has died (7), it has warned (9).
      expect(Number(await lab().text('cat /proc/sys/kernel/tainted')) & ((1 << 7) | (1 << 9))).toBe(0);
    });
  });
};
