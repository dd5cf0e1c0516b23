/** Captures whose messages are in another order than they were said in: nothing in them is bad, and what is certain is read as it was said. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { nodeCryptography } from './cryptography.js';

let chain: readonly [Issued, Issued, Issued];
let second: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
  second = makeChain();
});

const blocks = [1, 2, 3].map((index) => block(index, 0x86, new Uint8Array(20).fill(index)));

/** Two slots that are challenged, measurements in a row and at once, and a session. */
const said = (version = 0x12) => {
  const several = version >= 0x13 ? ({ several: 'responder' } as const) : {};
  const options = { version, sessions: true, summed: blocks, ...several };
  const one = testDevice({ ...options, chain });
  const other = testDevice({ ...options, chain: second, slot: 4 });
  const fetched = [...one.digests, ...one.certificates, ...other.digests, ...other.certificates];
  const challenged = [...one.challenge(fetched, 0xff), ...other.challenge([], 0xff)];
  const measured = [...one.measurements(blocks, true), ...other.measurements(blocks)];
  return [...one.vca, ...fetched, ...challenged, ...measured, ...one.digests, ...one.keyExchange()];
};

const judge = (messages: readonly Uint8Array[], nonce: Uint8Array | null = null) => {
  const anchors = [chain[0], second[0]].flatMap(({ der }) => {
    const read = readCertificate(der);
    return read.ok ? [read.certificate] : [];
  });
  const judging = { anchors, references: null, at: Date.now(), nonce, cryptography: nodeCryptography };
  const { judged, sessions, conversation } = judgeConversation(heard(messages), judging);
  const checks = [...judged, ...sessions].flatMap((each) => each.checks);
  const verdicts = [...judged, ...sessions].map(({ verdict }) => verdict);
  return { verdicts, checks, unread: conversation.unread.length, shown: conversation.messages.map((one) => one.heard) };
};

const allPass = { verdicts: ['pass', 'pass', 'pass', 'pass', 'pass'], unread: 0 };

const moved = (messages: readonly Buffer[], from: number, to: number): readonly Buffer[] =>
  messages.toSpliced(from, 1).toSpliced(to, 0, messages[from] ?? Buffer.alloc(0));

const isAnswer = (message: Uint8Array | undefined): boolean => (message?.[1] ?? 0x80) < 0x80;

describe('a capture with one message in another place', () => {
  it.each([
    ['1.1', 0x11],
    ['1.3', 0x13],
  ] as const)(
    'of version %s has nothing bad in it, however far the message moved, or was repeated',
    (_, version) => {
      const messages = said(version);
      const bad = messages.flatMap((message, n) =>
        [1, 3].flatMap((by) => {
          const variants = {
            later: moved(messages, n, n + by),
            earlier: moved(messages, n, Math.max(0, n - by)),
            again: messages.toSpliced(n + by, 0, message),
          };
          return Object.entries(variants).flatMap(([how, changed]) => {
            const failed = judge(changed).checks.filter(({ verdict }) => verdict === 'fail');
            return failed.map(({ id, found }) => `message ${n + 1}, ${by} ${how}: ${id}, ${found}`);
          });
        }),
      );
      expect(bad).toEqual([]);
    },
    60_000,
  );

  it('has nothing bad in it where two requests, or two answers, of one kind took each other’s place', () => {
    const messages = said();
    // Portions, challenges and measurements name a slot, a place or an index; DIGESTS says nothing of its request.
    const telling = [0x82, 0x02, 0x83, 0x03, 0xe0, 0x60];
    const bad = messages.flatMap((message, n) => {
      if (!telling.includes(message[1] ?? 0)) return [];
      const other = messages.findIndex((one, at) => at > n && one[1] === message[1] && !one.equals(message));
      if (other < 0) return [];
      const swapped = messages.with(n, messages[other] ?? message).with(other, message);
      const failed = judge(swapped).checks.filter(({ verdict }) => verdict === 'fail');
      return failed.map(({ id, found }) => `messages ${n + 1} and ${other + 1}: ${id}, ${found}`);
    });
    expect(bad).toEqual([]);
  });

  it('is read as it was said where an answer came after the next request, and shown as it came', () => {
    const messages = said();
    const answers = messages.flatMap((message, n) => (isAnswer(message) && n + 1 < messages.length ? [n] : []));
    for (const n of answers) {
      const late = moved(messages, n, n + 1);
      const { shown, ...read } = judge(late);
      expect(read).toMatchObject(allPass);
      expect(shown.map(({ bytes }) => Buffer.from(bytes))).toEqual(late);
    }
  });

  it('is read as it was said where every answer came after the next request', () => {
    const messages = said();
    const late = messages.toSorted((one, other) => {
      const place = (message: Buffer): number => messages.indexOf(message) + (isAnswer(message) ? 1.5 : 0);
      return place(one) - place(other);
    });
    expect(late.slice(0, 4).map((message) => message[1])).toEqual([0x84, 0xe1, 0x04, 0xe3]);
    expect(judge(late)).toMatchObject(allPass);
  });
});

