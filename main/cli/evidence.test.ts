/** `lockstep evidence` where there is none to fetch; what a kernel hands up is tried on one, in test/vm/evidence.test.ts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/fixtures/runLockstep.js';

const folder = join('nowhere', 'evidence');
const evidence = (...more: readonly string[]) => runLockstep(['evidence', folder, '--target', 'sim:', ...more]);

describe('lockstep evidence', () => {
  it('says what is missing, and makes no folder', async () => {
    expect(await evidence()).toMatchObject({ code: 2, err: expect.stringContaining('--device ADDRESS') });
    expect(await evidence('--device', '0000:7f:00.0')).toMatchObject({
      code: 2,
      err: expect.stringContaining('No device "0000:7f:00.0" is there.'),
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('is refused where no kernel is asked by netlink', async () => {
    const { code, err, out } = await evidence('--device', '0000:01:00.0');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /No evidence of 0000:01:00\.0 from the kernel of .*: no kernel is asked by netlink on this kind/,
    );
    expect(existsSync(folder)).toBe(false);
  });
});
