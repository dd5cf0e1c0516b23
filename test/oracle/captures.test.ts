/** Sessions between an emulated requester and responder of others, captured on the wire, judged as an independent checker judged them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readPlaintext } from '../../main/evidence/plaintext.js';
import { toHex } from '../../shared/evidence/bytes/hex.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import type { Heard } from '../../shared/evidence/exchange/conversation.js';
import { messagesOf } from '../../shared/evidence/transport/carried.js';
import { readPcap } from '../../shared/evidence/transport/pcap.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { captures, oracle } from './place.js';

interface Summary {
  readonly challenge?: { readonly slot: number; readonly m1m2_len: number; readonly signature_ok: boolean };
  readonly measurements: readonly {
    readonly blocks: number;
    readonly l1l2_len: number;
    readonly signature_ok: boolean;
  }[];
  readonly chains: Readonly<Record<string, { readonly length: number; readonly root_hash_ok: boolean }>>;
}

const file = (name: string, part: string): Uint8Array => new Uint8Array(readFileSync(oracle('spdm', name, part)));
const hexOf = (name: string, part: string): string => toHex(file(name, part));

/** A capture's messages, and the plaintext of its sessions where somebody decrypted it, in their order. */
const heardIn = (name: string): readonly Heard[] => {
  const capture = readPcap(file(name, 'session.pcap'), 'session.pcap');
  if (!capture.ok) throw new Error(capture.expected);
  const plain = messagesOf(capture.value)
    .messages.filter(({ kind }) => kind === 'spdm')
    .map((message) => ({ ...message, secured: false }));
  const session = readPlaintext(readFileSync(oracle('spdm', name, 'messages.json'), 'utf8'), 'messages.json');
  if (typeof session === 'string') throw new Error(session);
  return [...plain, ...session].toSorted((one, other) => one.number - other.number);
};

const judge = (name: string, trusted: boolean) =>
  judgeConversation(heardIn(name), {
    anchors: trusted ? readChainFile(file(name, 'root0.der'), 'root').links.map(({ certificate }) => certificate) : [],
    references: null,
    at: Date.UTC(2026, 10, 1),
    nonce: null,
    cryptography: nodeCryptography,
  });

describe.each(captures())('the capture %s', (name) => {
  const summary = JSON.parse(readFileSync(oracle('spdm', name, 'summary.json'), 'utf8')) as Summary;

  it('yields the exchanges, chains and connection set-up that an independent checker found', () => {
    const { conversation, judged } = judge(name, true);
    expect(conversation.troubles).toEqual([]);
    expect(toHex(conversation.vca ?? new Uint8Array())).toBe(hexOf(name, 'vca.bin'));
    for (const { slot, blob } of conversation.chains) {
      expect(toHex(blob)).toBe(hexOf(name, `certchain_slot${slot}.spdm.bin`));
    }
    const plain = judged.filter(({ exchange }) => !exchange.inSession).map(({ exchange }) => exchange.kind);
    const told = [...(summary.challenge ? ['challenge'] : []), ...summary.measurements.map(() => 'measurements')];
    expect(plain).toEqual(told);
  });

  it('is hashed byte for byte as the device hashed it', () => {
    const { judged } = judge(name, true);
    const measured = judged.filter(({ exchange }) => exchange.kind === 'measurements');
    for (const { exchange } of judged) {
      const { kind, inSession, transcript, body } = exchange;
      const nth = measured.filter((each) => !each.exchange.inSession).findIndex((each) => each.exchange === exchange);
      const stem = kind === 'challenge' ? 'challenge' : inSession ? 'insession' : `meas${nth}`;
      const part = `${stem}.${kind === 'challenge' ? 'm1m2' : 'l1l2'}.bin`;
      if (!existsSync(oracle('spdm', name, part))) continue;
      expect(toHex(transcript ?? new Uint8Array())).toBe(hexOf(name, part));
      expect(toHex(body.signature ?? new Uint8Array())).toBe(hexOf(name, `${stem}.sig.bin`));
    }
  });

  it('tells of each session who signed for it: its slot’s key, or for a pre-shared one nobody', () => {
    const { sessions, judged } = judge(name, true);
    expect(sessions.length).toBeGreaterThan(0);
    const measured = judged.some(({ exchange }) => exchange.kind === 'measurements');
    for (const { opening, checks, chain, verdict } of sessions) {
      // A chain's own rows stand here only where no exchange of the capture rests on that chain.
      const ofChain = checks.filter(({ id }) => id.startsWith('chain.'));
      const own = checks.filter((check) => !ofChain.includes(check));
      const found = Object.fromEntries(own.map((check) => [check.id, check.verdict]));
      if (opening.kind === 'psk-exchange') {
        expect(ofChain).toEqual([]);
        expect([found, verdict]).toEqual([
          { 'session.psk': 'not-checkable', 'session.summary': 'not-checkable' },
          'not-checkable',
        ]);
      } else {
        expect(found).toEqual({
          'session.signature': 'pass',
          'session.summary': measured ? 'pass' : 'not-checkable',
        });
        for (const check of ofChain) expect(['pass', chain]).toContain(check.verdict);
        // Another slot may be under another root.
        expect(['pass', 'no-reference']).toContain(chain);
      }
    }
  });

  it('passes under its own root, and is no pass without one, with the signature good all the same', () => {
    const under = judge(name, true).judged;
    expect(under.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict !== 'pass'))).toEqual([]);
    for (const { signature, chain, verdict } of judge(name, false).judged)
      expect({ signature, chain, verdict }).toEqual({
        signature: 'pass',
        chain: 'no-reference',
        verdict: 'no-reference',
      });
  });
});
