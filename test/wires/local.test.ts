/** The local wire keeps the wire contract, on a tree of plain files and with real helper processes. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { nodeHelper } from '../../main/wires/local/nodeHelper.js';
import { localWire } from '../../main/wires/local/wire.js';
import { builtHelper } from '../fixtures/builtHelper.js';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';

const trees: Sysroot[] = [];
afterAll(() => {
  for (const tree of trees) tree[Symbol.dispose]();
});

wireContract({
  name: 'local',
  lacks: [...(process.getuid?.() === 0 ? (['writeOnly'] as const) : []), 'noticed'],
  make: async () => {
    const tree = smallSysroot();
    trees.push(tree);
    tree.file(`${drive}/enable`, '1', 0o444);
    // Opening a pipe without a reader blocks, as a write in the kernel does.
    execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
    const helper = await builtHelper();
    const bus = 'bus/pci/devices/0000:01:00.0';
    return {
      wire: await localWire({ sysroot: tree.root, startHelper: () => nodeHelper(helper) }),
      device: drive,
      attrs: { class: '0x010802', vendor: '0x144d', driver_override: '(null)', 'tsm/connect': '' },
      links: { driver: 'bus/pci/drivers/nvme', subsystem: 'bus/pci', iommu_group: 'kernel/iommu_groups/7' },
      empty: `${bus}/tsm/connect`,
      folder: `${bus}/tsm`,
      missing: `${bus}/tsm/lock`,
      readOnly: { path: `${bus}/enable`, value: '0' },
      // As root a plain file can be read whatever its mode says; on sysfs itself it cannot.
      writeOnly: process.getuid?.() === 0 ? null : `${bus}/tsm/disconnect`,
      refused: { path: `${bus}/vendor/below`, value: '1', errno: 'ENOTDIR' },
      done: { path: `${bus}/driver_override`, value: 'vfiopc' },
      // Plain files send no events; see localEvents.test.ts.
      noticed: null,
      slow: {
        prepare: { path: `${bus}/driver_override`, value: 'before' },
        write: { path: `${bus}/reset`, value: '1' },
        // A write that waits in open(2) ends with its process, and changes nothing.
        after: { path: `${bus}/driver_override`, value: 'before' },
      },
    };
  },
});
