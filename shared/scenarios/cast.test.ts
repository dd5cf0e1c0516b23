/** A scenario is run where what it needs is there, and else says what is missing: nothing is guessed. */
import { describe, expect, it } from 'vitest';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { castOf } from './cast.js';
import { scenarioOf, scenarios } from './index.js';

const seen = async (uri: string) => {
  await using lab = await labFixture();
  return lab.seen(await lab.open(uri)).snapshot;
};
const named = (name: string) => {
  const found = scenarioOf(name);
  if (found === null) throw new Error(`no scenario ${name}`);
  return found;
};

describe('a cast', () => {
  it('is made of what is there: a TSM of the role, and a driver', async () => {
    const snapshot = await seen('sim:');
    const found = castOf(named('bare-metal'), snapshot);
    expect(found).toMatchObject({ ok: true, cast: { tsm: snapshot.tsms[0]?.name, driver: 'nvme' } });
  });

  it('is none where no TSM is registered, for a scenario that writes its name', async () => {
    const snapshot = { ...(await seen('sim:')), tsms: [] };
    expect(castOf(named('bare-metal'), snapshot)).toMatchObject({ ok: false, why: expect.stringMatching(/link TSM/) });
    expect(castOf(named('to-zero'), snapshot)).toMatchObject({ ok: true, cast: { tsm: null } });
  });

  it('says what no device is, every word of it', async () => {
    const snapshot = { ...(await seen('sim:')), devices: {} };
    expect(castOf(named('thunderbolt'), snapshot)).toEqual({
      ok: false,
      why: 'No device here is a thunderbolt on thunderbolt, authorized 1, in a domain that can de-authorize, with nothing of its bus below it.',
    });
  });
});

describe('scenarios', () => {
  it('have names of their own', () => expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length));
});
