import { describe, expect, it } from 'vitest';
import { injection, leftDevices, takesFaults } from './inject.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import type { DevicePath } from '../../../shared/model/device.js';

describe('the line that is written', () => {
  it('R23 names the fault and the device', () => {
    expect(injection({ kind: 'ide_loss', name: '0000:01:00.0', errno: 'EIO' })).toEqual({
      path: 'kernel/debug/lockstep_trust/inject',
      value: 'ide_loss 0000:01:00.0',
    });
  });

  it('R13 names what becomes wrong with what a device signs, and none takes it back', () => {
    const path = 'kernel/debug/lockstep_trust/evidence';
    expect(injection({ fault: 'bad-signature', name: '0000:01:00.0' })).toEqual({
      path,
      value: 'bad-signature 0000:01:00.0',
    });
    expect(injection({ fault: null, name: '0000:01:00.0' })).toEqual({ path, value: 'none 0000:01:00.0' });
  });

  it('R14 names the error of the TSM, and none takes it back', () => {
    const fails = { kind: 'tsm_fails', name: '0000:01:00.0' } as const;
    expect(injection({ ...fails, errno: 'EIO' }).value).toBe('tsm_fails 0000:01:00.0 EIO');
    expect(injection({ ...fails, errno: null }).value).toBe('tsm_fails 0000:01:00.0 none');
  });
});

const snapshot: Snapshot = {
  target: 'sim:',
  title: 'test',
  at: 1,
  dialect: { kind: 'unknown', why: 'test' },
  role: { kind: 'unknown', why: 'test' },
  tsms: [],
  devices: {},
  readings: {},
};

it('R24 faults are for machines that say they take them', () => {
  const file = 'kernel/debug/lockstep_trust/latency';
  expect(takesFaults(null)).toBe(false);
  expect(takesFaults(snapshot)).toBe(false);
  expect(takesFaults({ ...snapshot, readings: { [file]: { errno: 'EACCES', at: 1 } } })).toBe(false);
  expect(takesFaults({ ...snapshot, readings: { [file]: { value: '2', at: 1 } } })).toBe(true);
});

it('R6 what left and is not back can arrive again', () => {
  const remove = (id: number, device: string): LabEvent => ({
    id,
    seenAt: id,
    happenedAt: null,
    device: device as DevicePath,
    cause: null,
    kind: 'uevent',
    seqnum: id,
    action: 'remove',
    env: {},
  });
  expect(
    leftDevices([remove(1, 'devices/a/1-2'), remove(2, 'devices/a/1-4'), remove(3, 'devices/a/1-2')], snapshot),
  ).toEqual(['1-4', '1-2']);
});
