/** Thunderbolt's and USB's authorized, and trust beside it. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../action.js';
import type { DeviceState, ThunderboltState } from '../device.js';
import type { MachineState } from '../machine.js';
import { of, type Place, places, sample, walk, write } from '../rows/sample.js';
import { step } from '../step.js';

const outcome = (machine: MachineState, action: Action): string => {
  const result = step(machine, action);
  return result.kind === 'done' ? 'done' : `${result.refusal.errno} ${result.refusal.precondition.id}`;
};

const uevents = (machine: MachineState, action: Action): readonly string[] => {
  const result = step(machine, action);
  if (result.kind === 'refused') return [];
  return result.effects.flatMap((one) =>
    one.kind === 'uevent' ? `${one.action} ${Object.keys(one.env).join(' ')}`.trim() : [],
  );
};

/** The host with the dock's domain changed. */
const domain = (change: Partial<ThunderboltState>): MachineState => {
  const machine = sample('host');
  const dock = of(machine, 'dock');
  const changed: DeviceState = {
    ...dock,
    thunderbolt: dock.thunderbolt === null ? null : { ...dock.thunderbolt, ...change },
  };
  return { ...machine, devices: { ...machine.devices, [dock.path]: changed } };
};

const authorized = (value: string, place: Place = 'dock') => write(place, 'authorized', value);
const trust = (value: string, place: Place = 'dock') => write(place, 'trust', value);
const key = (value: string) => write('dock', 'key', value);
const host = sample('host');

describe('Thunderbolt', () => {
  it('O4 authorized takes 0, 1 and 2, and nothing that changes nothing', () => {
    expect(outcome(host, authorized('3'))).toBe('EINVAL not-an-authorization');
    expect(outcome(host, authorized('yes'))).toBe('EINVAL not-an-authorization');
    expect(outcome(host, authorized('0'))).toBe('EINVAL authorized-unchanged');
    const one = walk(step, host, authorized('1'));
    expect(outcome(one, authorized('1'))).toBe('EINVAL authorized-unchanged');
    expect(outcome(one, authorized('2'))).toBe('EINVAL authorized-unchanged');
  });

  it('O4 2 is a key challenge: it needs security secure, a key, and the right one', () => {
    expect(outcome(host, authorized('2'))).toBe('done');
    expect(outcome(domain({ security: 'user' }), authorized('2'))).toBe('EINVAL no-challenge');
    expect(outcome(domain({ key: 'none' }), authorized('2'))).toBe('ENOKEY no-key');
    expect(outcome(domain({ key: 'bad' }), authorized('2'))).toBe('EKEYREJECTED key-rejected');
    expect(of(walk(step, host, authorized('2'), trust('1')), 'dock').thunderbolt?.authorized).toBe(1);
  });

  it('O4 a key is 64 hexadecimal digits, stored before the device is authorized', () => {
    const good = 'a1'.repeat(32);
    expect(outcome(host, key('a1'))).toBe('EINVAL not-a-key');
    expect(outcome(domain({ security: 'user' }), key(good))).toBe('ENOENT no-attribute');
    expect(outcome(walk(step, host, authorized('1')), key(good))).toBe('EBUSY key-in-use');
    expect(of(walk(step, domain({ key: 'none' }), key(good)), 'dock').thunderbolt?.key).toBe('good');
    expect(of(walk(step, host, key('0'.repeat(64))), 'dock').thunderbolt?.key).toBe('bad');
    expect(of(walk(step, host, key('')), 'dock').thunderbolt?.key).toBe('none');
  });

  it('R38 the device before it is authorized first, and the path says so', () => {
    for (const action of [authorized('1', 'eject'), trust('2', 'eject')]) {
      const result = step(host, action);
      expect(result.kind === 'refused' && result.refusal.errno).toBe('EPERM');
      expect(result.kind === 'refused' && result.refusal.path).toEqual([authorized('1', 'dock'), action]);
    }
  });

  it('O5 0 de-authorizes what hangs behind it first', () => {
    const both = walk(step, host, trust('1'), trust('2', 'eject'));
    const result = step(both, trust('0'));
    const moved =
      result.kind === 'done' ? result.effects.flatMap((one) => (one.kind === 'level' ? one.device : [])) : [];
    expect(moved).toEqual([places.eject, places.dock]);
  });

  it('O5 without deauthorization neither trust 0 nor authorized 0 works', () => {
    expect(outcome(host, trust('0', 'fixed'))).toBe('EOPNOTSUPP no-deauthorization');
    expect(outcome(host, authorized('0', 'fixed'))).toBe('EPERM cannot-deauthorize');
  });

  it.each(['nopcie', 'dponly'] as const)('R38 under %s nothing can be authorized', (security) => {
    expect(outcome(domain({ security }), authorized('1'))).toBe('ENOENT no-attribute');
    expect(outcome(domain({ security }), trust('1'))).toBe('EOPNOTSUPP no-pcie-tunnels');
  });

  it('R42 the bus says AUTHORIZED before the core says TRUST, and not when only ATS changes', () => {
    const [first, second] = uevents(host, trust('1'));
    expect(first).toBe('change AUTHORIZED');
    expect(second).toBe('change TRUST TRUST_OLD TRUST_REASON TDISP');
    expect(uevents(walk(step, host, trust('1')), trust('2'))).toEqual(['change TRUST TRUST_OLD TRUST_REASON TDISP']);
  });

  it('R6 a new device waits for authorization, but under security none it is in at once', () => {
    const again = (machine: MachineState) =>
      of(
        walk(step, machine, { kind: 'leave', device: places.dock }, { kind: 'arrive', device: of(machine, 'dock') }),
        'dock',
      );
    expect(again(host)).toMatchObject({ level: 0, thunderbolt: { authorized: 0 } });
    expect(again(domain({ security: 'none' }))).toMatchObject({ level: 1, thunderbolt: { authorized: 1 } });
  });
});

describe('USB', () => {
  it('R1 authorized is a truth value; 2 is none', () => {
    expect(outcome(host, authorized('2', 'stick'))).toBe('EINVAL not-a-truth-value');
    expect(step(host, authorized('1', 'stick'))).toEqual({ kind: 'done', state: host, effects: [] });
  });

  it('R41 R42 authorized and trust are one, and the driver goes with them', () => {
    const off = walk(step, host, authorized('0', 'stick'));
    expect(of(off, 'stick')).toMatchObject({ level: 0, usbAuthorized: false, driver: null });
    expect(of(walk(step, off, trust('1', 'stick')), 'stick')).toMatchObject({
      level: 1,
      usbAuthorized: true,
      driver: 'usb-storage',
    });
    expect(of(walk(step, host, trust('0', 'stick')), 'stick').usbAuthorized).toBe(false);
  });
});

describe('PCI', () => {
  it('R1 has no authorized and no key', () => {
    expect(outcome(host, authorized('1', 'drive'))).toBe('ENOENT no-attribute');
    expect(outcome(host, write('drive', 'key', ''))).toBe('ENOENT no-attribute');
  });
});
