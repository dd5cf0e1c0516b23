/** Disarming wins over an arming that is still being asked for, however that ends. */
import { describe, expect, it } from 'vitest';
import type { Elevation } from '../../shared/facts/rights.js';
import { WireLost } from '../wires/wire.js';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { devpath, scriptedWire } from '../../test/fixtures/scriptedWire.js';

const write = { path: `${devpath}/trust`, value: '1', predicted: null, ownBranch: false, op: 'w' } as const;

/** A target whose sudo asks: `answer` says how that ends; null for yes. */
const asking = async () => {
  const wire = scriptedWire();
  const asked: Elevation[] = [];
  const prompts: ((not: string | null) => void)[] = [];
  wire.elevate = (how) => {
    asked.push(how);
    return how === 'none' ? Promise.resolve(null) : new Promise((resolve) => prompts.push(resolve));
  };
  const lab = await labFixture({ openWire: () => Promise.resolve(wire) });
  const session = await lab.open('ssh://box');
  const arm = (armed: boolean) => lab.handle('session.arm', { session, armed, elevation: 'sudo' });
  const kinds = () => lab.events(session).map(({ kind }) => kind);
  return { wire, asked, prompts, lab, session, arm, kinds, [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose]() };
};

describe('a target that is disarmed while it is being armed, or does not answer', () => {
  it('stays disarmed when the password is right, and the rights are given back', async () => {
    await using it = await asking();
    const arming = it.arm(true);
    await expect.poll(() => it.prompts).toHaveLength(1);
    expect(await it.arm(false)).toMatchObject({ ok: true });
    it.prompts[0]?.(null);
    expect(await arming).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(it.asked).toEqual(['sudo', 'none', 'none']);
    expect(it.kinds()).not.toContain('armed');
    expect(await it.lab.attempt({ session: it.session, ...write })).toMatchObject({
      fault: { kind: 'disarmed' },
    });
    expect(it.wire.written).toEqual([]);
  });

  it('is held back at once, though the target does not answer', async () => {
    await using it = await asking();
    it.wire.elevate = () => Promise.resolve(null);
    await it.arm(true);
    it.wire.elevate = () => Promise.reject(new WireLost('The far side is silent.'));
    expect(await it.arm(false)).toMatchObject({ fault: { kind: 'target-lost' } });
    expect(await it.lab.attempt({ session: it.session, ...write })).toMatchObject({
      fault: { kind: 'disarmed' },
    });
    expect(it.wire.written).toEqual([]);
  });

  it('is armed by what is said after that, not by the answer to what was said before', async () => {
    await using it = await asking();
    const first = it.arm(true);
    await expect.poll(() => it.prompts).toHaveLength(1);
    await it.arm(false);
    const second = it.arm(true);
    await expect.poll(() => it.prompts).toHaveLength(2);
    it.prompts[0]?.(null);
    expect(await first).toMatchObject({ fault: { kind: 'cancelled' } });
    // Rights that the later word waits for are left alone.
    expect(it.asked).toEqual(['sudo', 'none', 'sudo']);
    expect(it.kinds()).not.toContain('armed');
    it.prompts[1]?.(null);
    expect(await second).toMatchObject({ ok: true });
    await expect.poll(it.kinds).toContain('armed');
  });
});
