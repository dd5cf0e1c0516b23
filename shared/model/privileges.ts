/** What each level permits (R47–R51): the privilege table of the window, and the DMA and ATS settings `step` brings about. */
import type { DmaMode } from './device.js';
import type { Level } from './level.js';

/** `half`: only in a limited way, e.g. MMIO without the T bit, or DMA through a bounce buffer. */
export type Privilege = 'full' | 'half' | 'no';

export interface Privileges {
  readonly driver: Privilege;
  readonly mmio: Privilege;
  readonly dma: Privilege;
  readonly ats: Privilege;
  readonly privateMemory: Privilege;
  readonly link: Privilege;
  readonly tBit: Privilege;
}

const table: Readonly<Record<Level, Privileges>> = {
  0: { driver: 'no', mmio: 'no', dma: 'no', ats: 'no', privateMemory: 'no', link: 'no', tBit: 'no' },
  1: { driver: 'full', mmio: 'half', dma: 'half', ats: 'no', privateMemory: 'no', link: 'no', tBit: 'no' },
  2: { driver: 'full', mmio: 'half', dma: 'full', ats: 'full', privateMemory: 'no', link: 'no', tBit: 'no' },
  3: { driver: 'full', mmio: 'half', dma: 'full', ats: 'full', privateMemory: 'no', link: 'full', tBit: 'no' },
  4: { driver: 'full', mmio: 'full', dma: 'full', ats: 'full', privateMemory: 'full', link: 'full', tBit: 'full' },
};

/** What `level` permits, a row per privilege (R15: what a level permits is the same on every bus). */
export const privileges = (level: Level): Privileges => table[level];

/** How the core sets DMA and ATS up at a level. ATS only where the device has it. */
export interface Setting {
  readonly dma: DmaMode;
  readonly ats: boolean;
}

/** R4 (0 blocks in the IOMMU too), R48, R49, R51. */
export const settings: Readonly<Record<Level, Setting>> = {
  0: { dma: 'blocked', ats: false },
  1: { dma: 'bounced', ats: false },
  2: { dma: 'shared', ats: true },
  3: { dma: 'shared', ats: true },
  4: { dma: 'private', ats: true },
};
