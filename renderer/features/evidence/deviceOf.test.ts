import { describe, expect, it } from 'vitest';
import { deviceAt, devicesOf } from '../../../test/fixtures/devices.js';
import { deviceOf } from './deviceOf.js';

const drive = deviceAt('devices/pci0000:00/0000:01:00.0');
const snapshot = { devices: devicesOf([drive]) };

describe('deviceOf', () => {
  it('leads from gathered evidence to its device, and from nothing else', () => {
    expect(deviceOf({ kind: 'gathered', name: '0000:01:00.0 14:02:07' }, snapshot)?.path).toBe(drive.path);
    expect(deviceOf({ kind: 'gathered', name: '0000:01:00.00 14:02:07' }, snapshot)).toBeNull();
    expect(deviceOf({ kind: 'gathered', name: 'my drive' }, snapshot)).toBeNull();
    expect(deviceOf({ kind: 'capture', name: '0000:01:00.0 14:02:07' }, snapshot)).toBeNull();
    expect(deviceOf({ kind: 'gathered', name: '0000:01:00.0 14:02:07' }, null)).toBeNull();
  });
});
