/** Every bit of a good exchange, and of what both sides agreed on before it, is flipped in turn: none may pass. */
import { expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { exchangesJson } from '../../shared/evidence/verify/verdictJson.js';
import { makeChain } from '../fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../fixtures/evidence/device.js';
import { tell } from '../fixtures/tell.js';

it('flipping any single bit of a signed exchange leaves no pass, and says where', () => {
  // The curve that is checked fastest: some three thousand exchanges are judged.
  const chain = makeChain({ newkey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest: 'sha256' });
  const root = readCertificate(chain[0].der);
  const anchors = root.ok ? [root.certificate] : [];
  const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
  const device = testDevice({ chain, version: 0x12, asym: 0x10, hashBit: 1, hash: 'sha256' });
  const { vca, digests, certificates } = device;
  const blocks = [block(1, 0, new Uint8Array(64).fill(1)), block(2, 0x81, new Uint8Array(20).fill(2))];
  const messages = [...vca, ...digests, ...certificates, ...device.measurements(blocks)];
  const judge = (all: readonly Uint8Array[]) => {
    const { judged, conversation } = judgeConversation(heard(all), judging);
    return exchangesJson(judged, conversation.unread);
  };
  expect(judge(messages).map(({ verdict }) => verdict)).toEqual(['pass']);

  const counts = { bits: 0, fail: 0, 'not-checkable': 0 };
  const passed: string[] = [];
  for (const [n, message] of messages.entries()) {
    if (n >= vca.length && n < messages.length - 2) continue;
    for (let bit = 0; bit < message.length * 8; bit += 1) {
      const bent = new Uint8Array(message);
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const found = judge(messages.map((each, at) => (at === n ? bent : each)));
      counts.bits += 1;
      const [one] = found;
      const notPassed = one?.checks.filter(({ verdict }) => verdict !== 'pass') ?? [];
      if (one?.verdict === 'fail') counts.fail += 1;
      else if (one?.verdict === 'not-checkable' && notPassed.some(({ bytes }) => bytes !== null))
        counts['not-checkable'] += 1;
      else passed.push(`message ${n}, bit ${bit}: ${one?.verdict ?? 'nothing was judged'}`);
    }
  }
  tell(
    `${counts.bits} bits flipped one at a time: ${counts.fail} fail, ${counts['not-checkable']} not checkable, ${passed.length} pass`,
  );
  expect(passed).toEqual([]);
});
