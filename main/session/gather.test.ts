import { expect, it } from 'vitest';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { devpath, scriptedWire } from '../../test/fixtures/scriptedWire.js';

it('R13 a machine that goes while it is looked at gives no evidence, and that is said', async () => {
  const wire = scriptedWire();
  await using lab = await labFixture({ openWire: () => Promise.resolve(wire) });
  const session = await lab.open('local:');
  let looked = (): void => undefined;
  wire.sweepGate = new Promise((resolve) => {
    looked = resolve;
  });
  const gathering = lab.handle('session.gather', { session, device: devpath, op: 'g1' });
  wire.lose();
  looked();
  expect(await gathering).toMatchObject({
    ok: false,
    fault: { kind: 'target-lost', text: expect.stringContaining('no evidence was taken') },
  });
  const kinds = lab.events(session).map(({ kind }) => kind);
  expect(kinds).toContain('lost');
  expect(kinds).not.toContain('gathered');
});
