/** Sessions as DMTF's emulators opened them: the requester's own check of KEY_EXCHANGE_RSP, on bytes nobody here made. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concat } from '../../shared/evidence/bytes/concat.js';
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import { parse } from '../../shared/evidence/bytes/reader.js';
import { readSlotChain } from '../../shared/evidence/certificate/chain.js';
import { follow } from '../../shared/evidence/exchange/conversation.js';
import { splitStream } from '../../shared/evidence/exchange/stream.js';
import { readKeyExchange, readKeyExchangeAnswer } from '../../shared/evidence/session/messages.js';
import { curveGroups } from '../../shared/evidence/spdm/algorithms.js';
import { provesSession } from '../../shared/evidence/session/proof.js';
import { readMessage } from '../../shared/evidence/spdm/message.js';
import { hashSizeOf, type Negotiated, nothingNegotiated } from '../../shared/evidence/spdm/negotiated.js';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { captures, oracle } from './place.js';

const bytesOf = (name: string, file: string): Uint8Array => new Uint8Array(readFileSync(oracle('spdm', name, file)));

/** KEY_EXCHANGE and its answer, each time they came; and the newest DIGESTS before them. */
const exchangesOf = (name: string) => {
  const all = JSON.parse(readFileSync(oracle('spdm', name, 'messages.json'), 'utf8')) as { hex?: string }[];
  const messages = all.map(({ hex }) => fromHex(hex ?? '') ?? new Uint8Array());
  return messages.flatMap((request, n) => {
    const answer = messages[n + 1];
    const digests = messages.slice(0, n).findLast((one) => one[1] === 0x01) ?? new Uint8Array();
    return request[1] === 0xe4 && answer?.[1] === 0x64 ? [{ request, answer, digests }] : [];
  });
};

/** Both sides' algorithms, the group of ECDHE among them: table 2 behind 36 bytes of ALGORITHMS. */
const agreedIn = (vca: Uint8Array): { readonly negotiated: Negotiated; readonly point: number } => {
  const { heard } = splitStream(vca, 'vca', nothingNegotiated);
  const algorithms = heard.at(-1)?.bytes ?? new Uint8Array();
  const bit = algorithms[36] === 2 ? algorithms[38] : 0;
  const group = Object.values(curveGroups).find((each) => each.bit === bit);
  return { negotiated: follow(heard).negotiated, point: group?.size ?? 0 };
};

const withoutPadding = (message: Uint8Array, negotiated: Negotiated): Uint8Array => {
  const read = parse(message, (reader) => readMessage(reader, { negotiated, request: null }));
  return message.subarray(0, read.ok ? read.length : 0);
};

/** Versions before 1.2 sign in another way, and this tool opens no sessions by it. */
const sessions = captures().filter((name) => !name.includes('11') && exchangesOf(name).length > 0);

describe.runIf(sessions.length > 0)('a session on the wire', () => {
  it.each(sessions)('%s: KEY_EXCHANGE_RSP is proven by its slot’s key, and by nothing that was changed', (name) => {
    const vca = bytesOf(name, 'vca.bin');
    const { negotiated, point } = agreedIn(vca);
    const hashSize = hashSizeOf(negotiated) ?? 0;
    let proven = 0;
    for (const { request, answer, digests } of exchangesOf(name)) {
      const asked = parse(request, (reader) => readKeyExchange(reader, point));
      if (!asked.ok) throw new Error(asked.expected);
      const file = `certchain_slot${asked.value.slot}.spdm.bin`;
      if (!existsSync(oracle('spdm', name, file))) continue;
      const blob = bytesOf(name, file);
      const leaf = readSlotChain(blob, { hashSize, version: negotiated.version, source: file }).links.at(-1);
      // Their handshakes stay in the clear, with a hash over all measurements.
      const sizes = { point, summary: hashSize, signature: negotiated.asym?.size ?? 0, proof: 0 };
      const read = parse(answer, (reader) => readKeyExchangeAnswer(reader, sizes));
      if (!read.ok || leaf === undefined || negotiated.hash === null) throw new Error('not read');
      const { signature, signatureAt } = read.value;
      const digest = nodeCryptography.hash(negotiated.hash, blob) ?? new Uint8Array();
      const several = negotiated.multiKey ? withoutPadding(digests, negotiated) : new Uint8Array();
      const transcript = concat(
        vca,
        several,
        digest,
        request.subarray(0, asked.length),
        answer.subarray(0, signatureAt),
      );
      const claim = { negotiated, key: leaf.certificate.publicKey, transcript, signature };
      expect(provesSession(claim, nodeCryptography)).toBe(true);
      for (const at of [0, vca.length, transcript.length - 1]) {
        const bent = transcript.map((byte, n) => (n === at ? byte ^ 1 : byte));
        expect(provesSession({ ...claim, transcript: bent }, nodeCryptography)).toBe(false);
      }
      proven += 1;
    }
    expect(proven).toBeGreaterThan(0);
  });
});
