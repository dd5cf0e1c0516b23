/** The March table, row by row, in both roles: what is written, what it does, and which error else. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.js';
import type { Effect } from './effect.js';
import type { Errno } from './errno.js';
import type { MachineState } from './machine.js';
import { locked, of, type Place, places, sample, trusted, unbind, walk, write } from './rows/sample.js';
import { trustText } from './rules/trust.js';
import { step } from './step.js';

/** `errno id` of a refusal, or `done`. */
const outcome = (machine: MachineState, action: Action): string => {
  const result = step(machine, action);
  return result.kind === 'done' ? 'done' : `${result.refusal.errno} ${result.refusal.precondition.id}`;
};

const effectsOf = (machine: MachineState, action: Action): readonly Effect[] => {
  const result = step(machine, action);
  return result.kind === 'done' ? result.effects : [];
};

const pathOf = (machine: MachineState, action: Action): string => {
  const result = step(machine, action);
  if (result.kind === 'done') return 'done';
  return result.refusal.path.map((one) => ('value' in one ? `${one.kind} ${one.value}` : one.kind)).join(', ');
};

const host = sample('host');
const guest = sample('guest');
const trust = (value: string, place: Place = 'drive') => write(place, 'trust', value);
const connected = walk(step, host, write('drive', 'connect', 'tsm0'));
const failing = (machine: MachineState, errno: Errno = 'EIO') =>
  walk(step, machine, { kind: 'tsm_fails', device: places.drive, errno });

