/** What a window is shown of evidence, and that what is lit are the bytes that say it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import { askedReport, interfaceReport } from '../../test/fixtures/evidence/tdisp.js';
import type { Field } from '../../shared/evidence/bytes/field.js';
import { toHex } from '../../shared/evidence/bytes/hex.js';
import { readDerChain } from '../../shared/evidence/certificate/chain.js';
import type { References } from '../../shared/evidence/verify/references.js';
import { type Collection, collect } from '../../shared/evidence/view/collection.js';
import { compare } from '../../shared/evidence/view/compare.js';
import { most, type Spot } from '../../shared/evidence/view/model.js';
import { pieceOf } from '../../shared/evidence/view/pieces.js';
import { collectionView } from '../../shared/evidence/view/view.js';
import { nodeCryptography } from './cryptography.js';

const normalNoDebug = Buffer.from([63, 0, 0, 0, 4, 0, 0, 0, 31, 0, 0, 0, 0, 0, 0, 0]);
const blocks = [
  block(1, 0, Buffer.alloc(48, 1)),
  block(2, 0x86, Buffer.from('2.4.1')),
  block(3, 0x87, Buffer.from([7, 0, 0, 0, 0, 0, 0, 0])),
  block(0xfe, 0x85, normalNoDebug),
];

let chain: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
});

const judging = (trusted: boolean, references: References | null = null) => ({
  anchors: trusted ? readDerChain(chain[0].der, 'root').links.map(({ certificate }) => certificate) : [],
  references,
  at: Date.now(),
  nonce: null,
  cryptography: nodeCryptography,
});

const messagesOf = (more: readonly Uint8Array[] = [], oneByOne = false): readonly Uint8Array[] => {
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  return [
    ...vca,
    ...digests,
    ...certificates,
    ...device.challenge(),
    ...device.measurements(blocks, oneByOne),
    ...more,
  ];
};

const collected = (bytes: Uint8Array, how = judging(true)): Collection =>
  collect({ kind: 'capture', name: 'lab.pcap', bytes }, how);

const view = (collection: Collection) => collectionView(collection, { id: 'c1', judged: 1, allows: [] });

const bytesAt = (collection: Collection, spot: Spot | null): string => {
  const piece = spot === null ? null : pieceOf(collection, spot.piece);
  if (spot === null || piece === null) throw new Error('nothing is there');
  return piece.hex.slice((spot.offset - piece.from) * 2, (spot.offset - piece.from + spot.length) * 2);
};

const flat = (fields: readonly Field[]): readonly Field[] => fields.flatMap((one) => [one, ...flat(one.fields)]);

describe('a collection in the window', () => {
  it.each([false, true])('lights the bytes of each measurement, asked for one by one: %s', (oneByOne) => {
    const collection = collected(pcapFile(messagesOf([], oneByOne)));
    const measured = view(collection).exchanges[1]?.measurements ?? [];
    expect(measured.map(({ spot }) => bytesAt(collection, spot))).toEqual(blocks.map(toHex));
  });

  it('tells beside the exchanges how each session was opened, and lights its bytes', () => {
    const device = testDevice({ chain, version: 0x12, sessions: true, summed: blocks });
    const { vca, digests, certificates } = device;
    const opened = [...device.keyExchange(), ...device.pskExchange()];
    const collection = collected(
      pcapFile([...vca, ...digests, ...certificates, ...device.measurements(blocks), ...opened]),
    );
    const { checks, exchanges } = view(collection);
    expect(exchanges.map(({ kind }) => kind)).toEqual(['measurements']);
    expect(checks.map(({ title, verdict }) => `${title}: ${verdict}`)).toEqual([
      'Session is signed for by the key of the chain (session 0xfffeffff, slot 0): pass',
      'Session’s hash over measurements is of those that were measured (session 0xfffeffff, slot 0): pass',
      'Session is with who holds the pre-shared key (session 0xfffcfffd, pre-shared key): not-checkable',
      'Session’s hash over measurements is of those that were measured (session 0xfffcfffd, pre-shared key): not-checkable',
    ]);
    const answer = device.keyExchange()[1] ?? Buffer.alloc(0);
    expect(bytesAt(collection, checks[1]?.spot ?? null)).toBe(toHex(answer.subarray(104, 152)));
  });

  it('says how many sessions, exchanges and packets it does not list, and the worst of them', () => {
    const device = testDevice({ chain, version: 0x12, sessions: true, summed: blocks });
    const { vca, digests, certificates } = device;
    const start = [...vca, ...digests, ...certificates];
    const times = (count: number, messages: readonly Buffer[]) => Array.from({ length: count }).flatMap(() => messages);
    const measured = device.measurements(blocks);
    const opened = [...measured, ...times(most.sessions + 3, device.keyExchange())];
    const few = view(collected(pcapFile([...start, ...opened])));
    expect(few.checks.filter(({ id }) => id === 'session.signature')).toHaveLength(most.sessions);
    expect(few.checks.at(-1)).toMatchObject({
      id: 'sessions.more',
      verdict: 'pass',
      found: '3 more sessions are not listed; the worst of them: pass',
    });
    const bent = Buffer.from(measured[1] ?? []);
    bent[12] = (bent[12] ?? 0) ^ 1;
    const many = [...times(most.exchanges, measured), ...measured.slice(0, 1), bent];
    const { exchanges, checks } = view(collected(pcapFile([...start, ...many])));
    expect(exchanges).toHaveLength(most.exchanges);
    expect(checks).toMatchObject([
      {
        id: 'exchanges.more',
        verdict: 'fail',
        found: '1 more of the exchanges is not listed; the worst of them: fail',
      },
    ]);
    const mark = Buffer.from([0x55, 1, 2, 3]);
    const strays = pcapFile([...start, ...times(most.troubles + 2, [mark])]);
    // Of another vendor, by the header before each.
    for (let at = strays.indexOf(mark); at >= 0; at = strays.indexOf(mark, at + 1)) strays[at - 8] = 0x77;
    expect(view(collected(strays)).troubles.at(-1)).toBe('2 more such packets are not listed');
    expect(view(collected(pcapFile(messagesOf()))).checks).toEqual([]);
  });

  it('says what measurements mean', () => {
    const measured = view(collected(pcapFile(messagesOf()))).exchanges[1]?.measurements ?? [];
    expect(measured.map(({ index, what, form, text }) => [index, what, form, text])).toEqual([
      [1, 'immutable ROM', 'digest', '01'.repeat(48)],
      [2, 'firmware version', 'raw', '2.4.1'],
      [3, 'security version number', 'raw', '7'],
      [0xfe, 'device mode', 'raw', 'normal; no debug'],
    ]);
    expect(measured[3]?.says.map(({ name }) => name)).toEqual([
      'operating capabilities',
      'operating state',
      'debug capabilities',
      'debug state',
    ]);
  });

  it('shows references beside them only where there are some', () => {
    const references = { name: 'vendor', values: [{ index: 1, value: new Uint8Array(48).fill(1), label: '' }] };
    const bytes = pcapFile(messagesOf());
    const verdicts = (how: ReturnType<typeof judging>) =>
      view(collected(bytes, how)).exchanges[1]?.measurements.map(({ reference }) => reference?.verdict ?? null);
    expect(verdicts(judging(true))).toEqual([null, null, null, null]);
    expect(verdicts(judging(true, references))).toEqual(['pass', 'no-reference', 'no-reference', 'no-reference']);
  });

  it('finds each certificate in its chain, and its parts in it', () => {
    const collection = collected(pcapFile(messagesOf()));
    const { chains, exchanges } = view(collection);
    const certificates = chains[0]?.certificates ?? [];
    expect(certificates.map(({ subject }) => subject)).toEqual(['CN=Test root', 'CN=Test between', 'CN=Test leaf']);
    expect(certificates.map(({ spot }) => bytesAt(collection, spot))).toEqual(chain.map(({ der }) => toHex(der)));
    const piece = pieceOf(collection, 'chain-0');
    const subject = flat(piece?.fields ?? []).filter(({ name }) => name === 'subject')[2];
    expect(subject?.text).toBe('CN=Test leaf');
    const words = bytesAt(collection, { piece: 'chain-0', offset: subject?.offset ?? 0, length: subject?.length ?? 0 });
    expect(Buffer.from(words, 'hex').toString('latin1')).toContain('Test leaf');
    const checked = exchanges[0]?.checks.find(({ id }) => id === 'chain.1.validity');
    expect(checked?.title).toBe('Certificate 2: time of validity');
    expect(bytesAt(collection, checked?.spot ?? null)).toBe(toHex(chain[1].der));
  });

  it('keeps every field within its piece, and children within what they are of', () => {
    const collection = collected(pcapFile(messagesOf(askedReport(interfaceReport([])))));
    const within = (fields: readonly Field[], start: number, end: number): void => {
      for (const { offset, length, fields: inner } of fields) {
        expect(offset).toBeGreaterThanOrEqual(start);
        expect(offset + length).toBeLessThanOrEqual(end);
        within(inner, offset, offset + length);
      }
    };
    const names = [...view(collection).messages.map(({ piece }) => piece), 'chain-0', 'report-0'];
    for (const name of names) {
      const piece = pieceOf(collection, name);
      expect(piece?.fields.length).toBeGreaterThan(0);
      within(piece?.fields ?? [], 0, piece?.length ?? 0);
    }
  });

  it('tells who spoke, and what', () => {
    const { messages } = view(collected(pcapFile(messagesOf())));
    expect(messages.slice(6).map(({ from, name, note }) => [from, name, note])).toEqual([
      ['requester', 'GET_DIGESTS', ''],
      ['responder', 'DIGESTS', 'slot 0'],
      ['requester', 'GET_CERTIFICATE', 'slot 0, from byte 0'],
      ['responder', 'CERTIFICATE', expect.stringMatching(/^\d+ bytes, \d+ more$/)],
      ['requester', 'GET_CERTIFICATE', expect.stringMatching(/^slot 0, from byte \d+$/)],
      ['responder', 'CERTIFICATE', expect.stringMatching(/^\d+ bytes, 0 more$/)],
      ['requester', 'CHALLENGE', 'slot 0'],
      ['responder', 'CHALLENGE_AUTH', 'slot 0, signed'],
      ['requester', 'GET_MEASUREMENTS', 'all, to be signed'],
      ['responder', 'MEASUREMENTS', '4 blocks, signed'],
    ]);
  });

  it('puts an interface report together and says what is missing to judge it', () => {
    const report = interfaceReport([
      { firstPage: 0xfe000n, pages: 4, attributes: 0, bar: 0 },
      { firstPage: 0xfe004n, pages: 1, attributes: 1, bar: 0 },
      { firstPage: 0xfd000n, pages: 2, attributes: 0, bar: 0 },
    ]);
    const collection = collected(pcapFile(messagesOf(askedReport(report))));
    const [shown] = view(collection).reports;
    expect(shown?.ranges.map(({ start, end, what }) => [start, end, what])).toEqual([
      ['0xfe000000', '0xfe003fff', 'private'],
      ['0xfe004000', '0xfe004fff', 'MSI-X table'],
      ['0xfd000000', '0xfd001fff', 'private'],
    ]);
    expect(shown?.ranges.map(({ spot }) => bytesAt(collection, spot).length)).toEqual([32, 32, 32]);
    expect(shown?.checks.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'report.vouched not-checkable',
      'report.range.0.bar not-checkable',
      'report.range.0.fits not-checkable',
      'report.range.0.order pass',
      'report.range.0.base not-checkable',
      'report.range.2.bar not-checkable',
      'report.range.2.fits not-checkable',
      'report.range.2.order fail',
    ]);
    expect(shown?.checks[1]?.found).toContain('missing: the device’s BARs');
  });
});

describe('two collections', () => {
  const named = (bytes: Uint8Array) => view(collected(bytes));

  it('differ in nothing when they are the same', () => {
    const one = named(pcapFile(messagesOf(askedReport(interfaceReport([])))));
    const compared = compare(one, one);
    expect(compared.length).toBeGreaterThan(20);
    expect(compared.filter(({ same }) => !same)).toEqual([]);
  });

  it('differ by the name of what changed: a value, and what one has alone', () => {
    const device = testDevice({ chain, version: 0x12 });
    const before = [...device.vca, ...device.digests, ...device.certificates];
    const [first, , third = Buffer.alloc(0)] = blocks;
    const changed = [first ?? Buffer.alloc(0), block(2, 0x86, Buffer.from('2.4.2'))];
    const one = named(pcapFile([...before, ...device.measurements(changed)]));
    const other = named(pcapFile([...before, ...device.measurements([...blocks.slice(0, 2), third])]));
    const differing = compare(one, other).filter(({ same }) => !same);
    expect(differing.map(({ name, one: mine, other: theirs }) => [name, mine, theirs])).toEqual([
      ['Measurements 1: index 2, value', toHex(Buffer.from('2.4.2')), toHex(Buffer.from('2.4.1'))],
      ['Measurements 1: index 3', null, 'security version number, raw'],
      ['Measurements 1: index 3, value', null, '0700000000000000'],
    ]);
  });
});

describe('evidence that is damaged', () => {
  it('says what was expected at which byte of a file that is cut off, and shows the bytes there', () => {
    const bytes = pcapFile(messagesOf());
    const collection = collected(bytes.subarray(0, bytes.length - 5));
    const { broken, exchanges } = view(collection);
    // What came before it is judged all the same.
    expect(exchanges.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(['challenge pass']);
    expect(broken?.expected).toMatch(/^a packet of \d+ bytes$/);
    expect(bytesAt(collection, broken?.spot ?? null)).toBe(toHex(bytes.subarray(broken?.at, (broken?.at ?? 0) + 1)));
  });

  it('says it of a message that does not read, and goes on', () => {
    const messages = [...messagesOf()];
    const last = Buffer.from(messages.at(-1) ?? []);
    last[4] = 200;
    const { messages: shown } = view(collected(pcapFile([...messages.slice(0, -1), last])));
    expect(shown.at(-1)?.trouble?.why).toMatch(/^MEASUREMENTS, byte \d+: expected .*, found /);
    expect(shown.at(-1)?.trouble?.at).toBeGreaterThan(8);
  });

  it('cuts what a device says to what can be shown', () => {
    const shouting = block(1, 0x84, Buffer.from('a'.repeat(5000)));
    const turning = block(2, 0x84, Buffer.from('\u202egnihton'));
    const device = testDevice({ chain, version: 0x12 });
    const bytes = pcapFile([
      ...device.vca,
      ...device.digests,
      ...device.certificates,
      ...device.measurements([shouting, turning]),
    ]);
    const [long, turned] = view(collected(bytes)).exchanges[0]?.measurements ?? [];
    expect(long?.text).toBe(`${'a'.repeat(most.text)}…`);
    expect(turned?.text).toBe(toHex(Buffer.from('\u202egnihton')));
  });
});
