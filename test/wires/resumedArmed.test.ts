/** Arming is for the connection it was said to: what comes back by itself is held back, and disarming needs nobody's answer. */
import { describe, expect, it } from 'vitest';
import { resumedWire } from '../../main/wires/serial/resumed.js';
import { WireLost } from '../../main/wires/wire.js';
import { labFixture } from '../fixtures/labFixture.js';
import { devpath, scriptedWire } from '../fixtures/scriptedWire.js';

const write = { path: `${devpath}/trust`, value: '1', predicted: null, ownBranch: false, op: 'w' } as const;

describe('writes to a machine that can go and come back', () => {
  it('are held back after the line came back by itself', async () => {
    const [first, second] = [scriptedWire(), scriptedWire()];
    const wire = resumedWire({
      first,
      again: () => Promise.resolve(second),
      isFinal: () => true,
      wait: { first: 1, last: 1 },
    });
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire) });
    const session = await lab.open('serial:/dev/ttyUSB0');
    await lab.call('session.arm', { session, armed: true });
    first.lose();
    await expect.poll(() => lab.seen(session).status).toMatchObject({ state: 'live', writes: 'disarmed' });
    expect(lab.events(session).some(({ kind }) => kind === 'disarmed')).toBe(true);
    expect(await lab.handle('session.write', { session, ...write })).toMatchObject({ fault: { kind: 'disarmed' } });
    expect([...first.written, ...second.written]).toEqual([]);
  });

  it('are held back as soon as they are disarmed, though the target does not answer', async () => {
    const wire = scriptedWire();
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire) });
    const session = await lab.open('ssh://box');
    await lab.call('session.arm', { session, armed: true });
    wire.elevate = () => Promise.reject(new WireLost('The far side is silent.'));
    expect(await lab.handle('session.arm', { session, armed: false })).toMatchObject({
      fault: { kind: 'target-lost' },
    });
    expect(await lab.handle('session.write', { session, ...write })).toMatchObject({ fault: { kind: 'disarmed' } });
    expect(wire.written).toEqual([]);
  });
});
