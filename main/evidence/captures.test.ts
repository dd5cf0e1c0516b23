/** Captures as they come from real buses: answers put off, answers in parts, several slots, connections and challenges, and answers that cannot be read. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { good, lost, verdictLines } from '../../test/fixtures/evidence/verdictLines.js';

let first: readonly [Issued, Issued, Issued];
let second: readonly [Issued, Issued, Issued];
beforeAll(() => {
  first = makeChain();
  second = makeChain();
});

const blocks = [block(1, 0, new Uint8Array(64).fill(1)), block(2, 0x81, new Uint8Array(20).fill(2))];

const judge = (messages: readonly Uint8Array[]) => verdictLines(heard(messages), [first[0], second[0]]);

const device = (options: Partial<DeviceOptions> = {}) => testDevice({ chain: first, version: 0x12, ...options });

const start = ({ vca, digests, certificates }: ReturnType<typeof testDevice>) => [...vca, ...digests, ...certificates];

const error = (code: number, ...more: readonly number[]): Buffer => Buffer.from([0x12, 0x7f, code, 0, ...more]);

/** An answer as CHUNK_RESPONSEs bring it, with the requests that fetch them. */
const inChunks = (message: Buffer, size: number): readonly Buffer[] => {
  const count = Math.ceil(message.length / size);
  return Array.from({ length: count }).flatMap((_, n) => {
    const data = message.subarray(n * size, (n + 1) * size);
    const head = Buffer.alloc(n === 0 ? 16 : 12);
    head.set([0x12, 0x06, n === count - 1 ? 1 : 0, 9]);
    head.writeUInt16LE(n, 4);
    head.writeUInt32LE(data.length, 8);
    if (n === 0) head.writeUInt32LE(message.length, 12);
    return [Buffer.from([0x12, 0x86, 0, 9, n, 0, 0, 0]), Buffer.concat([head, data])];
  });
};

/** A request as CHUNK_SENDs bring it, and its answer in the last acknowledgement. */
const sentInChunks = (message: Buffer, answer: Buffer): readonly Buffer[] => {
  const size = 20;
  const version = message[0] ?? 0;
  const count = Math.ceil(message.length / size);
  return Array.from({ length: count }).flatMap((_, n) => {
    const data = message.subarray(n * size, (n + 1) * size);
    const head = Buffer.alloc(n === 0 ? 16 : 12);
    head.set([version, 0x85, n === count - 1 ? 1 : 0, 7, n]);
    head.writeUInt32LE(data.length, 8);
    if (n === 0) head.writeUInt32LE(message.length, 12);
    const number = Buffer.alloc(version >= 0x14 ? 4 : 2);
    number[0] = n;
    const ack = [Buffer.from([version, 0x05, 0, 7]), number, ...(n === count - 1 ? [answer] : [])];
    return [Buffer.concat([head, data]), Buffer.concat(ack)];
  });
};

