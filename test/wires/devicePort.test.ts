/** A serial device whose far end takes nothing: it is let go all the same. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDevicePort } from '../../main/wires/serial/devicePort.js';
import { until } from '../fixtures/serialRig.js';
import { usual } from './serialLine.js';

describe('a serial device', () => {
  it('is closed though what is queued has nowhere to go', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-port-'));
    const device = join(folder, 'ttyUSB0');
    const far = spawn('socat', [`PTY,link=${device},rawer`, 'EXEC:sleep 60'], { stdio: 'ignore' });
    try {
      await until(() => existsSync(device), 'the device file');
      const port = await openDevicePort(device, usual);
      port.send(Buffer.alloc(4 * 1024 * 1024, 'x'));
      await port.close();
      // It is free for whoever comes next: two programs cannot hold one port.
      const next = await openDevicePort(device, usual);
      expect(next.name).toBe(device);
      await next.close();
    } finally {
      far.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 20_000);
});
