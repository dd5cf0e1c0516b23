/** IDE key management: read field by field, and no key in what is shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/hex.js';
import { parse } from '../bytes/reader.js';
import { readIdeKm } from './message.js';

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();
const key = 'a5'.repeat(32);
const slot = { stream: 3, keySet: 1, direction: 'transmit', subStream: 'completion', port: 1 };

describe('a message of IDE key management', () => {
  it.each([
    ['000001', { kind: 'query', port: 1 }],
    [
      '01000108010007deadbeef',
      {
        kind: 'capabilities',
        port: 1,
        deviceFunction: 8,
        bus: 1,
        segment: 0,
        lastPort: 7,
        registers: bytesOf('deadbeef'),
      },
    ],
    [`02000003002301${key}0000000001000000`, { kind: 'program', slot }],
    ['03000003022301', { kind: 'programmed', slot, status: 2 }],
    ['04000003002301', { kind: 'go', slot }],
    ['05000003002301', { kind: 'stop', slot }],
    ['06000003002301', { kind: 'went', slot }],
    ['09ff', { kind: 'other', object: 9 }],
  ])('%s is read whole', (hex, expected) => {
    const read = parse(bytesOf(hex), readIdeKm);
    expect(read).toMatchObject({ ok: true, value: expected, length: hex.length / 2 });
  });

  it('shows no key, and says in words which one it is', () => {
    const { fields } = parse(bytesOf(`02000003002301${key}0000000001000000`), readIdeKm);
    expect(JSON.stringify(fields)).not.toContain('a5a5');
    expect(fields.find(({ name, length }) => name === 'key' && length === 1)?.text).toBe(
      'key set 1, transmit, completion',
    );
  });

  it('with a key that is cut off is refused at its byte', () => {
    expect(parse(bytesOf('02000003002301a5'), readIdeKm)).toMatchObject({
      ok: false,
      at: 7,
      expected: 'key, 32 bytes',
    });
  });

  it('of any bytes ends', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void parse(bytes, readIdeKm)));
  });
});