describe('an answer', () => {
  it('that was put off belongs to its request: neither the error nor RESPOND_IF_READY is hashed', () => {
    const one = device();
    const later = (code: number): readonly Buffer[] => [
      error(0x42, 10, code, 1, 3),
      Buffer.from([0x12, 0xff, code, 1]),
    ];
    const [ask = Buffer.alloc(0), auth = Buffer.alloc(0)] = one.challenge();
    const [request = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.measurements(blocks);
    const messages = [...start(one), ask, ...later(0x83), auth, request, ...later(0xe0), answer];
    expect(judge(messages)).toEqual([good('challenge'), good('measurements')]);
  });

  it('that comes in chunks is hashed whole', () => {
    const one = device();
    const [ask = Buffer.alloc(0), auth = Buffer.alloc(0)] = one.challenge();
    const [request = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.measurements(blocks);
    const messages = [
      ...start(one),
      ask,
      error(0x0f, 9),
      ...inChunks(auth, 100),
      request,
      error(0x0f, 9),
      ...inChunks(answer, 64),
    ];
    expect(judge(messages)).toEqual([good('challenge'), good('measurements')]);
  });

  it('asked for again after an error starts its row of measurements over', () => {
    const one = device();
    const turns = one.measurements(blocks, true);
    const messages = [...start(one), ...turns.slice(0, 2), ...turns.slice(0, 1), error(0x03), ...turns];
    expect(judge(messages)).toEqual([good('measurements')]);
  });
});

describe('a request', () => {
  it('that goes in chunks is hashed whole, and its answer is in the last acknowledgement', () => {
    for (const version of [0x12, 0x14]) {
      const one = device({ version });
      const [ask = Buffer.alloc(0), auth = Buffer.alloc(0)] = one.challenge();
      const [request = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.measurements(blocks);
      const messages = [...start(one), ...sentInChunks(ask, auth), ...sentInChunks(request, answer)];
      expect(judge(messages)).toEqual([good('challenge'), good('measurements')]);
    }
  });
});

describe('a chain', () => {
  const portion = (blob: Buffer, offset: number, length: number): readonly Buffer[] => {
    const data = blob.subarray(offset, offset + length);
    const [ask, told] = [Buffer.from([0x12, 0x82, 0, 0, 0, 0, 0, 0]), Buffer.from([0x12, 0x02, 0, 0, 0, 0, 0, 0])];
    ask.writeUInt16LE(offset, 4);
    ask.writeUInt16LE(length, 6);
    told.writeUInt16LE(data.length, 4);
    told.writeUInt16LE(blob.length - offset - data.length, 6);
    return [ask, Buffer.concat([told, data])];
  };

  it('is put together whatever the order of its portions, some asked for twice or overlapping', () => {
    const one = device();
    const { blob } = one;
    const fetched = [
      ...one.digests,
      ...portion(blob, 900, 4000),
      ...portion(blob, 300, 700),
      ...portion(blob, 0, 300),
      ...portion(blob, 0, 300),
    ];
    expect(judge([...one.vca, ...fetched, ...one.challenge(fetched)])).toEqual([good('challenge')]);
    // Whoever asks for its first bytes again still has it.
    const again = [...one.vca, ...fetched, ...one.challenge(fetched), ...portion(blob, 0, 4)];
    expect(judge([...again, ...one.measurements(blocks)])).toEqual([good('challenge'), good('measurements')]);
  });

  it('of which a portion is missing makes nothing bad: nobody knows its leaf', () => {
    const one = device();
    const fetched = [...one.digests, ...portion(one.blob, 0, 300), ...portion(one.blob, 900, 4000)];
    expect(judge([...one.vca, ...fetched, ...one.challenge(fetched)])).toEqual([lost('challenge')]);
  });

  it('that another takes the place of, in the same slot, is the other from then on', () => {
    const [one, other] = [device(), device({ chain: second })];
    const messages = [...start(one), ...one.measurements(blocks), ...other.digests, ...other.certificates];
    expect(judge([...messages, ...other.measurements(blocks)])).toEqual([good('measurements'), good('measurements')]);
  });
});

describe('a message that is not there', () => {
  it('makes what is signed after it not checkable, never bad, until a transcript starts over', () => {
    const one = device();
    const turns = one.measurements(blocks, true);
    const before = [...start(one), ...one.challenge()];
    const bent = Buffer.from(turns[1] ?? []);
    bent.writeUInt16LE(0xffff, 10);
    const unsure = 'measurements of slot 0: signature not-checkable, chain pass, not-checkable';
    for (const missing of [0, 1]) {
      const rest = turns.filter((_, n) => n !== missing);
      expect(judge([...before, ...rest])).toEqual([good('challenge'), unsure]);
      expect(judge([...before, ...rest, ...one.digests, ...one.measurements(blocks)])[2]).toBe(good('measurements'));
    }
    expect(judge([...before, ...turns.slice(0, 1), bent, ...turns.slice(2)])).toContain(unsure);
    const [ask, digests] = one.digests;
    if (ask === undefined || digests === undefined) throw new Error('no digests');
    const half = [...one.vca, digests, ...one.certificates, ...one.challenge()];
    expect(judge(half)).toEqual(['challenge of slot 0: signature not-checkable, chain pass, not-checkable']);
  });

  it('as a request leaves an answer that cannot be judged, and is told as one', () => {
    const one = device();
    const [, auth = Buffer.alloc(0)] = one.challenge(undefined, 0xff);
    expect(judge([...start(one), auth])).toEqual([lost('challenge')]);
    const cut = one.challenge()[1]?.subarray(0, 60) ?? Buffer.alloc(0);
    expect(judge([...start(one), cut])).toEqual([lost('challenge')]);
  });
});

describe('another slot than was asked for', () => {
  it('is no pass, though its signature is good', () => {
    const [one, other] = [device(), device({ chain: second, slot: 1 })];
    const fetched = [...one.digests, ...one.certificates, ...other.digests, ...other.certificates];
    const [ask, auth] = other.challenge(fetched).map((message) => Buffer.from(message));
    if (ask === undefined || auth === undefined) throw new Error('no challenge');
    expect(judge([...one.vca, ...fetched, ask, auth])).toEqual([good('challenge', 1)]);
    const elsewhere = testDevice({ chain: second, version: 0x12, slot: 1, answersFor: 0 });
    const both = [...one.vca, ...fetched, ...elsewhere.challenge(fetched)];
    expect(judge(both)).toEqual(['challenge of slot 1: signature pass, chain pass, fail']);
  });
});

describe('several', () => {
  it('slots: each exchange is held against its own slot’s chain', () => {
    const [one, other] = [device(), device({ chain: second, slot: 4, summed: blocks })];
    const { vca } = one;
    const fetched = [...one.digests, ...one.certificates, ...other.digests, ...other.certificates];
    const messages = [...vca, ...fetched, ...one.challenge(fetched), ...other.challenge([], 0xff)];
    expect(judge([...messages, ...other.measurements(blocks), ...one.measurements(blocks)])).toEqual([
      good('challenge'),
      good('challenge', 4),
      good('measurements', 4),
      good('measurements'),
    ]);
  });

  it('connections: a slot that was given another chain is judged by the one of its time', () => {
    const [one, other] = [device(), device({ chain: second, version: 0x13 })];
    const messages = [one, other].flatMap((each) => [
      ...start(each),
      ...each.challenge(),
      ...each.measurements(blocks, true),
    ]);
    const both = [good('challenge'), good('measurements')];
    expect(judge(messages)).toEqual([...both, ...both]);
  });

  it('challenges: a device that keeps what was fetched over other requests verifies as well', () => {
    const one = device();
    const fetched = [...one.digests, ...one.certificates];
    const messages = [...start(one), ...one.challenge(), ...fetched, ...one.measurements(blocks)];
    expect(judge([...messages, ...one.challenge(fetched)])).toEqual([
      good('challenge'),
      good('measurements'),
      good('challenge'),
    ]);
    expect(judge([...messages, ...one.challenge([])])[2]).toBe(good('challenge'));
    expect(judge([...messages, ...one.challenge([...fetched, ...fetched])])[2]).toContain('signature fail');
  });
});

describe('a signature that was asked for and cannot be judged', () => {
  it('is told as an exchange that is not checkable: no answer, another answer, one that breaks off', () => {
    const one = device();
    const [request = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.measurements(blocks);
    const before = [...start(one), ...one.challenge()];
    const endings: readonly (readonly Buffer[])[] = [
      [request],
      [request, ...one.digests],
      [request, Buffer.from([0x12, 0x61, ...answer.subarray(2)])],
      [request, answer.subarray(0, answer.length - 40)],
      [Buffer.concat([Buffer.from([0x12, 0xe0, 0, 0xff])]), answer],
    ];
    for (const ending of endings)
      expect(judge([...before, ...ending])).toEqual([good('challenge'), lost('measurements')]);
  });

  it('is none where the device refused, as it may', () => {
    const one = device();
    const [request = Buffer.alloc(0)] = one.measurements(blocks);
    expect(judge([...start(one), ...one.challenge(), request, error(0x07)])).toEqual([good('challenge')]);
  });
});
