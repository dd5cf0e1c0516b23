/** Configuration space is read as devices write it, and never trusted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';

/** Bytes at offsets, in a space of `size`. */
const space = (size: number, words: Readonly<Record<number, readonly number[]>>): string => {
  const bytes = new Uint8Array(size);
  for (const [offset, list] of Object.entries(words)) bytes.set(list, Number(offset));
  return Buffer.from(bytes).toString('hex');
};

const withExpress = {
  0: [0x4d, 0x14, 0x26, 0xa8, 0x06, 0x04, 0x10, 0x00],
  52: [0x40],
  64: [0x10, 0x00, 0x02, 0x00, 0x02, 0x80, 0x00, 0x40],
};

describe('parseConfig', () => {
  it('finds TEE, ATS, DOE and IDE in 4096 bytes', () => {
    const hex = space(4096, {
      ...withExpress,
      256: [0x0f, 0x00, 0x01, 0x11, 0x00, 0x00, 0x00, 0x80],
      272: [0x2e, 0x00, 0x02, 0x13],
      304: [0x30, 0x00, 0x01, 0x00],
    });
    expect(parseConfig(hex)).toEqual({
      kind: 'facts',
      facts: { busMaster: true, tee: true, ide: true, doe: true, ats: true, atsEnabled: true },
    });
  });

  it('R48 tells ATS that is there from ATS that is on', () => {
    const hex = space(4096, { ...withExpress, 256: [0x0f, 0x00, 0x01, 0x00] });
    expect(parseConfig(hex)).toMatchObject({ facts: { ats: true, atsEnabled: false } });
  });

  it('says nothing of what 64 bytes do not hold', () => {
    const hex = space(4096, withExpress).slice(0, 128);
    expect(parseConfig(hex)).toEqual({
      kind: 'facts',
      facts: { busMaster: true, tee: null, ide: null, doe: null, ats: null, atsEnabled: null },
    });
  });

  it('knows that a conventional function has no extended capability', () => {
    expect(parseConfig(space(256, { 4: [0x02] }))).toMatchObject({
      facts: { busMaster: false, tee: false, ide: false },
    });
  });

  it('says so when the device did not answer', () => {
    expect(parseConfig('ff'.repeat(4096))).toMatchObject({ kind: 'unreadable' });
  });

  it('ends on capability lists that go round in circles', () => {
    const hex = space(4096, { ...withExpress, 52: [0x80], 128: [0x01, 0x80], 256: [0x0b, 0x00, 0x01, 0x10] });
    expect(parseConfig(hex).kind).toBe('facts');
  });

  it('survives any bytes, and any text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), fc.string(), (bytes, text) => {
        parseConfig(Buffer.from(bytes).toString('hex'));
        parseConfig(text);
      }),
      { numRuns: 200 },
    );
  });
});
