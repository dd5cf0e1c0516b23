/** Every file of the oracle gets the verdict that its README or summary says, in Node and in Electron's main process. */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inElectron } from './electron/inElectron.js';
import { judgeOracle, type OracleFound } from './judgeOracle.js';
import { captures, oracle } from './place.js';

interface Summary {
  readonly challenge?: { readonly signature_ok: boolean };
  readonly measurements: readonly { readonly signature_ok: boolean }[];
}

/** A message of the capture in the clear; not all have bytes. */
interface Sent {
  readonly secured?: boolean;
  readonly hex?: string;
}

const runtimes: Readonly<Record<string, () => Promise<OracleFound | null>>> = {
  Node: async () => judgeOracle(oracle()),
  'Electron’s main process': async () => (await inElectron({ vectors: null, oracle: oracle() })).oracle,
};

/** What an independent checker found, as the lines that ours must say: in the clear first, then in the session. */
const expectedOf = (name: string, chain: string, verdict: string): readonly string[] => {
  const { challenge, measurements } = JSON.parse(readFileSync(oracle('spdm', name, 'summary.json'), 'utf8')) as Summary;
  const sent = JSON.parse(readFileSync(oracle('spdm', name, 'messages.json'), 'utf8')) as Sent[];
  const inSession = sent.filter(({ secured, hex }) => secured && /^1.e0(?:.[13579bdf])/.test(hex ?? ''));
  const word = (good: boolean): string => (good ? 'pass' : 'fail');
  const line = (kind: string, good: boolean): string =>
    `${kind}: signature ${word(good)}, chain ${chain}, verdict ${verdict}`;
  return [
    ...(challenge ? [line('challenge plain', challenge.signature_ok)] : []),
    ...measurements.map(({ signature_ok }) => line('measurements plain', signature_ok)),
    ...inSession.map(() => line('measurements in session', true)),
  ];
};

describe.runIf(existsSync(oracle())).each(Object.keys(runtimes))('the oracle in %s', (runtime) => {
  let found: OracleFound | null = null;
  beforeAll(async () => {
    found = (await runtimes[runtime]?.()) ?? null;
  });

  it.each(captures())('%s: every signature verifies, and what was hashed is what was rebuilt', (name) => {
    const capture = found?.captures[name];
    expect(capture?.troubles).toEqual([]);
    expect(capture?.trusted).toEqual(expectedOf(name, 'pass', 'pass'));
    expect(capture?.untrusted).toEqual(expectedOf(name, 'no-reference', 'no-reference'));
    expect(capture?.different).toEqual([]);
    expect(capture?.equal).toContain('vca.bin');
  });

  it('a GPU’s report passes, and the one that was spoilt on purpose fails', () => {
    const lines = Object.entries(found?.reports ?? {});
    expect(lines.length).toBeGreaterThan(0);
    for (const [name, verdicts] of lines) {
      const word = name.includes('InvalidSignature') ? 'fail' : 'pass';
      expect(verdicts).toEqual([`measurements plain: signature ${word}, chain pass, verdict ${word}`]);
    }
  });

  it('CoRIM, signed and unsigned, and CoMID yield reference values', () => {
    const counts = Object.values(found?.corim ?? {});
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts) expect(count).toBeGreaterThan(0);
  });
});
