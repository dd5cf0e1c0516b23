/** A function's BARs as the kernel assigned them: its `resource` file in sysfs, which has start, end and flags, one region a line. */
import type { Bar } from './consistency.js';

/** IORESOURCE_IO and IORESOURCE_MEM (include/linux/ioport.h). */
const flagBits = { io: 0x100n, memory: 0x200n } as const;
const barsAtMost = 6;
const line = /^0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16})$/;

/** The BARs that are there; null for what is no such file. Lines behind the sixth are no BARs. */
export const barsOfResource = (text: string): readonly Bar[] | null => {
  const bars: Bar[] = [];
  for (const [index, row] of text.split('\n').slice(0, barsAtMost).entries()) {
    const [, start, end, flags] = line.exec(row.trim()) ?? [];
    if (start === undefined || end === undefined || flags === undefined) return null;
    const [base, last, kind] = [BigInt(`0x${start}`), BigInt(`0x${end}`), BigInt(`0x${flags}`)];
    if ((kind & (flagBits.io | flagBits.memory)) === 0n || last < base) continue;
    bars.push({ index, kind: (kind & flagBits.io) === 0n ? 'memory' : 'io', base, size: last - base + 1n });
  }
  return bars;
};

/** 64-bit and prefetchable memory, as the kernel marks it. */
const memoryFlags = 0x14_220cn;
/** Six BARs, the ROM, six of virtual functions. */
const lines = 13;

const row = (start: bigint, end: bigint, flags: bigint): string =>
  [start, end, flags].map((value) => `0x${value.toString(16).padStart(16, '0')}`).join(' ');

/** The file that {@link barsOfResource} reads; memory BARs only. */
export const resourceOfBars = (bars: readonly Bar[]): string =>
  Array.from({ length: lines }, (_, index) => {
    const bar = bars.find((one) => one.index === index);
    return bar === undefined ? row(0n, 0n, 0n) : row(bar.base, bar.base + bar.size - 1n, memoryFlags);
  }).join('\n');