describe('trust', () => {
  it('R45 reads its number', () => {
    expect(trustText(guest, of(guest, 'drive'))).toBe('1');
    expect(trustText(guest, of(trusted(step), 'drive'))).toBe('4');
  });

  it.each(['', 'x', '-1', '5', ' 1', '1 ', '1.5', '99999999999', '08'])('R45 "%s" is no level, EINVAL', (value) => {
    expect(outcome(guest, trust(value))).toBe('EINVAL not-a-level');
    expect(outcome(host, trust(value))).toBe('EINVAL not-a-level');
  });

  it.each(['0x2', '+2', '02'])('R45 "%s" is read as the kernel reads numbers', (value) => {
    expect(of(walk(step, host, trust(value)), 'drive').level).toBe(2);
  });

  it('R10 the present level succeeds without a notice', () => {
    for (const machine of [host, guest])
      expect(step(machine, trust('1'))).toEqual({ kind: 'done', state: machine, effects: [] });
  });

  it('R47 0 succeeds from every level and state, driver released and DMA blocked', () => {
    const error = walk(step, trusted(step), { kind: 'tdisp_error', device: places.drive });
    const three = walk(step, connected, trust('3'));
    for (const machine of [host, guest, locked(step), trusted(step), error, three]) {
      expect(of(walk(step, machine, trust('0')), 'drive')).toMatchObject({
        level: 0,
        driver: null,
        dma: 'blocked',
        atsEnabled: false,
      });
    }
  });

  it('R47 0 in RUN stops the interface and gives the TSM back; in LOCKED the lock stays', () => {
    expect(of(walk(step, trusted(step), trust('0')), 'drive')).toMatchObject({
      tdisp: 'CONFIG_UNLOCKED',
      locked: null,
    });
    expect(of(walk(step, locked(step), trust('0')), 'drive')).toMatchObject({ tdisp: 'CONFIG_LOCKED', locked: 'tsm0' });
  });

  it('O2 0 in RUN succeeds though the TSM fails: the interface counts as broken, and unlock is still due', () => {
    expect(of(walk(step, failing(trusted(step)), trust('0')), 'drive')).toMatchObject({
      level: 0,
      tdisp: 'ERROR',
      locked: 'tsm0',
      dma: 'blocked',
    });
  });

  it.each(['1', '2', '3'])('R12 %s in RUN is refused, EBUSY', (value) => {
    expect(outcome(trusted(step), trust(value))).toBe('EBUSY running');
    expect(pathOf(trusted(step), trust(value))).toBe(
      `unbind, unlock tsm0, ${value === '3' ? 'trust 3' : `trust ${value}`}`,
    );
  });

  it('R46 level 3 without a secured link is refused, EPERM, and the path secures it', () => {
    expect(outcome(host, trust('3'))).toBe('EPERM link-not-secured');
    expect(pathOf(host, trust('3'))).toBe('connect tsm0, trust 3');
    expect(pathOf(guest, trust('3'))).toBe('unbind, lock tsm0, trust 3');
    expect(outcome(connected, trust('3'))).toBe('done');
    expect(outcome(locked(step), trust('3'))).toBe('done');
  });

  it('R46 after the link is lost, the path connects anew', () => {
    const lost = walk(step, connected, { kind: 'ide_loss', device: places.drive });
    expect(pathOf(lost, trust('3'))).toBe('disconnect tsm0, connect tsm0, trust 3');
  });

  it('R11 4 when not LOCKED is refused, EPERM, and the path unbinds and locks', () => {
    expect(outcome(guest, trust('4'))).toBe('EPERM not-locked');
    expect(pathOf(guest, trust('4'))).toBe('unbind, lock tsm0, trust 4');
    const error = walk(step, trusted(step), { kind: 'tdisp_error', device: places.drive });
    expect(pathOf(error, trust('4'))).toBe('unlock tsm0, lock tsm0, trust 4');
  });

  it('R14 R19 4 when LOCKED kicks, in the kernel’s order', () => {
    const bound = walk(step, locked(step), { kind: 'bind', device: places.drive, driver: 'nvme' });
    const told = effectsOf(bound, trust('4')).map((one) => ('action' in one ? `${one.kind} ${one.action}` : one.kind));
    expect(told).toEqual([
      'driver_unbound',
      'uevent unbind',
      'tdisp',
      'dma',
      'ats',
      'level',
      'uevent change',
      'netlink',
      'kmsg',
      'driver_bound',
      'uevent bind',
    ]);
  });

  it('R14 an error of the TSM is passed through; level and driver stay as they were', () => {
    const bound = failing(
      walk(step, locked(step), { kind: 'bind', device: places.drive, driver: 'nvme' }),
      'ETIMEDOUT',
    );
    expect(outcome(bound, trust('4'))).toBe('ETIMEDOUT tsm-error');
    expect(pathOf(bound, trust('4'))).toBe('');
    expect(of(bound, 'drive')).toMatchObject({ level: 1, driver: 'nvme', tdisp: 'CONFIG_LOCKED' });
  });

  it('R52 above the ceiling, EOPNOTSUPP, before anything else is asked', () => {
    expect(outcome(guest, trust('3', 'plain'))).toBe('EOPNOTSUPP above-ceiling');
    expect(outcome(guest, trust('3', 'spdm'))).toBe('EOPNOTSUPP above-ceiling');
    expect(outcome(host, trust('4'))).toBe('EOPNOTSUPP above-ceiling');
    expect(outcome(host, trust('3', 'dock'))).toBe('EOPNOTSUPP above-ceiling');
    expect(outcome(host, trust('2', 'stick'))).toBe('EOPNOTSUPP above-ceiling');
    expect(pathOf(host, trust('4'))).toBe('');
  });

  it('O7 a bound driver is left alone between 1 and 3', () => {
    for (const value of ['2', '3']) {
      expect(effectsOf(connected, trust(value)).map(({ kind }) => kind)).not.toContain('driver_unbound');
    }
  });

  it('O7 leaving 0 binds the driver that matches', () => {
    expect(of(walk(step, guest, trust('0'), trust('2')), 'drive').driver).toBe('nvme');
  });

  it('R25 a move is told by uevent and netlink in the same facts', () => {
    const effects = effectsOf(guest, trust('2'));
    expect(effects.find((one) => one.kind === 'uevent')).toMatchObject({
      action: 'change',
      env: { TRUST: '2', TRUST_OLD: '1', TRUST_REASON: 'write', TDISP: 'CONFIG_UNLOCKED' },
    });
    expect(effects.find((one) => one.kind === 'netlink')).toMatchObject({
      attrs: { 'dev-name': '0000:01:00.0', trust: '2', 'trust-old': '1', reason: 'write', tdisp: 'CONFIG_UNLOCKED' },
    });
  });
});