describe('a signed answer far from its request', () => {
  it('makes nothing bad of the challenge that the device had not answered yet', () => {
    const one = testDevice({ chain, version: 0x12 });
    const other = testDevice({ chain: second, version: 0x12, slot: 4 });
    const fetched = [...one.digests, ...one.certificates, ...other.digests, ...other.certificates];
    const messages = [...one.vca, ...fetched, ...one.challenge(fetched), ...other.challenge([])];
    const last = messages.length - 1;
    expect(judge(messages).verdicts).toEqual(['pass', 'pass']);
    for (const by of [6, 8, 9]) {
      const { checks } = judge(moved(messages, last, last - by));
      const signatures = checks.filter(({ id }) => id === 'signature').map(({ verdict }) => verdict);
      expect(signatures).toEqual(['not-checkable', 'not-checkable']);
    }
  });
});

describe('an error that is there twice', () => {
  it('ends no row of measurements a second time', () => {
    const device = testDevice({ chain, version: 0x12 });
    const [ask = Buffer.alloc(0), ...row] = device.measurements(blocks, true);
    const refused = [ask, Buffer.from([0x12, 0x7f, 0x03, 0])];
    const messages = [...device.vca, ...device.digests, ...device.certificates, ...refused, ask, ...row];
    const error = messages.findIndex((message) => message[1] === 0x7f);
    for (const by of [1, 2, 3, 4, 5, 6])
      expect(judge(messages.toSpliced(error + by, 0, messages[error] ?? ask)).verdicts).toEqual(['pass']);
  });
});

describe('a request that lost its answer', () => {
  it('makes no later exchange of its kind uncertain', () => {
    const device = testDevice({ chain, version: 0x12, sessions: true, summed: blocks });
    const row = device.measurements(blocks, true);
    const lost = [...said(), ...row.slice(0, 1), ...row.slice(2), ...row, ...row];
    const bent = Buffer.from(lost.at(-1) ?? []);
    bent[12] = (bent[12] ?? 0) ^ 1;
    const signatures = (messages: readonly Uint8Array[]) =>
      judge(messages)
        .checks.filter(({ id }) => id === 'signature')
        .map(({ verdict }) => verdict)
        .slice(-3);
    expect(signatures(lost)).toEqual(['not-checkable', 'pass', 'pass']);
    expect(signatures(lost.with(-1, bent))).toEqual(['not-checkable', 'pass', 'fail']);
  });
});

describe('what is signed in such a capture', () => {
  it('does not pass with a bit changed, and names the message whose place is not certain', () => {
    const messages = said();
    const n = messages.findIndex((message) => message[1] === 0x03);
    const bent = Buffer.from(messages[n] ?? []);
    bent[40] = (bent[40] ?? 0) ^ 1;
    const whole = judge(messages.with(n, bent));
    expect(whole.verdicts[0]).toBe('fail');
    const { verdicts, checks } = judge(moved(messages.with(n, bent), n, n + 1));
    expect(verdicts[0]).not.toBe('pass');
    const found = checks.find(({ id }) => id === 'signature')?.found;
    expect(found).toContain(`certainty which request CHALLENGE_AUTH, message ${n + 2} at byte 0 answers`);
  });

  it('is a fail for its nonce and its slot where the signature says which request it answers, and for neither where nothing does', () => {
    const messages = said();
    const n = messages.findIndex((message) => message[1] === 0x03);
    const issued = new Uint8Array(32).fill(9);
    const nonceOf = (changed: readonly Uint8Array[]) => judge(changed, issued).checks.find(({ id }) => id === 'nonce');
    expect(nonceOf(moved(messages, n, n + 1))?.verdict).toBe('fail');
    const bent = Buffer.from(messages[n] ?? []);
    bent[40] = (bent[40] ?? 0) ^ 1;
    expect(nonceOf(moved(messages.with(n, bent), n, n + 1))).toMatchObject({
      verdict: 'not-checkable',
      found: expect.stringContaining('certainty which request CHALLENGE_AUTH'),
    });
  });
});
