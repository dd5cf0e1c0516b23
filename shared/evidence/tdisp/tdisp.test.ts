/** TDISP messages and interface reports: read whole, refused at the byte where they stop making sense, and compared with the BARs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes/concat.js';
import type { Field } from '../bytes/field.js';
import { fromHex } from '../bytes/hex.js';
import { parse } from '../bytes/reader.js';
import { type Bar, checkReport, vouched } from './consistency.js';
import { readTdisp } from './message.js';
import { type InterfaceReport, type MmioRange, readInterfaceReport } from './report.js';

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();
const little = (value: bigint | number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, byte) => Number((BigInt(value) >> BigInt(8 * byte)) & 0xffn));

const range = (over: Partial<MmioRange>): MmioRange => ({
  firstPage: 0n,
  pages: 1,
  msixTable: false,
  msixPending: false,
  nonTee: false,
  updatable: false,
  id: 0,
  offset: 0,
  ...over,
});
const attributes = ({ msixTable, msixPending, nonTee, updatable }: MmioRange): number =>
  Number(msixTable) | (Number(msixPending) << 1) | (Number(nonTee) << 2) | (Number(updatable) << 3);
/** A report as a device sends it. */
const sent = (ranges: readonly MmioRange[], specific = new Uint8Array(), info = 2): Uint8Array =>
  concat(
    little(info, 2),
    little(0, 2),
    little(0, 2),
    little(0, 2),
    little(0, 4),
    little(ranges.length, 4),
    ...ranges.flatMap((one) => [
      little(one.firstPage, 8),
      little(one.pages, 4),
      little(attributes(one), 2),
      little(one.id, 2),
    ]),
    little(specific.length, 4),
    specific,
  );

const anyRange: fc.Arbitrary<MmioRange> = fc
  .record({
    firstPage: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    pages: fc.nat(),
    msixTable: fc.boolean(),
    msixPending: fc.boolean(),
    nonTee: fc.boolean(),
    updatable: fc.boolean(),
    id: fc.nat(0xffff),
  })
  .map((one) => range(one));

const inside = (fields: readonly Field[], from: number, to: number): boolean =>
  fields.every(({ offset, length, fields: inner }) => {
    const fits = offset >= from && offset + length <= to;
    return fits && inside(inner, offset, offset + length);
  });

describe('a TDISP message', () => {
  const head = (code: string, version = '10'): string => `${version}${code}0000efbe00010000000000000000`;

  it.each([
    ['81', '', { kind: 'get-version' }],
    ['01', '0110', { kind: 'version', versions: [0x10] }],
    [
      '83',
      '0700030000000000000000d00f00000000000000',
      { kind: 'lock', flags: 7, stream: 3, mmioOffset: 0xd000000000000000n, peers: 15n },
    ],
    ['84', 'ffff0100', { kind: 'get-report', offset: 0xffff, length: 1 }],
    ['04', '02000500abcd', { kind: 'report', portion: Uint8Array.of(0xab, 0xcd), remainder: 5 }],
    ['05', '02', { kind: 'state', state: 'RUN' }],
    ['86', '00'.repeat(32), { kind: 'start', nonce: new Uint8Array(32) }],
    ['7f', '070000008a000000', { kind: 'error', code: 7, data: 0x8a }],
    ['8b', '0102', { kind: 'other', payload: Uint8Array.of(1, 2) }],
  ])('%s is read whole', (code, body, expected) => {
    const read = parse(bytesOf(head(code) + body), readTdisp);
    expect(read).toMatchObject({ ok: true, value: { code: Number.parseInt(code, 16), body: expected } });
    expect(read.ok && read.value.interface).toEqual({ requester: 0xbeef, segment: 0 });
  });

  it('says its capabilities by name', () => {
    const read = parse(bytesOf(`${head('02')}00000000fe${'00'.repeat(15)}07000000003400ff`), readTdisp);
    const body = read.ok ? read.value.body : null;
    expect(body).toMatchObject({ kind: 'capabilities', addressWidth: 0x34, lock: 7 });
    expect(read.fields.find(({ name }) => name === 'requests it answers')?.text).toContain('LOCK_INTERFACE_REQUEST');
    expect(read.fields.find(({ name }) => name === 'lock flags it keeps')?.text).toContain('no firmware update');
  });

  it.each([
    { what: 'a nonce that is cut off', hex: `${head('86')}0000`, at: 16, expected: 'nonce, 32 bytes' },
    { what: 'a state nobody knows', hex: `${head('05')}09`, at: 16, expected: 'a state from 0 to 3' },
    { what: 'a header that is cut off', hex: '1081', at: 2, expected: 'reserved, 2 bytes' },
  ])('with $what is refused at its byte', ({ hex, at, expected }) => {
    expect(parse(bytesOf(hex), readTdisp)).toMatchObject({ ok: false, at, expected });
  });

  it('of another major version keeps its body as bytes; its error is read all the same', () => {
    expect(parse(bytesOf(`${head('05', '20')}02`), readTdisp)).toMatchObject({ value: { body: { kind: 'other' } } });
    expect(parse(bytesOf(`${head('7f', '20')}4100000000000000`), readTdisp)).toMatchObject({
      value: { body: { kind: 'error', code: 0x41 } },
    });
  });

  it('of any bytes ends, and no field stands outside of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(0x8b), (bytes, code) => {
        if (bytes.length > 1) bytes.set([0x10, code]);
        expect(inside(parse(bytes, readTdisp).fields, 0, bytes.length)).toBe(true);
      }),
    );
  });
});