describe('tsm', () => {
  const lock = (value = 'tsm0') => write('drive', 'lock', value);
  const unlock = (value = 'tsm0') => write('drive', 'unlock', value);
  const connect = (value = 'tsm0') => write('drive', 'connect', value);
  const disconnect = (value = 'tsm0') => write('drive', 'disconnect', value);
  const open = walk(step, guest, unbind('drive', 'nvme'));

  it('R13 one kernel does one of them: the other role has no such file', () => {
    expect([lock(), unlock()].map((action) => outcome(host, action))).toEqual([
      'ENOENT no-attribute',
      'ENOENT no-attribute',
    ]);
    expect([connect(), disconnect()].map((action) => outcome(guest, action))).toEqual([
      'ENOENT no-attribute',
      'ENOENT no-attribute',
    ]);
    expect(outcome(guest, write('plain', 'lock', 'tsm0'))).toBe('ENOENT no-attribute');
  });

  it('R13 lock: its errors in the kernel’s order', () => {
    expect(outcome(guest, lock('yes'))).toBe('EINVAL not-a-tsm-name');
    expect(outcome(locked(step), lock('tsm7'))).toBe('EBUSY tsm-set');
    expect(outcome(guest, lock('tsm7'))).toBe('ENXIO unknown-tsm');
    expect(outcome(guest, lock())).toBe('EBUSY driver-bound');
    expect(pathOf(guest, lock())).toBe('unbind, lock tsm0');
    expect(outcome(failing(open, 'ENOMEM'), lock())).toBe('ENOMEM tsm-error');
  });

  it('R13 lock sends no uevent, secures the link and starts new evidence', () => {
    expect(effectsOf(open, lock()).map(({ kind }) => kind)).toEqual(['spdm', 'link', 'tdisp', 'kmsg']);
    expect(of(locked(step), 'drive')).toMatchObject({
      link: 'ide',
      evidenceGeneration: 1,
      lockGeneration: 1,
      level: 1,
    });
  });

  it('R13 unlock: its errors', () => {
    expect(outcome(open, unlock())).toBe('EINVAL not-locked-by-it');
    expect(outcome(locked(step), unlock('tsm7'))).toBe('EINVAL not-locked-by-it');
    expect(outcome(trusted(step), unlock())).toBe('EBUSY driver-bound');
    expect(outcome(failing(locked(step)), unlock())).toBe('EIO tsm-error');
  });

  it('O2 unlock from RUN leads to 0, from LOCKED and ERROR the level stays', () => {
    const free = walk(step, trusted(step), unbind('drive', 'nvme'));
    expect(of(walk(step, free, unlock()), 'drive')).toMatchObject({
      level: 0,
      tdisp: 'CONFIG_UNLOCKED',
      locked: null,
      dma: 'blocked',
    });
    expect(effectsOf(free, unlock()).find((one) => one.kind === 'level')).toMatchObject({
      reason: 'unlock',
      fall: false,
    });
    expect(of(walk(step, locked(step), unlock()), 'drive')).toMatchObject({ level: 1, tdisp: 'CONFIG_UNLOCKED' });
    const error = walk(step, locked(step), { kind: 'tdisp_error', device: places.drive });
    expect(of(walk(step, error, unlock()), 'drive')).toMatchObject({ level: 1, tdisp: 'CONFIG_UNLOCKED' });
  });

  it('R44 connect: its errors, and no uevent', () => {
    expect(outcome(host, connect('tsm'))).toBe('EINVAL not-a-tsm-name');
    expect(outcome(connected, connect())).toBe('EBUSY tsm-set');
    expect(outcome(host, connect('tsm7'))).toBe('ENXIO unknown-tsm');
    expect(outcome(failing(host), connect())).toBe('EIO tsm-error');
    expect(effectsOf(host, connect()).map(({ kind }) => kind)).toEqual(['spdm', 'link', 'kmsg']);
  });

  it('R46 without IDE a connect secures no link', () => {
    expect(of(walk(step, host, write('gpu', 'connect', 'tsm0')), 'gpu')).toMatchObject({
      spdmSession: true,
      link: 'open',
    });
  });

  it('R44 disconnect: its errors; 3 falls with the link, 2 stays', () => {
    expect(outcome(host, disconnect())).toBe('ENXIO not-connected');
    expect(outcome(connected, disconnect('tsm7'))).toBe('EINVAL other-tsm');
    const three = walk(step, connected, trust('3'));
    expect(effectsOf(three, disconnect()).find((one) => one.kind === 'level')).toMatchObject({
      to: 0,
      reason: 'disconnect',
      fall: true,
    });
    expect(of(walk(step, connected, trust('2'), disconnect()), 'drive')).toMatchObject({
      level: 2,
      link: 'open',
      spdmSession: false,
    });
  });
});

describe('a device that is not there', () => {
  it('R1 every write to it is refused, ENODEV', () => {
    const gone = walk(step, host, { kind: 'leave', device: places.drive });
    expect(outcome(gone, trust('1'))).toBe('ENODEV no-device');
  });
});
