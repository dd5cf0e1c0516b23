/** Writes an interface report (PCIe 7.0 §11.3.11) for the BARs a device has. Its reader is `report.ts`. */
import { concat } from '../bytes/concat.js';
import { ascii, u16, u32, u64 } from '../bytes/write.js';
import type { Bar } from './consistency.js';

const page = 4096n;

export interface ReportWish {
  readonly bars: readonly Bar[];
  /** Added to each address: the lock says it. */
  readonly mmioOffset: bigint;
  /** The last range is a page longer than its BAR. */
  readonly misfit: boolean;
}

/** One private range for each memory BAR, whole: BARs below a page hold nothing that can be private. */
export const writeReport = ({ bars, mmioOffset, misfit }: ReportWish): Uint8Array => {
  const mapped = bars
    .filter(({ kind, size }) => kind === 'memory' && size >= page)
    .toSorted((one, other) => one.index - other.index);
  const ranges = mapped.map(({ index, base, size }, n) => {
    const beyond = misfit && n === mapped.length - 1 ? 1n : 0n;
    const first = BigInt.asUintN(64, base + mmioOffset) / page;
    return concat(u64(first), u32(Number(size / page + beyond)), u16(0), u16(index));
  });
  const specific = ascii('simulated');
  // Info: no firmware update while locked, DMA without PASID.
  return concat(
    u16(0x03),
    u16(0),
    u16(0),
    u16(0),
    u32(0),
    u32(ranges.length),
    ...ranges,
    u32(specific.length),
    specific,
  );
};
