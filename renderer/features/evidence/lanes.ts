/** Where the ranges of a report lie in the room of their BARs. */
import type { RangeView } from '../../../shared/evidence/view/model.js';

export interface Lane {
  readonly bar: number;
  readonly ranges: readonly {
    readonly key: string;
    readonly left: number;
    readonly width: number;
    readonly range: RangeView;
  }[];
  readonly start: string;
  readonly end: string;
}

const ascending = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);

/** Shares of a lane in percent; addresses have 64 bits, so the sums are made before they become numbers. */
export const lanesOf = (ranges: readonly RangeView[]): readonly Lane[] => {
  const bars = [...new Set(ranges.map(({ bar }) => bar))].toSorted((one, other) => one - other);
  return bars.map((bar) => {
    const own = ranges.filter((range) => range.bar === bar);
    const starts = own.map(({ start }) => BigInt(start));
    const [first = 0n] = starts.toSorted(ascending);
    const ends = own.map(({ bytes }, n) => (starts[n] ?? 0n) + BigInt(bytes));
    const last = ends.toSorted(ascending).at(-1) ?? first + 1n;
    const share = (part: bigint): number => (last === first ? 0 : Number((part * 10_000n) / (last - first)) / 100);
    return {
      bar,
      start: `0x${first.toString(16)}`,
      end: `0x${(last - 1n).toString(16)}`,
      ranges: own.map((range, n) => ({
        key: `${range.spot.offset}`,
        left: share((starts[n] ?? first) - first),
        width: share(BigInt(range.bytes)),
        range,
      })),
    };
  });
};
