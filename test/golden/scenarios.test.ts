/** Whole runs as golden text: what a person sees when they walk a device from lock to trust, and down again. */
import { describe, expect, it } from 'vitest';
import { expectGolden } from './golden.js';
import { runScenario, type Line } from './run.js';

const golden = async (
  name: string,
  scenario: { lab: 'lab' | 'guest'; id: string; lines: readonly Line[] },
): Promise<void> => {
  const { text, surprises } = await runScenario(scenario.lab, scenario.id, scenario.lines);
  expect(surprises).toEqual([]);
  expectGolden(name, text);
};

describe('golden runs', () => {
  it('R44 R46 R23 host: connect, level 3, and the fall when the IDE link is lost', () =>
    golden('host-fall', {
      lab: 'lab',
      id: '0000:01:00.0',
      lines: [
        ['trust', '3'],
        ['connect', 'tsm0'],
        ['trust', '3'],
        ['trust', '4'],
        ['inject', 'ide_loss 0000:01:00.0'],
        ['trust', '3'],
        ['disconnect', 'tsm0'],
        ['connect', 'tsm0'],
        ['trust', '3'],
      ],
    }));

  it('R13 R14 R21 guest: refused, unbound, locked, trusted, fallen, recovered', () =>
    golden('guest-fall', {
      lab: 'guest',
      id: '0000:01:00.0',
      lines: [
        ['lock', 'tsm0'],
        ['unbind', 'nvme'],
        ['lock', 'tsm0'],
        ['trust', '4'],
        ['trust', '2'],
        ['inject', 'tdisp_error 0000:01:00.0'],
        ['trust', '4'],
        ['unlock', 'tsm0'],
        ['lock', 'tsm0'],
        ['trust', '4'],
        ['trust', '0'],
        ['trust', '1'],
      ],
    }));

  it('R34 guest: the host drops the lock and locks again', () =>
    golden('guest-relock', {
      lab: 'guest',
      id: '0000:02:00.0',
      lines: [
        ['unbind', 'nvidia'],
        ['lock', 'tsm0'],
        ['inject', 'drop_and_relock 0000:02:00.0'],
        ['trust', '4'],
        ['unlock', 'tsm0'],
      ],
    }));

  it('R38 R41 R42 Thunderbolt: trust and authorized are one, and the tunnel follows', () =>
    golden('thunderbolt', {
      lab: 'lab',
      id: '0-301',
      lines: [
        ['authorized', '1'],
        ['trust', '2'],
        ['authorized', '0'],
        ['trust', '1'],
        ['trust', '3'],
      ],
    }));

  it('R46 host: a link asserted by the security manager above is enough for level 3, until that is gone', () =>
    golden('switch', {
      lab: 'lab',
      id: '0000:44:00.0',
      lines: [
        ['connect', 'tsm0'],
        ['trust', '3'],
        ['inject', 'ide_loss 0000:42:00.0'],
        ['trust', '3'],
      ],
    }));
});
