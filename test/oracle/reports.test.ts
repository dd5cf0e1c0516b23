/** Reports of real hardware, and reference values as others write them. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import { readCorim } from '../../shared/evidence/verify/corim.js';
import { judgeFiles } from '../../shared/evidence/verify/judgeFiles.js';
import { oracle } from './place.js';

const gpu = (part: string): string => oracle('nvidia', `sample_attestation_data__gpu__hopper${part}.txt`);

const judge = (part: string) => {
  const chain = readChainFile(new Uint8Array(readFileSync(gpu('CertChain'))), 'chain');
  const response = fromHex(readFileSync(gpu(part), 'utf8')) ?? new Uint8Array();
  return judgeFiles(
    { chain, response, request: null, vca: null, version: null },
    {
      anchors: chain.links.slice(0, 1).map(({ certificate }) => certificate),
      references: null,
      at: Date.UTC(2026, 10, 1),
      nonce: null,
      cryptography: nodeCryptography,
    },
  ).judged;
};

describe.runIf(existsSync(gpu('CertChain')))('a GPU’s attestation report with its PEM chain, leaf first', () => {
  it('passes under its maker’s root', () => {
    const [report, ...more] = judge('AttestationReport');
    expect(more).toEqual([]);
    expect(report?.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report?.exchange).toMatchObject({ kind: 'measurements', negotiated: { version: 0x11 } });
  });

  it('fails by its signature, and only by it, where that was spoilt on purpose', () => {
    const [report] = judge('AttestationReportInvalidSignature');
    expect(report).toMatchObject({ signature: 'fail', chain: 'pass', verdict: 'fail' });
    expect(report?.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)).toEqual(['signature']);
  });
});

describe.runIf(existsSync(oracle('corim')))('CoRIM and CoMID', () => {
  it.each([
    ['corim_testcases_signed-good-corim.cbor', 'ACME RoadRunner', 32],
    ['corim_testcases_unsigned-good-corim.cbor', 'ACME RoadRunner', 32],
  ])('%s yields its reference digests', (name, label, size) => {
    const path = oracle('corim', name);
    const read = readCorim(new Uint8Array(readFileSync(path)), basename(path));
    if (!read.ok) throw new Error(read.why);
    expect(read.references.values.length).toBeGreaterThan(0);
    for (const value of read.references.values) {
      expect(value.label).toBe(label);
      expect(value.value.length).toBe(size);
    }
  });
});
