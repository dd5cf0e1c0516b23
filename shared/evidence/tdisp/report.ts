/** The device interface report (PCIe 7.0 §11.3.11): which registers of a locked interface are where, and what it may do. Nobody signs it. */
import type { Reader } from '../bytes/reader.js';
import { flags } from './codes.js';

/** A range of an interface's registers, within one BAR. */
export interface MmioRange {
  /** Of 4 KiB, with the lock's reporting offset added. */
  readonly firstPage: bigint;
  readonly pages: number;
  readonly msixTable: boolean;
  readonly msixPending: boolean;
  /** Not private: whoever is not trusted may reach it too. */
  readonly nonTee: boolean;
  /** Its private state can be changed later (SET_MMIO_ATTRIBUTE). */
  readonly updatable: boolean;
  /** The BAR, by its number. */
  readonly id: number;
  /** From the start of the report, in bytes. */
  readonly offset: number;
}

export interface InterfaceReport {
  /** No firmware update, DMA, ATS and PRS, as bits. */
  readonly info: number;
  readonly msixControl: number;
  readonly lnrControl: number;
  readonly tphControl: number;
  readonly ranges: readonly MmioRange[];
  /** The device's own words, or bytes. */
  readonly specific: Uint8Array;
}

/** Bytes of one range. */
export const rangeLength = 16;

/** A report is at most 64 KiB, since its portions are counted in 16 bits; a device has few ranges. */
const mostRanges = 4096;

export const infoFlags = flags({
  1: 'no firmware update while locked',
  2: 'DMA without PASID',
  4: 'DMA with PASID',
  8: 'ATS',
  16: 'PRS',
});

const rangeFlags = flags({ 1: 'MSI-X table', 2: 'MSI-X pending bits', 4: 'non-TEE', 8: 'updatable' });

const readRange = (reader: Reader): MmioRange => {
  const offset = reader.at;
  const firstPage = reader.u64('first page');
  const pages = reader.u32('pages');
  const attributes = reader.u16('attributes', rangeFlags);
  return {
    firstPage,
    pages,
    msixTable: (attributes & 1) !== 0,
    msixPending: (attributes & 2) !== 0,
    nonTee: (attributes & 4) !== 0,
    updatable: (attributes & 8) !== 0,
    id: reader.u16('range id'),
    offset,
  };
};

/** Reads a whole report; it must end where it says. */
export const readInterfaceReport = (reader: Reader): InterfaceReport => {
  const info = reader.u16('interface info', infoFlags);
  reader.take('reserved', 2);
  const msixControl = reader.u16('MSI-X control');
  const lnrControl = reader.u16('LNR control');
  const tphControl = reader.u32('TPH control');
  const countAt = reader.at;
  const count = reader.u32('ranges');
  if (count > mostRanges || count * rangeLength > reader.left)
    reader.refuse(`${count} ranges, ${count * rangeLength} bytes`, `${reader.left} bytes before the end`, countAt);
  const ranges = Array.from({ length: count }, (_, index) =>
    reader.group(
      `range ${index}`,
      () => readRange(reader),
      (range) => `BAR ${range.id}, ${range.pages} pages from 0x${range.firstPage.toString(16)}`,
    ),
  );
  const specific = reader.take('device specific', reader.u32('device specific length'));
  if (reader.left > 0) reader.refuse('the end of the report', `${reader.left} bytes more`);
  return { info, msixControl, lnrControl, tphControl, ranges, specific };
};
