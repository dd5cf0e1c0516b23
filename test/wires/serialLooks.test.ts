/** A dry run over a console says what it says over a pipe, however long its answers are, and loses no line. */
import { describe, expect, it } from 'vitest';
import { serialRig } from '../fixtures/serialRig.js';
import { drive, smallSysroot } from '../fixtures/sysroot.js';
import { farShell } from './farShell.js';
import { openSerial } from './serialLine.js';

const writes = [
  ['bus/pci/drivers_probe', '0000:00:02.0'],
  ['bus/pci/drivers/nvme/unbind', '0000:01:00.0'],
  [`${drive}/driver_override`, 'x'],
] as const;

describe('a dry run on a console', () => {
  it('is the one of a pipe', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = smallSysroot();
    const there = { sysroot: tree.root, proc: '/proc' };
    await using byPipe = await farShell({ shell: 'dash', ...there });
    const { wire } = await openSerial(rig, there);
    for (const [path, value] of writes) {
      expect(await wire.radius(path, value)).toEqual(await byPipe.radius(path, value));
      expect(await wire.sweep([drive], new AbortController().signal)).toHaveLength(1);
    }
    await wire[Symbol.asyncDispose]();
  }, 60_000);
});
