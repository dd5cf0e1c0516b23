/** The shell wire keeps the wire contract with every shell a far machine may have, with each reader and without. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { farShell, type FarOptions, shells, type ShellName } from './farShell.js';

const trees: Sysroot[] = [];
afterAll(() => {
  for (const tree of trees) tree[Symbol.dispose]();
});
const root = process.getuid?.() === 0;

const contractOf = (name: string, options: Omit<FarOptions, 'sysroot'>): void =>
  wireContract({
    name,
    lacks: [...(root ? (['writeOnly'] as const) : []), 'noticed'],
    make: async () => {
      const tree = smallSysroot();
      trees.push(tree);
      tree.file(`${drive}/enable`, '1', 0o444);
      // Opening a pipe without a reader blocks, as a write in the kernel does.
      execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
      const bus = 'bus/pci/devices/0000:01:00.0';
      return {
        wire: await farShell({ sysroot: tree.root, ...options }),
        device: drive,
        attrs: { class: '0x010802', vendor: '0x144d', driver_override: '(null)', 'tsm/connect': '' },
        links: { driver: 'bus/pci/drivers/nvme', subsystem: 'bus/pci', iommu_group: 'kernel/iommu_groups/7' },
        empty: `${bus}/tsm/connect`,
        folder: `${bus}/tsm`,
        missing: `${bus}/tsm/lock`,
        readOnly: { path: `${bus}/enable`, value: '0' },
        writeOnly: root ? null : `${bus}/tsm/disconnect`,
        refused: { path: `${bus}/vendor/below`, value: '1', errno: 'ENOTDIR' },
        done: { path: `${bus}/driver_override`, value: 'vfiopc' },
        // Plain files send no events; see shellEvents.test.ts.
        noticed: null,
        slow: {
          prepare: { path: `${bus}/driver_override`, value: 'before' },
          write: { path: `${bus}/reset`, value: '1' },
          after: { path: `${bus}/driver_override`, value: 'before' },
        },
      };
    },
  });

for (const shell of Object.keys(shells) as ShellName[]) contractOf(`${shell} alone`, { shell, readers: [] });
contractOf('dash with perl', { shell: 'dash', readers: ['perl'] });
contractOf('dash with python3', { shell: 'dash', readers: ['python'] });
