/** An NVMe controller as QEMU has it: what is simulated where nobody says which device. */
import type { Bar } from '../tdisp/consistency.js';
import type { DeviceIdentity } from './authority.js';

export const sampleIdentity: DeviceIdentity = {
  serial: '0001',
  vendor: '1b36',
  device: '0010',
  classCode: '010802',
  revision: '02',
  subsystemVendor: '1af4',
  subsystem: '1100',
};

export const sampleBars: readonly Bar[] = [
  { index: 0, kind: 'memory', base: 0xfe00_0000n, size: 0x4000n },
  { index: 1, kind: 'io', base: 0xc000n, size: 0x40n },
  { index: 2, kind: 'memory', base: 0x38_0000_0000n, size: 0x10_0000n },
];

/** 01:00.0, without a segment. */
export const sampleTarget = { requester: 0x0100, segment: null } as const;
