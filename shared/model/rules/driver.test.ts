/** The driver core's writes, arrival and departure, and falls. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../action.js';
import type { MachineState } from '../machine.js';
import { locked, of, type Place, places, sample, trusted, unbind, walk, write } from '../rows/sample.js';
import { step } from '../step.js';

const outcome = (machine: MachineState, action: Action): string => {
  const result = step(machine, action);
  return result.kind === 'done' ? 'done' : `${result.refusal.errno} ${result.refusal.precondition.id}`;
};

const pathOf = (machine: MachineState, action: Action): readonly string[] => {
  const result = step(machine, action);
  return result.kind === 'done' ? ['done'] : result.refusal.path.map(({ kind }) => kind);
};

const bind = (driver: string, place: Place = 'drive'): Action => ({ kind: 'bind', device: places[place], driver });
const probe: Action = { kind: 'drivers_probe', device: places.drive };
const override = (value: string) => write('drive', 'driver_override', value);
const guest = sample('guest');
const free = walk(step, guest, unbind('drive', 'nvme'));
const on = (
  kind:
    | 'spdm_loss'
    | 'ide_loss'
    | 'tdisp_error'
    | 'reset'
    | 'bus_master_cleared'
    | 'firmware_updated'
    | 'drop_and_relock',
  place: Place = 'drive',
): Action => ({
  kind,
  device: places[place],
});

describe('bind and unbind', () => {
  it('R47 bind: no match ENODEV, bound EBUSY, level 0 EPERM', () => {
    expect(outcome(free, bind('e1000e'))).toBe('ENODEV no-match');
    expect(outcome(guest, bind('nvme'))).toBe('EBUSY driver-bound');
    const zero = walk(step, guest, write('drive', 'trust', '0'));
    expect(outcome(zero, bind('nvme'))).toBe('EPERM disconnected');
    expect(pathOf(zero, bind('nvme'))).toEqual(['trust']);
  });

  it('R47 bus mastering comes and goes with the driver', () => {
    expect([of(guest, 'drive').busMaster, of(free, 'drive').busMaster]).toEqual([true, false]);
    expect(of(walk(step, free, probe), 'drive').busMaster).toBe(true);
  });

  it('R47 unbind of what is not bound, ENODEV', () => {
    expect(outcome(free, unbind('drive', 'nvme'))).toBe('ENODEV not-bound');
    expect(outcome(guest, unbind('drive', 'e1000e'))).toBe('ENODEV not-bound');
  });

  it('R2 an override alone decides who may bind; an empty line clears it', () => {
    const vfio = walk(step, free, override('vfio-pci'));
    expect(outcome(vfio, bind('nvme'))).toBe('ENODEV no-match');
    expect(of(walk(step, vfio, probe), 'drive').driver).toBe('vfio-pci');
    expect(of(walk(step, vfio, override(''), probe), 'drive').driver).toBe('nvme');
    expect(outcome(free, override('x'.repeat(5000)))).toBe('EINVAL too-long');
  });

  it('R2 a probe succeeds even when nothing binds', () => {
    const zero = walk(step, guest, write('drive', 'trust', '0'));
    expect(step(zero, probe)).toEqual({ kind: 'done', state: zero, effects: [] });
  });
});

describe('module policy', () => {
  it('R2 takes truth values only, and only of modules that are loaded', () => {
    expect(outcome(guest, { kind: 'autoprobe', driver: 'nvme', value: '?' })).toBe('EINVAL not-a-truth-value');
    expect(outcome(guest, { kind: 'autoprobe', driver: 'xhci', value: '0' })).toBe('ENOENT no-such-module');
    expect(outcome(guest, { kind: 'autoprobe', driver: 'e1000e', value: '0' })).toBe('ENOENT built-in');
    expect(outcome(guest, { kind: 'modules_autoprobe', value: '?' })).toBe('EINVAL not-a-truth-value');
  });

  it('R2 a module is found by the name of its folder too', () => {
    const off = walk(step, guest, { kind: 'autoprobe', driver: 'usb_storage', value: 'N' });
    expect(off.drivers['usb-storage']?.autoprobe).toBe(false);
  });
});

describe('arrival and departure', () => {
  it('R1 what hangs behind a device leaves first', () => {
    const both = walk(step, sample('host'), write('dock', 'trust', '1'), write('eject', 'trust', '1'));
    const result = step(both, { kind: 'leave', device: places.dock });
    const gone =
      result.kind === 'done'
        ? result.effects.flatMap((one) => (one.kind === 'uevent' && one.action === 'remove' ? one.device : []))
        : [];
    expect(gone).toEqual([places.eject, places.dock]);
  });

  it('R2 an override goes with the device it was set on', () => {
    const set = walk(step, free, override('vfio-pci'), { kind: 'leave', device: places.drive });
    const back = walk(step, set, { kind: 'arrive', device: of(set, 'drive') });
    expect([of(back, 'drive').override, of(back, 'drive').driver]).toEqual([null, 'nvme']);
  });

  it('R6 arrival says its level in the add uevent, then binds', () => {
    const gone = walk(step, guest, { kind: 'leave', device: places.drive });
    const result = step(gone, { kind: 'arrive', device: of(guest, 'drive') });
    const told =
      result.kind === 'done'
        ? result.effects.flatMap((one) => (one.kind === 'uevent' ? [[one.action, one.env]] : []))
        : [];
    expect(told).toEqual([
      ['add', { TRUST: '1', TRUST_REASON: 'arrival' }],
      ['bind', { DRIVER: 'nvme' }],
    ]);
  });

  it('R1 what is there cannot arrive', () => {
    expect(outcome(guest, { kind: 'arrive', device: of(guest, 'drive') })).toBe('EEXIST there-already');
  });

  it('R21 a device that leaves in RUN comes back with nothing of it', () => {
    const back = walk(
      step,
      trusted(step),
      { kind: 'leave', device: places.drive },
      { kind: 'arrive', device: of(guest, 'drive') },
    );
    expect(of(back, 'drive')).toMatchObject({
      level: 1,
      tdisp: 'CONFIG_UNLOCKED',
      locked: null,
      link: 'open',
      dma: 'bounced',
    });
  });
});

describe('falls', () => {
  it('R23 cleared bus mastering and new firmware break a guarded interface', () => {
    for (const cause of [on('bus_master_cleared'), on('firmware_updated')]) {
      expect(of(walk(step, trusted(step), cause), 'drive')).toMatchObject({ level: 0, tdisp: 'ERROR' });
    }
    expect(of(walk(step, guest, on('bus_master_cleared')), 'drive')).toMatchObject({
      level: 1,
      tdisp: 'CONFIG_UNLOCKED',
    });
  });

  it('R23 an interface that breaks under a level that stays is told, with TRUST as TRUST_OLD', () => {
    const result = step(locked(step), on('tdisp_error'));
    const uevent = result.kind === 'done' ? result.effects.find((one) => one.kind === 'uevent') : undefined;
    expect(uevent).toMatchObject({ env: { TRUST: '1', TRUST_OLD: '1', TRUST_REASON: 'tdisp_error', TDISP: 'ERROR' } });
  });

  it('R23 the session takes the IDE link with it, but not the TSM’s word', () => {
    expect(of(walk(step, locked(step), on('spdm_loss')), 'drive').link).toBe('lost');
    const gpu = walk(step, guest, unbind('gpu', 'nouveau'), write('gpu', 'lock', 'tsm0'), write('gpu', 'trust', '3'));
    expect(of(walk(step, gpu, on('spdm_loss', 'gpu')), 'gpu')).toMatchObject({
      link: 'asserted',
      level: 3,
      tdisp: 'ERROR',
    });
  });

  it('R23 what is not there cannot be lost', () => {
    expect(outcome(guest, on('spdm_loss'))).toBe('EINVAL no-spdm-session');
    expect(outcome(guest, on('ide_loss'))).toBe('EINVAL no-ide-stream');
    expect(outcome(guest, on('tdisp_error'))).toBe('EINVAL interface-idle');
    expect(outcome(guest, on('drop_and_relock'))).toBe('EINVAL interface-idle');
    expect(outcome(sample('host'), on('drop_and_relock'))).toBe('EINVAL no-guest');
  });

  it('R21 TDISP stays in ERROR until unlock', () => {
    const fallen = walk(step, trusted(step), on('tdisp_error'));
    expect(of(walk(step, fallen, write('drive', 'trust', '1')), 'drive').tdisp).toBe('ERROR');
    expect(of(walk(step, fallen, write('drive', 'unlock', 'tsm0')), 'drive').tdisp).toBe('CONFIG_UNLOCKED');
  });

  it('R22 a reset in RUN falls, since session and link end with it', () => {
    expect(of(walk(step, trusted(step), on('reset')), 'drive')).toMatchObject({
      level: 0,
      tdisp: 'ERROR',
      link: 'lost',
    });
  });
});

describe('a bus that looks for no drivers', () => {
  it('R2 leaves what arrives without one; who asks for it by name or by probe gets it', () => {
    const off: Action = { kind: 'drivers_autoprobe', bus: 'pci', value: '0' };
    const there = of(guest, 'drive');
    const back = walk(step, guest, off, { kind: 'leave', device: places.drive }, { kind: 'arrive', device: there });
    expect(of(back, 'drive')).toMatchObject({ present: true, level: 1, driver: null });
    expect(of(walk(step, back, probe), 'drive').driver).toBe('nvme');
    expect(of(walk(step, back, bind('nvme')), 'drive').driver).toBe('nvme');
  });
});
