/**
 * Whether an interface report fits the device it is about: the checks Linux makes before it maps registers as private
 * (linux-coco, PCI/TSM: "Add device interface report"), each as a row of its own. All are made, also after one failed.
 */
import { type Check, fail, type Found, holds, pass, unable } from '../verify/verdict.js';
import { type InterfaceReport, type MmioRange, rangeLength } from './report.js';

/** A base address register as the kernel assigned it. */
export interface Bar {
  /** 0 to 5. */
  readonly index: number;
  readonly kind: 'memory' | 'io';
  readonly base: bigint;
  /** In bytes; 0 for one that is not there. */
  readonly size: bigint;
}

export interface Fitting {
  readonly report: InterfaceReport;
  /** Null: nobody knows them; then what rests on them is not checkable. */
  readonly bars: readonly Bar[] | null;
  /** The lock's MMIO reporting offset: what the device added to each address. */
  readonly mmioOffset: bigint;
  /** Name of the report among what a view can show the bytes of. */
  readonly source: string;
}

const page = 4096n;
const beyond = 1n << 64n;

/** Registers that are mapped as private: the others are left out of the comparison, as Linux does. */
export const isPrivate = (range: MmioRange): boolean => !range.nonTee && !range.msixTable && !range.msixPending;

const hex = (value: bigint): string => `0x${value.toString(16)}`;

export interface Placed {
  readonly range: MmioRange;
  readonly index: number;
  /** Physical, without the reporting offset. */
  readonly start: bigint;
  /** One past the last byte; null when it does not fit into 64 bits. */
  readonly end: bigint | null;
}

export const placed = ({ report, mmioOffset }: Pick<Fitting, 'report' | 'mmioOffset'>): readonly Placed[] =>
  report.ranges.map((range, index) => {
    const start = BigInt.asUintN(64, range.firstPage * page - mmioOffset);
    const end = start + BigInt(range.pages) * page;
    return { range, index, start, end: range.firstPage * page >= beyond || end > beyond ? null : end };
  });

const barOf = ({ bars }: Fitting, { range }: Placed): Bar | undefined =>
  bars?.find(({ index, kind, size }) => index === range.id && kind === 'memory' && size > 0n);

const missingBars = 'missing: the device’s BARs';

const named = (fitting: Fitting, one: Placed): Found => {
  const expected = 'a memory BAR below 6 that the device has';
  const found = `BAR ${one.range.id}`;
  // What is no BAR of any device is wrong whoever it is about.
  if (fitting.bars === null && one.range.id < 6) return unable(expected, `${found}; ${missingBars}`);
  return holds(barOf(fitting, one) !== undefined, expected, found);
};

const fits = (fitting: Fitting, one: Placed): Found => {
  const bar = barOf(fitting, one);
  if (one.end === null)
    return fail('an end below 2^64', `${one.range.pages} pages from page ${hex(one.range.firstPage)}`);
  if (fitting.bars === null)
    return one.range.pages === 0
      ? fail('a place within its BAR', 'no page at all')
      : unable('a place within its BAR', missingBars);
  if (bar === undefined) return unable('a place within its BAR', `the device has no memory BAR ${one.range.id}`);
  const last = bar.base + bar.size;
  return holds(
    one.range.pages > 0 && one.start >= bar.base && one.end <= last,
    `within ${hex(bar.base)} to ${hex(last - 1n)}`,
    one.range.pages === 0 ? 'no page at all' : `${hex(one.start)} to ${hex(one.end - 1n)}`,
  );
};

/** BARs ascend, and ranges ascend within one, without overlapping. */
const ascends = (one: Placed, before: Placed | undefined): Found => {
  if (before === undefined) return pass('after the range before it', 'the first');
  if (one.range.id !== before.range.id)
    return holds(one.range.id > before.range.id, `a BAR after ${before.range.id}`, `BAR ${one.range.id}`);
  return before.end === null
    ? unable('after the range before it', 'that one has no end')
    : holds(one.start >= before.end, `at or after ${hex(before.end)}`, hex(one.start));
};

/** The first private range of a BAR stands at its base. What others leave before it is a matter the specification's readers do not agree on. */
const begins = (fitting: Fitting, one: Placed, all: readonly Placed[]): Found | null => {
  const mine = all.filter(({ range }) => range.id === one.range.id);
  if (mine.find(({ range }) => isPrivate(range)) !== one) return null;
  const bar = barOf(fitting, one);
  if (fitting.bars === null) return unable('the base of its BAR', missingBars);
  if (bar === undefined) return unable('the base of its BAR', `the device has no memory BAR ${one.range.id}`);
  if (one.start === bar.base) return pass(hex(bar.base));
  const ahead = mine.slice(0, mine.indexOf(one));
  return ahead.length > 0 && ahead[0]?.start === bar.base
    ? unable(
        hex(bar.base),
        `${hex(one.start)}, behind ranges that are not private: whether they may leave a hole there is disputed`,
      )
    : fail(hex(bar.base), hex(one.start));
};

/** A row for each private range and each check: the BAR it names, its place in it, its order, and where a BAR's first begins. */
export const checkReport = (fitting: Fitting): readonly Check[] => {
  const all = placed(fitting);
  const compared = all.filter(({ range }) => isPrivate(range));
  return compared.flatMap((one, at) => {
    const { index } = one;
    const bytes = { source: fitting.source, offset: one.range.offset, length: rangeLength };
    const row = (what: string, found: Found): Check => ({
      id: `report.range.${index}.${what}`,
      about: 'binding',
      ...found,
      bytes,
    });
    const first = begins(fitting, one, all);
    return [
      row('bar', named(fitting, one)),
      row('fits', fits(fitting, one)),
      row('order', ascends(one, compared[at - 1])),
      ...(first === null ? [] : [row('base', first)]),
    ];
  });
};

/** What the report's worth rests on. */
export type Voucher = 'session' | 'digest' | 'nothing';

/** The row that says who vouches for it, apart from what is signed. */
export const vouched = (by: Voucher, source: string, length: number): Check => {
  const expected = 'read inside an SPDM session, or with a digest the TSM vouches for';
  const found: Readonly<Record<Voucher, Found>> = {
    session: pass(expected, 'not signed; read inside an SPDM session'),
    digest: pass(expected, 'not signed; its digest is the one the TSM vouches for'),
    nothing: unable(expected, 'not signed, and nobody vouches for it'),
  };
  return { id: 'report.vouched', about: 'binding', ...found[by], bytes: { source, offset: 0, length } };
};
