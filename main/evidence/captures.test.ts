/** Captures as they come from real buses: answers put off, answers in parts, several slots, connections and challenges, and answers that cannot be read. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { exchangesJson } from '../../shared/evidence/verify/verdictJson.js';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { nodeCryptography } from './cryptography.js';

let first: readonly [Issued, Issued, Issued];
let second: readonly [Issued, Issued, Issued];
beforeAll(() => {
  first = makeChain();
  second = makeChain();
});

const blocks = [block(1, 0, new Uint8Array(64).fill(1)), block(2, 0x81, new Uint8Array(20).fill(2))];

const judge = (messages: readonly Uint8Array[]) => {
  const anchors = [first, second].flatMap(([root]) => {
    const read = readCertificate(root.der);
    return read.ok ? [read.certificate] : [];
  });
  const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
  const { judged, conversation } = judgeConversation(heard(messages), judging);
  return exchangesJson(judged, conversation.unread).map(
    ({ kind, slot, signature, chain, verdict }) =>
      `${kind} of slot ${slot}: signature ${signature}, chain ${chain}, ${verdict}`,
  );
};

const good = (kind: string, slot = 0): string => `${kind} of slot ${slot}: signature pass, chain pass, pass`;
const lost = (kind: string, slot = 0): string =>
  `${kind} of slot ${slot}: signature not-checkable, chain not-checkable, not-checkable`;

const device = (options: { chain?: readonly Issued[]; slot?: number; version?: number } = {}) =>
  testDevice({ chain: first, version: 0x12, ...options });

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

describe('several', () => {
  it('slots: each exchange is held against its own slot’s chain', () => {
    const [one, other] = [device(), device({ chain: second, slot: 4 })];
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
