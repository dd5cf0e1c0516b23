import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { portsFrom, serialPorts } from './ports.js';
import { sysfsPorts } from './sysfsPorts.js';

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

  it('are listed where there is no udev to ask', async () => {
    const path = process.env.PATH;
    process.env.PATH = tmpdir();
    try {
      for (const port of await serialPorts()) expect(port.path).toMatch(/^(\/dev\/|COM)/);
    } finally {
      process.env.PATH = path;
    }
  });

  it('by sysfs: an adapter with what its USB device says, a port of the board, and no number without a port', async () => {
    const sys = mkdtempSync(join(tmpdir(), 'lockstep-ports-'));
    const put = (file: string, text: string): void => {
      mkdirSync(dirname(join(sys, file)), { recursive: true });
      writeFileSync(join(sys, file), text);
    };
    const port = (name: string, device: string, type: string | null): void => {
      mkdirSync(join(sys, device), { recursive: true });
      mkdirSync(join(sys, 'class/tty', name), { recursive: true });
      if (type !== null) put(`class/tty/${name}/type`, type);
      symlinkSync(join(sys, device), join(sys, 'class/tty', name, 'device'));
    };
    put('devices/usb1/1-1/idVendor', '0403\n');
    put('devices/usb1/1-1/idProduct', '6001\n');
    put('devices/usb1/1-1/manufacturer', 'FTDI\u001b[2J\n');
    port('ttyUSB0', 'devices/usb1/1-1/1-1:1.0/ttyUSB0', null);
    port('ttyS0', 'devices/platform/serial8250', '4\n');
    port('ttyS1', 'devices/platform/serial8250', '0\n');
    mkdirSync(join(sys, 'class/tty/tty0'));
    expect(portsFrom(await sysfsPorts(sys))).toEqual([
      { path: '/dev/ttyUSB0', line: 'FTDI\\x1b[2J, 0403:6001', adapter: true },
      { path: '/dev/ttyS0', line: 'a port of the board itself', adapter: false },
    ]);
    expect(await sysfsPorts(join(sys, 'none'))).toEqual([]);
    rmSync(sys, { recursive: true });
  });
});
