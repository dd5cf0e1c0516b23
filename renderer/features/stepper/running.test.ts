import { expect, it } from 'vitest';
import { deviceOf, snapshotOf } from '../../../shared/journey/testScene.js';
import { isSameWrite, runningBecause } from './running.js';

const device = deviceOf({});
const snapshot = snapshotOf({});

it('R13 a running write is named by its device, from the path or from the value', () => {
  const said = `a write to ${device.name} is running`;
  expect(runningBecause(snapshot, { path: `bus/pci/devices/${device.id}/trust`, value: '4' })).toBe(said);
  expect(runningBecause(snapshot, { path: 'bus/pci/drivers/nvme/unbind', value: device.id })).toBe(said);
  expect(runningBecause(snapshot, { path: 'kernel/debug/x/inject', value: `ide_loss ${device.id}` })).toBe(said);
  expect(runningBecause(null, { path: 'module/nvme/autoprobe', value: '0' })).toBe('a write to autoprobe is running');
});

it('only the same path and value are the same write', () => {
  const write = { path: 'bus/pci/devices/a/trust', value: '4' };
  expect(isSameWrite(write, { ...write })).toBe(true);
  expect(isSameWrite(write, { ...write, value: '0' })).toBe(false);
  expect(isSameWrite(write, { ...write, path: 'bus/pci/devices/b/trust' })).toBe(false);
  expect(isSameWrite(null, null)).toBe(false);
});
