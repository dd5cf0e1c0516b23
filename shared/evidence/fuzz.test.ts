/** Hostile evidence: whatever the bytes, readers answer, in bounded time and memory, and say where it stopped making sense. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from './bytes/reader.js';
import { readDerChain, readPemChain, readSlotChain } from './certificate/chain.js';
import { follow } from './exchange/conversation.js';
import { splitStream } from './exchange/stream.js';
import { requestCodes, responseCodes } from './spdm/codes.js';
import { readMessage } from './spdm/message.js';
import { nothingNegotiated } from './spdm/negotiated.js';
import { messagesOf } from './transport/carried.js';
import { readPcap } from './transport/pcap.js';
import { readCorim } from './verify/corim.js';

const bytes = fc.uint8Array({ maxLength: 600 });
const code = fc.constantFrom(...Object.values(requestCodes), ...Object.values(responseCodes));
const message = fc
  .tuple(fc.integer({ min: 0x10, max: 0x14 }), code, bytes)
  .map(([version, kind, rest]) => Uint8Array.of(version, kind, ...rest));
const agreed = {
  version: 0x12,
  hash: 'sha384',
  asym: { scheme: 'ecdsa-p384', name: 'ECDSA P-384', size: 96 },
  measurementHash: 'sha384',
  multiKey: false,
  group: { name: 'P-384', size: 96 },
} as const;

describe('any bytes', () => {
  it('are a message, or a place where they stop being one', () => {
    fc.assert(
      fc.property(message, (input) => {
        const read = parse(input, (reader) => readMessage(reader, { negotiated: agreed, request: null }));
        if (read.ok) expect(read.length).toBeLessThanOrEqual(input.length);
        else {
          expect(read.at).toBeGreaterThanOrEqual(0);
          expect(read.at).toBeLessThanOrEqual(input.length);
          expect(read.expected).not.toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('make a conversation or troubles, and never a signed exchange without a signature', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const heard = messages.map((each) => ({
          bytes: each,
          range: { source: 'x', offset: 0, length: each.length },
          secured: false,
        }));
        for (const { body } of follow(heard, agreed).exchanges) expect(body.signature).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('are a stream that ends cleanly, or that says where it broke', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const { heard, trouble } = splitStream(input, 'x', nothingNegotiated);
        const taken = heard.reduce((sum, each) => sum + each.bytes.length, 0);
        expect(trouble === null).toBe(taken === input.length);
      }),
    );
  });

  it('are a chain, or trouble in words', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const der = Uint8Array.of(0x30, 0x82, 0, input.length & 255, ...input);
        for (const chain of [
          readDerChain(der, 'x'),
          readSlotChain(input, { hashSize: 32, version: 0x12, source: 'x' }),
        ])
          if (chain.links.length === 0) expect(chain.trouble).not.toBeNull();
        expect(
          readPemChain(`-----BEGIN CERTIFICATE-----${input.join('')}-----END CERTIFICATE-----`, 'x').trouble,
        ).not.toBeNull();
      }),
    );
  });

  it('are a capture or none, and CBOR or none', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const capture = readPcap(Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, ...input), 'x');
        if (capture.ok) messagesOf(capture.value);
        else expect(capture.expected).not.toBe('');
        const corim = readCorim(Uint8Array.of(0xd9, 1, 0xf5, ...input), 'x');
        if (!corim.ok) expect(corim.why).not.toBe('');
      }),
    );
  });
});
