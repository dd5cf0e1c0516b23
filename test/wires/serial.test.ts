/** The serial wire keeps the wire contract: over a terminal as a serial device and over a socket, with every shell a console may have. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type SerialRig, serialRig } from '../fixtures/serialRig.js';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { wireContract } from './contract.js';
import { openSerial } from './serialLine.js';

const trees: Sysroot[] = [];
const rigs: SerialRig[] = [];
afterAll(async () => {
  for (const rig of rigs) await rig[Symbol.asyncDispose]();
  for (const tree of trees) tree[Symbol.dispose]();
});
const root = process.getuid?.() === 0;

const contractOf = (name: string, by: 'device' | 'socket', program: string): void => {
  let rig: Promise<SerialRig> | null = null;
  const lineOf = async (): Promise<SerialRig> => {
    const made = await serialRig({ program });
    rigs.push(made);
    if (by === 'device') await made.plug();
    return made;
  };
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
      // One console for all tests: each finds it as the last one left it.
      rig ??= lineOf();
      const { wire } = await openSerial(await rig, { by, sysroot: tree.root });
      return {
        wire,
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
        // Plain files send no events.
        noticed: null,
        slow: {
          prepare: { path: `${bus}/driver_override`, value: 'before' },
          write: { path: `${bus}/reset`, value: '1' },
          after: { path: `${bus}/driver_override`, value: 'before' },
        },
      };
    },
  });
};

contractOf('serial device, dash', 'device', 'dash -i');
contractOf('console socket, bash', 'socket', 'bash --norc -i');
contractOf('console socket, busybox ash', 'socket', 'busybox ash -i');
