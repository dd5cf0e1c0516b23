/** The sample of the wire contract for every wire that can be given a tree: plain files, and a pipe that hangs who writes to it. */
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Wire } from '../../main/wires/wire.js';
import { drive, smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import type { Part, Sample } from './contract.js';

const root = process.getuid?.() === 0;

/** Root reads plain files whatever their mode says, and they send no events (see shellEvents.test.ts, localEvents.test.ts). */
export const treeLacks: readonly Part[] = [...(root ? (['writeOnly'] as const) : []), 'noticed'];

/** `open` reaches the tree it is given. The tree is the caller's to dispose. */
export const treeSample = async (
  open: (tree: Sysroot) => Promise<Wire>,
): Promise<{ readonly tree: Sysroot; readonly sample: Sample }> => {
  const tree = smallSysroot();
  // The far user may be another one.
  chmodSync(dirname(tree.root), 0o755);
  tree.file(`${drive}/enable`, '1', 0o444);
  // Opening a pipe without a reader blocks, as a write in the kernel does.
  execFileSync('mkfifo', [join(tree.root, drive, 'reset')]);
  const bus = 'bus/pci/devices/0000:01:00.0';
  const sample: Sample = {
    wire: await open(tree),
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
    noticed: null,
    slow: {
      prepare: { path: `${bus}/driver_override`, value: 'before' },
      write: { path: `${bus}/reset`, value: '1' },
      after: { path: `${bus}/driver_override`, value: 'before' },
    },
  };
  return { tree, sample };
};
