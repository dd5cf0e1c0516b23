/** Captures that lost a message, have one twice, or show a request that was tried again. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { nodeCryptography } from './cryptography.js';

let chain: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
});

const whole = () => {
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  const measured = device.measurements([block(1, 0, new Uint8Array(64).fill(1))]);
  return { device, messages: [...vca, ...digests, ...certificates, ...device.challenge(), ...measured] };
};

const judge = (messages: readonly Uint8Array[]) => {
  const root = readCertificate(chain[0].der);
  const anchors = root.ok ? [root.certificate] : [];
  const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
  return judgeConversation(heard(messages), judging);
};

describe('one message that a capture lost, or has twice', () => {
  it('of the set-up leaves a signature from 1.2 on not checkable, never bad', () => {
    const { device, messages } = whole();
    const lost = device.vca.map((_, at) => messages.toSpliced(at, 1));
    for (const some of lost) {
      const { judged, conversation } = judge(some);
      // Where the algorithm is not known any more the answer cannot even be read: it is told as one that is not checkable.
      expect(judged.length + conversation.unread.length).toBe(2);
      expect(judged.map(({ signature }) => signature)).toEqual(judged.map(() => 'not-checkable'));
    }
  });

  it('an answer that is there twice is one answer: what is signed verifies without the other', () => {
    const { messages } = whole();
    const answers = messages.flatMap((message, at) => ((message[1] ?? 0) < 0x80 ? [at] : []));
    for (const at of answers) {
      const twice = messages.toSpliced(at, 0, messages[at] ?? Buffer.alloc(0));
      const { judged, conversation } = judge(twice);
      expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
      expect(conversation.unread).toEqual([]);
      // It is shown all the same.
      expect(conversation.messages.length).toBe(twice.length);
    }
  });
});

describe('a request that was tried again', () => {
  it('is one exchange with the answer that came, and no lost one besides', () => {
    const { device, messages } = whole();
    const [ask = Buffer.alloc(0), answer = Buffer.alloc(0)] = device.challenge();
    const at = messages.findIndex((message) => message.equals(ask));
    const again = [...messages.slice(0, at), ask, ask, answer, ...messages.slice(at + 2)];
    const { judged, conversation } = judge(again);
    expect(conversation.unread).toEqual([]);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });
});
