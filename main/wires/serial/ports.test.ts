import { describe, expect, it } from 'vitest';
import { portsFrom, serialPorts } from './ports.js';

describe('serial ports', () => {
  it('show adapters first, each with what is known of it', () => {
    const ports = portsFrom([
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyUSB0', manufacturer: 'FTDI\u001b[2J', vendorId: '0403', productId: '6001', serialNumber: 'A1' },
    ]);
    expect(ports).toEqual([
      { path: '/dev/ttyUSB0', line: 'FTDI\\x1b[2J, 0403:6001, serial A1', adapter: true },
      { path: '/dev/ttyS0', line: 'a port of the board itself', adapter: false },
    ]);
  });

  it('are listed on this machine by the real driver', async () => {
    for (const port of await serialPorts()) expect(port.path).toMatch(/^(\/dev\/|COM)/);
  });
});
