import { describe, expect, it } from 'vitest';
import type { DevicePath } from '../../shared/model/device.js';
import { createCauses } from './causes.js';

const drive = 'devices/pci0000:00/0000:00:01.0' as DevicePath;
const other = 'devices/pci0000:00/0000:00:02.0' as DevicePath;

describe('what a notice came from', () => {
  it('is the write it names, by the target’s own word', () => {
    const causes = createCauses();
    causes.begin({ cause: 7, touched: new Set([drive]), at: 0 });
    expect(causes.ofNotice({ write: 1, device: other, seenAt: 9000, fell: false })).toEqual({ id: 7, how: 'measured' });
  });

  it('is inferred from a write that touched the device just before, and not from an older one', () => {
    const causes = createCauses();
    causes.end(causes.begin({ cause: 7, touched: new Set([drive]), at: 0 }), 100);
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 500, fell: false })).toEqual({
      id: 7,
      how: 'inferred',
    });
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 700, fell: false })).toBeNull();
  });

  it('is the write whose own look is not back yet, however long that takes', () => {
    const causes = createCauses();
    causes.begin({ cause: 7, touched: new Set([drive]), at: 0 });
    expect(causes.ofChange(drive, null, 4000)).toEqual({ id: 7, how: 'inferred' });
  });

  it('R24 of a fall is the fault injected at the device, however slowly it was detected', () => {
    const causes = createCauses();
    causes.injected(drive, 12, 100);
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 8000, fell: true })).toEqual({
      id: 12,
      how: 'inferred',
    });
    // What is no fall, or of another device, or much later, says nothing of that fault.
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 8000, fell: false })).toBeNull();
    expect(causes.ofNotice({ write: null, device: other, seenAt: 8000, fell: true })).toBeNull();
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 31_000, fell: true })).toBeNull();
    // Nor does a fault from before the last write.
    causes.end(causes.begin({ cause: 15, touched: new Set([drive]), at: 200 }), 300);
    expect(causes.ofNotice({ write: null, device: drive, seenAt: 8000, fell: true })).toBeNull();
  });
});
