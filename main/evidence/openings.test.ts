/** How sessions were opened: who signed for it, and what the hash over measurements in the answer says. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { sessionJson } from '../../shared/evidence/verify/verdictJson.js';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { nodeCryptography } from './cryptography.js';

let chain: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
});

const measured = [block(1, 0, new Uint8Array(64).fill(1)), block(2, 0x86, new Uint8Array(20).fill(2))];

const device = (options: Partial<DeviceOptions> = {}) =>
  testDevice({ chain, version: 0x12, sessions: true, summed: measured, ...options });

type Device = ReturnType<typeof testDevice>;

const start = ({ vca, digests, certificates }: Device) => [...vca, ...digests, ...certificates];

const judge = (messages: readonly Uint8Array[], roots: readonly Issued[] = [chain[0]]) => {
  const anchors = roots.flatMap(({ der }) => {
    const read = readCertificate(der);
    return read.ok ? [read.certificate] : [];
  });
  const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
  const { sessions, judged, conversation } = judgeConversation(heard(messages), judging);
  expect(conversation.troubles).toEqual([]);
  return { sessions: sessions.map(sessionJson), judged };
};

/** The one session of it: a line for each row, and what its rows found. */
const lines = (messages: readonly Uint8Array[], roots?: readonly Issued[]) => {
  const { sessions } = judge(messages, roots);
  return sessions.map(({ kind, slot, session, chain: under, verdict, checks }) => [
    `${kind} ${slot} ${session}: chain ${under}, ${verdict}`,
    ...checks.flatMap((check) => (check.id.startsWith('chain.') ? [] : [`${check.id} ${check.verdict}`])),
  ]);
};

const foundIn = (messages: readonly Uint8Array[], id: string): string =>
  judge(messages).sessions[0]?.checks.find((check) => check.id === id)?.found ?? '';

const opened = 'key-exchange 0 0xfffeffff';

