/** Loose files of 1.0 and 1.1, where nothing says which hash was agreed on, and of RSA which padding: the key alone does not. */
import { describe, expect, it } from 'vitest';
import { makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, testDevice } from '../../test/fixtures/evidence/device.js';
import { readDerChain, readSlotChain } from '../../shared/evidence/certificate/chain.js';
import { judgeFiles } from '../../shared/evidence/verify/judgeFiles.js';
import { nodeCryptography } from './cryptography.js';

const curve = makeChain();
const blocks = [block(1, 0x81, Buffer.from('firmware 1.0'))];

interface Signing extends Partial<DeviceOptions> {
  readonly hash: string;
  readonly hashBit: number;
}

/** @param bent Byte of the answer in which a bit is changed; null for none. */
const judged = (chain: typeof curve, signing: Signing, bent: number | null = null) => {
  const { hash } = signing;
  const device = testDevice({ chain, version: 0x11, ...signing });
  const [request = null, answer = Buffer.alloc(0)] = device.measurements(blocks);
  const response = Buffer.from(answer);
  if (bent !== null) response[bent] = (response[bent] ?? 0) ^ 1;
  const anchors = readDerChain(chain[0].der, 'root').links.map(({ certificate }) => certificate);
  const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography: nodeCryptography };
  const hashSize = nodeCryptography.hash(hash as 'sha256', new Uint8Array(0))?.length ?? 0;
  const forms = {
    'as a slot’s': readSlotChain(device.blob, { hashSize, version: 0x11, source: 'chain' }),
    'as certificates alone': readDerChain(Buffer.concat(chain.map(({ der }) => der)), 'chain'),
  };
  return Object.entries(forms).map(([form, own]) => {
    const files = { chain: own, response, request, vca: null, version: null };
    const [one] = judgeFiles(files, judging).judged;
    const failed = one?.checks.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : []));
    return [form, one?.verdict, one?.exchange.negotiated.hash, failed];
  });
};

describe('a P-384 key of 1.1 without VCA', () => {
  it.each([
    ['sha256', 1],
    ['sha384', 2],
    ['sha512', 4],
    ['sha3-256', 8],
    ['sha3-384', 0x10],
    ['sha3-512', 0x20],
  ] as const)('may sign with %s: what verifies says which it was', (hash, hashBit) => {
    expect(judged(curve, { hash, hashBit })).toEqual([
      ['as a slot’s', 'pass', hash, []],
      ['as certificates alone', 'pass', hash, []],
    ]);
  });

  it('is bad where its signature verifies with none', () => {
    for (const [, verdict, , failed] of judged(curve, { hash: 'sha3-384', hashBit: 0x10 }, 12)) {
      expect(verdict).toBe('fail');
      expect(failed).toEqual(['signature']);
    }
  });
});

describe('an RSA key of 1.1 without VCA', () => {
  it.each([
    [2048, false, 0x1],
    [2048, true, 0x2],
    [3072, false, 0x4],
    [3072, true, 0x8],
  ] as const)('of %i bits may sign with either padding, PSS %s, and any hash', (bits, pss, asym) => {
    const chain = makeChain({ newkey: [`rsa:${bits}`] });
    for (const [hash, hashBit] of [
      ['sha512', 4],
      ['sha3-256', 8],
    ] as const) {
      const signing = { asym, pss, hash, hashBit };
      expect(judged(chain, signing)).toEqual([
        ['as a slot’s', 'pass', hash, []],
        ['as certificates alone', 'pass', hash, []],
      ]);
      for (const [, , , failed] of judged(chain, signing, 12)) expect(failed).toEqual(['signature']);
    }
  });
});
