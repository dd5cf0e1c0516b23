/** Whose signature can be made wrong: as snapshots of real simulated machines say. */
import { describe, expect, it } from 'vitest';
import type { Device } from '../../../shared/facts/device.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { faultFiles } from '../../../shared/model/world.js';
import { labFixture } from '../../../test/fixtures/labFixture.js';
import { expected } from './inject.js';
import { signingOf, takesEvidenceFaults } from './signing.js';

const seen = async (uri: string, write?: string): Promise<Snapshot> => {
  await using lab = await labFixture();
  const session = await lab.open(uri);
  if (write !== undefined) await lab.write(session, faultFiles.evidence, write);
  return lab.seen(session).snapshot;
};

const device = (snapshot: Snapshot, id: string): Device => {
  const found = Object.values(snapshot.devices).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no device ${id}`);
  return found;
};

describe('who signs', () => {
  it('R13 is the device itself, with what is wrong with it', async () => {
    const snapshot = await seen('sim:guest', 'wrong-root 0000:01:00.0');
    expect(takesEvidenceFaults(snapshot)).toBe(true);
    const drive = device(snapshot, '0000:01:00.0');
    expect(signingOf(snapshot, drive)).toEqual({ kind: 'signs', by: '0000:01:00.0', wrong: ['wrong-root'] });
    expect(expected(snapshot, drive, { fault: 'wrong-root', name: drive.id })).toBe(
      'the next gathering finds “Chain leads to a trusted root”: no reference',
    );
  });

  it('R46 is the function that speaks for it, where another does', async () => {
    const snapshot = await seen('sim:');
    const managed = Object.values(snapshot.devices).find(
      ({ facts }) => facts.manager.kind === 'measured' && facts.manager.value !== null,
    );
    const by = managed?.facts.manager.kind === 'measured' ? managed.facts.manager.value : null;
    expect(managed === undefined ? null : signingOf(snapshot, managed)).toMatchObject({ kind: 'signs', by });
  });

  it('is nobody where a device has no mailbox, and where the machine’s own devices sign', async () => {
    const snapshot = await seen('sim:guest');
    const mute = Object.values(snapshot.devices).find(({ readings }) => readings['doe_features/0001:01'] === undefined);
    expect(mute === undefined ? null : signingOf(snapshot, mute)).toMatchObject({ why: /no SPDM mailbox/ });
    const real = { ...snapshot, readings: {} };
    expect(takesEvidenceFaults(real)).toBe(false);
    expect(signingOf(real, device(real, '0000:01:00.0'))).toMatchObject({ why: /real device/ });
  });
});
