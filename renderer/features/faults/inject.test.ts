import { describe, expect, it } from 'vitest';
import { leftDevices, lineOf, takesFaults } from './inject.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import type { DevicePath } from '../../../shared/model/device.js';

describe('the line that is written', () => {
  it('R23 names the fault and the device', () => {
    expect(lineOf({ kind: 'ide_loss', name: '0000:01:00.0', errno: 'EIO' })).toBe('ide_loss 0000:01:00.0');
  });

  it('R14 names the error of the TSM, and none takes it back', () => {
    expect(lineOf({ kind: 'tsm_fails', name: '0000:01:00.0', errno: 'EIO' })).toBe('tsm_fails 0000:01:00.0 EIO');
    expect(lineOf({ kind: 'tsm_fails', name: '0000:01:00.0', errno: null })).toBe('tsm_fails 0000:01:00.0 none');
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