describe('an interface report', () => {
  it('is read back as it was sent', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 20 }), fc.uint8Array({ maxLength: 40 }), (ranges, specific) => {
        const read = parse(sent(ranges, specific), readInterfaceReport);
        if (!read.ok) throw new Error(read.expected);
        expect(read.value.ranges).toEqual(ranges.map((one, index) => ({ ...one, offset: 16 + 16 * index })));
        expect(read.value.specific).toEqual(specific);
      }),
    );
  });

  it('that is cut off anywhere is refused, and so is one with more behind it', () => {
    const whole = sent([range({}), range({ id: 2 })], Uint8Array.of(1, 2, 3));
    for (let length = 0; length < whole.length; length += 1)
      expect(parse(whole.subarray(0, length), readInterfaceReport).ok).toBe(false);
    expect(parse(concat(whole, Uint8Array.of(0)), readInterfaceReport)).toMatchObject({
      ok: false,
      at: whole.length,
      expected: 'the end of the report',
    });
  });

  it('that names more ranges than it has bytes is refused before they are made', () => {
    const bytes = sent([]);
    bytes.set([0xff, 0xff, 0xff, 0xff], 12);
    expect(parse(bytes, readInterfaceReport)).toMatchObject({ ok: false, at: 12 });
  });
});

describe('a report beside the BARs', () => {
  const bars: readonly Bar[] = [
    { index: 0, kind: 'memory', base: 0x8000_0000n, size: 0x4000n },
    { index: 1, kind: 'io', base: 0x1000n, size: 0x100n },
    { index: 2, kind: 'memory', base: 0x9000_0000n, size: 0x1_0000n },
  ];
  const at = (address: bigint, offset = 0n): bigint => BigInt.asUintN(64, address + offset) / 4096n;
  const judged = (ranges: readonly MmioRange[], mmioOffset = 0n) => {
    const report: InterfaceReport = {
      info: 0,
      msixControl: 0,
      lnrControl: 0,
      tphControl: 0,
      ranges,
      specific: new Uint8Array(),
    };
    return checkReport({ report, bars, mmioOffset, source: 'report' });
  };
  const wrong = (ranges: readonly MmioRange[], mmioOffset = 0n) =>
    judged(ranges, mmioOffset)
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ id, verdict }) => `${id} ${verdict}`);
  const whole0 = range({ firstPage: at(0x8000_0000n), pages: 4 });
  const whole2 = range({ firstPage: at(0x9000_0000n), pages: 16, id: 2 });

  it('passes when each private range lies in its BAR, from its base, in order', () => {
    expect(wrong([whole0, whole2])).toEqual([]);
    expect(judged([whole0, whole2]).map(({ id }) => id)).toEqual([
      'report.range.0.bar',
      'report.range.0.fits',
      'report.range.0.order',
      'report.range.0.base',
      'report.range.1.bar',
      'report.range.1.fits',
      'report.range.1.order',
      'report.range.1.base',
    ]);
  });

  it('passes under the reporting offset it was locked with, and fails under another', () => {
    const offset = 0xd000_0000_0000_0000n;
    const moved = range({ firstPage: at(0x8000_0000n, offset), pages: 4 });
    expect(wrong([moved], offset)).toEqual([]);
    expect(wrong([moved])).toEqual(['report.range.0.fits fail', 'report.range.0.base fail']);
  });

  it.each<[string, readonly MmioRange[], readonly string[]]>([
    [
      'a BAR that is none',
      [range({ ...whole0, id: 7 })],
      ['report.range.0.bar fail', 'report.range.0.fits not-checkable', 'report.range.0.base not-checkable'],
    ],
    [
      'a BAR of ports',
      [range({ firstPage: 1n, id: 1 })],
      ['report.range.0.bar fail', 'report.range.0.fits not-checkable', 'report.range.0.base not-checkable'],
    ],
    ['more than its BAR', [range({ ...whole0, pages: 5 })], ['report.range.0.fits fail']],
    ['no page', [range({ ...whole0, pages: 0 })], ['report.range.0.fits fail']],
    [
      'an end beyond 64 bits',
      [range({ firstPage: (1n << 64n) - 1n })],
      ['report.range.0.fits fail', 'report.range.0.base fail'],
    ],
    ['a hole before it', [range({ firstPage: at(0x8000_1000n) })], ['report.range.0.base fail']],
    ['BARs that go down', [whole2, whole0], ['report.range.1.order fail']],
    ['ranges that overlap', [whole0, range({ firstPage: at(0x8000_3000n) })], ['report.range.1.order fail']],
  ])('names the row that fails: %s', (_, ranges, expected) => {
    expect(wrong(ranges)).toEqual(expected);
  });

  it('leaves out what is not private, and calls a hole of MSI-X at the base disputed', () => {
    const table = range({ firstPage: at(0x8000_0000n), msixTable: true });
    const rest = range({ firstPage: at(0x8000_1000n), pages: 3 });
    expect(wrong([range({ id: 9, nonTee: true }), whole2])).toEqual([]);
    expect(wrong([table, rest])).toEqual(['report.range.1.base not-checkable']);
    expect(judged([table, rest]).at(-1)?.found).toContain('disputed');
  });

  it('points at the bytes of the range', () => {
    const read = parse(sent([whole0, whole2]), readInterfaceReport);
    if (!read.ok) throw new Error(read.expected);
    const rows = checkReport({ report: read.value, bars, mmioOffset: 0n, source: 'report' });
    expect(rows.at(-1)?.bytes).toEqual({ source: 'report', offset: 32, length: 16 });
  });

  it('is worth what vouches for it, and never signed', () => {
    expect(vouched('session', 'report', 36)).toMatchObject({ verdict: 'pass' });
    expect(vouched('nothing', 'report', 36)).toMatchObject({ verdict: 'not-checkable' });
    for (const by of ['session', 'digest', 'nothing'] as const)
      expect(vouched(by, 'report', 36).found).toMatch(/^not signed/);
  });
});