describe('a session by a key of a chain', () => {
  it.each([
    ['1.1', 0x11],
    ['1.2', 0x12],
    ['1.3', 0x13],
  ] as const)('of version %s passes where the key signed, and the hash is of what was measured', (_, version) => {
    const one = device({ version });
    const said = [...start(one), ...one.measurements(measured), ...one.keyExchange()];
    const rows = ['session.signature pass', 'session.summary pass'];
    expect(lines(said)).toEqual([[`${opened}: chain pass, pass`, ...rows]]);
    expect(lines(said, [])).toEqual([[`${opened}: chain no-reference, no-reference`, ...rows]]);
  });

  it('signs DIGESTS too where the device has several keys', () => {
    const one = device({ version: 0x13, several: 'responder' });
    expect(lines([...start(one), ...one.keyExchange(0)])).toEqual([
      [`${opened}: chain pass, pass`, 'session.signature pass'],
    ]);
  });

  it('fails where the hash is of something else than was measured before it and after it', () => {
    const one = device({ summed: [block(1, 0, new Uint8Array(64).fill(7))] });
    const said = [...start(one), ...one.measurements(measured), ...one.keyExchange(), ...one.measurements(measured)];
    const rows = ['session.signature pass', 'session.summary fail'];
    expect(lines(said)).toEqual([[`${opened}: chain pass, fail`, ...rows]]);
    // What was signed for itself keeps its verdict.
    expect(judge(said).judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('is no fail for a hash that only later or only earlier measurements contradict: the firmware may be another', () => {
    const one = device({ summed: [block(1, 0, new Uint8Array(64).fill(7))] });
    const rows = ['session.signature pass', 'session.summary not-checkable'];
    const [before, after] = [one.keyExchange(), one.measurements(measured)];
    for (const said of [
      [...start(one), ...before, ...after],
      [...start(one), ...after, ...before],
    ]) {
      expect(lines(said)).toEqual([[`${opened}: chain pass, not-checkable`, ...rows]]);
      expect(foundIn(said, 'session.summary')).toMatch(/^missing: measurements of the same moment/);
    }
  });

  it('is not checkable in what is missing, by its name', () => {
    const one = device();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.keyExchange();
    const summary = 'session.summary';
    expect(foundIn([...start(one), ask, answer], summary)).toMatch(/^missing: measurements on this connection/);
    const partly = [...start(one), ask, answer, ...one.measurements(measured, true)];
    expect(foundIn(partly, summary)).toMatch(/^missing: the rest of the measurements/);
    const signature = 'session.signature';
    expect(foundIn([...one.vca, ask, answer], signature)).toBe('missing: the certificate chain of slot 0');
    expect(foundIn([...start(one), answer], signature)).toBe('missing: the request it answers');
    expect(foundIn([ask, answer], signature)).toMatch(/^missing: ALGORITHMS, with/);
    const without = device({ sessions: false });
    expect(foundIn([...start(without), ask, answer], signature)).toMatch(/^missing: a group/);
    expect(foundIn([...start(one), ask, answer.subarray(0, 100)], signature)).toMatch(
      /^missing: .*; byte \d+: expected/,
    );
    for (const { verdict } of judge(partly).sessions) expect(verdict).toBe('not-checkable');
  });

  it('shows what is wrong with a chain that no exchange rests on, and leaves it to the exchange where one does', () => {
    const [root, maker] = chain;
    const flawed = makeChain({
      leaf: ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=1.3.6.1.4.1.412.274.4'],
    });
    const one = device({ chain: flawed });
    const roots = [flawed[0], root, maker];
    const failing = (messages: readonly Uint8Array[]) =>
      judge(messages, roots).sessions.map(({ checks }) =>
        checks.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])),
      );
    const said = [...start(one), ...one.keyExchange(0)];
    expect(failing(said)).toEqual([['chain.leaf.usage']]);
    expect(lines(said, roots)).toEqual([[`${opened}: chain fail, fail`, 'session.signature pass']]);
    expect(failing([...said, ...one.measurements(measured)])).toEqual([[]]);
  });

  it('takes no other request for the one it answers', () => {
    const one = device();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.keyExchange();
    // The answer to a PSK_EXCHANGE was lost, and the KEY_EXCHANGE after it.
    const other = Buffer.from(ask);
    other[1] = 0xe6;
    expect(foundIn([...start(one), other, answer], 'session.signature')).toBe('missing: the request it answers');
  });

  it('is no fail for its hash either where nobody signed for it', () => {
    const one = device({ summed: [block(1, 0, new Uint8Array(64).fill(7))] });
    const said = [...one.vca, ...one.keyExchange(), ...start(one).slice(one.vca.length), ...one.measurements(measured)];
    expect(lines(said)).toEqual([
      [
        `${opened}: chain not-checkable, not-checkable`,
        'session.signature not-checkable',
        'session.summary not-checkable',
      ],
    ]);
    expect(foundIn(said, 'session.summary')).toMatch(/^missing: a signature that verifies, .* is another/);
  });

  it('is no pass for its hash where nobody signed for it, however well it fits', () => {
    const one = device();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.keyExchange();
    const bent = Buffer.from(answer);
    bent[10] = (bent[10] ?? 0) ^ 1;
    expect(lines([...start(one), ...one.measurements(measured), ask, bent])).toEqual([
      [`${opened}: chain pass, fail`, 'session.signature fail', 'session.summary not-checkable'],
    ]);
  });

  it('never passes with a byte changed in what is signed, or in the signature', () => {
    const one = device();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.keyExchange();
    const judging = { anchors: [], references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
    const signedBytes = answer.length - 48;
    const passed = Array.from({ length: answer.length }, (_, at) => at).filter((at) => {
      const bent = Buffer.from(answer);
      bent[at] = (bent[at] ?? 0) ^ 4;
      const { sessions } = judgeConversation(heard([...start(one), ask, bent]), judging);
      return sessions[0]?.checks.some(({ id, verdict }) => id === 'session.signature' && verdict === 'pass') ?? false;
    });
    // Behind the signature stands what only both sides' secret can check.
    expect(passed).toEqual(Array.from({ length: 48 }, (_, n) => signedBytes + n));
  });

  it('shows the bytes of its signature and of its hash', () => {
    const one = device();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = one.keyExchange();
    const messages = [...start(one), ask, answer];
    const ranges = judge(messages)
      .sessions[0]?.checks.slice(0, 2)
      .map(({ bytes }) => bytes);
    const source = `message ${messages.length}`;
    const summaryAt = 4 + 4 + 32 + 64;
    expect(ranges).toEqual([
      { source, offset: summaryAt + 48 + 2, length: 96 },
      { source, offset: summaryAt, length: 48 },
    ]);
  });
});

describe('a session by a key that both had beforehand', () => {
  it('is never a pass: it says that nothing is signed, and whether its hash fits all the same', () => {
    const id = 'session.summary';
    for (const [summed, word] of [
      [measured, 'the same'],
      [[], 'another'],
    ] as const) {
      const one = device({ summed });
      const said = [...start(one), ...one.measurements(measured), ...one.pskExchange()];
      expect(lines(said)).toEqual([
        ['psk-exchange null 0xfffcfffd: chain null, not-checkable', 'session.psk not-checkable', `${id} not-checkable`],
      ]);
      expect(foundIn(said, id)).toContain(
        `missing: the pre-shared key, which alone vouches for it; what it says is ${word}`,
      );
      expect(foundIn(said, 'session.psk')).toContain('nothing in PSK_EXCHANGE_RSP is signed');
    }
  });

  it('has one row where no hash was asked for, and rows of their own beside another session', () => {
    const one = device();
    const [alone = []] = lines([...start(one), ...one.pskExchange(0)]);
    expect(alone.slice(1)).toEqual(['session.psk not-checkable']);
    const both = lines([...start(one), ...one.keyExchange(0), ...one.pskExchange()]);
    expect(both.map(([line]) => line?.split(' ')[0])).toEqual(['key-exchange', 'psk-exchange']);
  });
});

describe('whatever stands in place of an opening', () => {
  it('is judged without a crash, and is no pass', () => {
    const one = device();
    const body = fc.uint8Array({ maxLength: 400 });
    const opening = fc.constantFrom(0xe4, 0x64, 0xe6, 0x66);
    const message = fc.tuple(opening, body).map(([code, rest]) => Uint8Array.of(0x12, code, ...rest));
    const judging = { anchors: [], references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        const { sessions } = judgeConversation(heard([...start(one), ...messages]), judging);
        // Of its chain much may pass; what the messages themselves say is random.
        const said = sessions.flatMap(({ checks }) => checks.filter(({ id }) => id.startsWith('session.')));
        expect(said.map(({ verdict }) => verdict)).not.toContain('pass');
      }),
      { numRuns: 300 },
    );
  });
});
