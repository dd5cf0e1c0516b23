/** Interface reports in a conversation, put together from the portions in which they came, each judged as far as it can be without the device. */
import { concat } from '../bytes/concat.js';
import { asHex, parse } from '../bytes/reader.js';
import type { Conversation } from '../exchange/conversation.js';
import { isPrivate, checkReport, placed, type Placed, vouched } from '../tdisp/consistency.js';
import { infoFlags, type InterfaceReport, type MmioRange, rangeLength, readInterfaceReport } from '../tdisp/report.js';
import type { Check } from '../verify/verdict.js';
import { type Cut, cut } from './bounded.js';
import { cutJudged, leftOut } from './leftOut.js';
import { type CheckView, most, type RangeView, type ReportView } from './model.js';

export interface FoundReport {
  /** `requester 0x0200`. */
  readonly of: string;
  readonly bytes: Uint8Array;
  /** Read inside a secured session. */
  readonly secured: boolean;
  /** Of the lock before it. */
  readonly mmioOffset: bigint;
}

interface Growing {
  parts: Uint8Array[];
  size: number;
  mmioOffset: bigint;
  asked: number;
}

const largest = 1 << 16;

/** In the order in which they were whole; a portion asked for out of turn is passed over. */
export const reportsOf = ({ messages }: Conversation): Cut<FoundReport> => {
  const found: FoundReport[] = [];
  let more = 0;
  const growing = new Map<number, Growing>();
  for (const { message, heard } of messages) {
    const tdisp = message.body.kind === 'vendor-defined' ? message.body.tdisp : null;
    if (tdisp?.ok !== true) continue;
    const { body, interface: id } = tdisp.value;
    const one = growing.get(id.requester) ?? { parts: [], size: 0, mmioOffset: 0n, asked: 0 };
    growing.set(id.requester, one);
    if (body.kind === 'lock') one.mmioOffset = body.mmioOffset;
    if (body.kind === 'get-report') {
      one.asked = body.offset;
      if (body.offset === 0) Object.assign(one, { parts: [], size: 0 });
    }
    if (body.kind !== 'report' || one.asked !== one.size || one.size > largest) continue;
    one.parts.push(body.portion);
    one.size += body.portion.length;
    if (body.remainder > 0) continue;
    if (found.length === most.reports) {
      more += 1;
      continue;
    }
    found.push({
      of: `requester ${asHex(4)(id.requester)}`,
      bytes: concat(...one.parts),
      secured: heard.secured,
      mmioOffset: one.mmioOffset,
    });
  }
  return { shown: found, more };
};

const hex = (value: bigint): string => `0x${value.toString(16)}`;

const whatOf = (range: MmioRange): string => {
  const words = [
    isPrivate(range) && 'private',
    range.msixTable && 'MSI-X table',
    range.msixPending && 'MSI-X pending bits',
    range.nonTee && 'non-TEE',
    range.updatable && 'updatable',
  ].filter((word) => word !== false);
  return words.join(', ');
};

const rangeView = ({ range, start, end }: Placed, piece: string): RangeView => ({
  bar: range.id,
  start: hex(start),
  end: end === null ? 'beyond 64 bits' : hex(end - (end > start ? 1n : 0n)),
  bytes: range.pages * 4096,
  what: whatOf(range),
  private: isPrivate(range),
  spot: { piece, offset: range.offset, length: rangeLength },
});

const readable = (report: InterfaceReport, { mmioOffset }: FoundReport, piece: string) => {
  const { shown, more } = cut(placed({ report, mmioOffset }), most.ranges);
  return { info: infoFlags(report.info), ranges: shown.map((one) => rangeView(one, piece)), moreRanges: more };
};

/** @param show Puts a check row into the window's form. */
export const reportViews = (conversation: Conversation, show: (check: Check) => CheckView): Cut<ReportView> => {
  const { shown, more } = reportsOf(conversation);
  const views = shown.map((found, n) => {
    const { of, bytes, secured, mmioOffset } = found;
    const [piece, source] = [`report-${n}`, `report ${n}`];
    const read = parse(bytes, readInterfaceReport);
    const worth = vouched(secured ? 'session' : 'nothing', source, bytes.length);
    const checks = read.ok ? checkReport({ report: read.value, bars: null, mmioOffset, source }) : [];
    const listed = cutJudged('checks', [worth, ...checks], most.checks);
    const { moreRanges, ...readout } = read.ok
      ? readable(read.value, found, piece)
      : { info: '', ranges: [], moreRanges: 0 };
    return {
      of,
      ...readout,
      moreRanges,
      checks: [...listed.shown.map(show), ...listed.rows, ...leftOut('ranges', moreRanges)],
      spot: { piece, offset: 0, length: bytes.length },
      trouble: read.ok ? null : { at: read.at, why: `expected ${read.expected}, found ${read.found}` },
    };
  });
  return { shown: views, more };
};
