/** Secrets against answers that others published, and against the runtime's own cryptography. */
import { createECDH, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { otherNamesOf, spdmOidsOf } from '../../shared/evidence/certificate/extensions.js';
import { publicKeyInfo } from '../../shared/evidence/certificate/issue.js';
import { oids } from '../../shared/evidence/certificate/oids.js';
import { issueDevice, makeAuthority } from '../../shared/evidence/responder/authority.js';
import { sampleIdentity } from '../../shared/evidence/responder/sample.js';
import { nodeSecrets } from './secrets.js';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const seed = new Uint8Array(32).fill(7);

describe('keys from a seed', () => {
  it.each(['p256', 'p384'] as const)('sign on %s what the runtime verifies, the same each time', (curve) => {
    const key = nodeSecrets.privateKey(curve, seed);
    const spki = createPublicKey({ key: Buffer.from(publicKeyInfo(key)), format: 'der', type: 'spki' });
    const message = Buffer.from('a message');
    for (const form of ['raw', 'der'] as const) {
      const signature = nodeSecrets.sign(key, { hash: 'sha384', message, form });
      expect(signature).toEqual(nodeSecrets.sign(key, { hash: 'sha384', message, form }));
      const dsaEncoding = form === 'raw' ? 'ieee-p1363' : 'der';
      expect(verify('sha384', message, { key: spki, dsaEncoding }, signature)).toBe(true);
    }
    expect(nodeSecrets.privateKey(curve, seed)).toEqual(key);
    expect(nodeSecrets.privateKey(curve, new Uint8Array(32)).scalar).not.toEqual(key.scalar);
  });

  it('sign as RFC 6979 says (A.2.6, P-384 with SHA-384, "sample")', () => {
    const scalar = hex(
      '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
    );
    const signature = nodeSecrets.sign(
      { curve: 'p384', scalar, point: new Uint8Array() },
      { hash: 'sha384', message: Buffer.from('sample'), form: 'raw' },
    );
    expect(Buffer.from(signature).toString('hex').toUpperCase()).toBe(
      '94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46' +
        '99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8',
    );
  });

  it('agree with the runtime’s own, and refuse a point that is on no curve', () => {
    const [mine, yours] = [nodeSecrets.privateKey('p384', seed), nodeSecrets.privateKey('p384', new Uint8Array(32))];
    const shared = nodeSecrets.agree(mine, yours.point);
    expect(shared).toEqual(nodeSecrets.agree(yours, mine.point));
    const runtime = createECDH('secp384r1');
    runtime.setPrivateKey(mine.scalar);
    expect(shared).toEqual(new Uint8Array(runtime.computeSecret(Uint8Array.of(4, ...yours.point))));
    expect(shared?.length).toBe(48);
    expect(nodeSecrets.agree(mine, new Uint8Array(96).fill(1))).toBeNull();
    expect(nodeSecrets.agree(mine, new Uint8Array(3))).toBeNull();
  });
});

describe('a sealed record', () => {
  it('opens for the same key, counter and head, and for nothing else', () => {
    const sealing = { key: seed, iv: new Uint8Array(12), aad: Uint8Array.of(1, 2), bytes: Buffer.from('text') };
    const bytes = nodeSecrets.seal(sealing);
    expect(bytes.length).toBe(20);
    expect(Buffer.from(nodeSecrets.open({ ...sealing, bytes }) ?? []).toString()).toBe('text');
    expect(nodeSecrets.open({ ...sealing, bytes, aad: Uint8Array.of(1) })).toBeNull();
    expect(nodeSecrets.open({ ...sealing, bytes, iv: new Uint8Array(12).fill(1) })).toBeNull();
    expect(nodeSecrets.open({ ...sealing, bytes: bytes.subarray(0, 9) })).toBeNull();
  });
});

describe('the authority of simulated devices', () => {
  const since = Date.UTC(2026, 0, 1);
  const authority = makeAuthority({ seed, since }, nodeSecrets);
  const wish = {
    identity: sampleIdentity,
    curve: 'p384',
    tcb: { vendor: 'Lockstep', model: 'NVMe', version: '1.0', svn: 3, layer: 1, firmware: new Uint8Array(48) },
    expires: null,
  } as const;

  it.each([
    ['device', 3],
    ['alias', 4],
  ] as const)('issues chains of the model %s that the runtime’s own reader follows', (model, length) => {
    const { certificates } = issueDevice(authority, { ...wish, model }, nodeSecrets);
    const read = certificates.map((der) => new X509Certificate(der));
    expect(read.length).toBe(length);
    for (const [n, certificate] of read.entries()) {
      const issuer = read[Math.max(0, n - 1)];
      expect(issuer === undefined ? false : certificate.verify(issuer.publicKey)).toBe(true);
      expect(certificate.ca).toBe(n < length - 1);
    }
    expect(read.at(-1)?.validTo).toBe('Dec 31 23:59:59 9999 GMT');
  });

  it('names the device as the DMTF and the CMA do; a hardware identity stands in no alias', () => {
    const ids = (['device', 'alias'] as const).map((model) => {
      const leaf = readCertificate(issueDevice(authority, { ...wish, model }, nodeSecrets).certificates.at(-1) ?? seed);
      if (!leaf.ok) throw new Error(leaf.expected);
      expect(otherNamesOf(leaf.certificate)).toEqual([
        { oid: oids.dmtfDeviceInfo, text: '1b36:0010:0001' },
        {
          oid: oids.cmaName,
          text: 'Vendor=1b36:Device=0010:CC=010802:REV=02:SSVID=1af4:SSID=1100:0001',
        },
      ]);
      return spdmOidsOf(leaf.certificate);
    });
    expect(ids).toEqual([[oids.dmtfHardwareIdentity], [oids.dmtfMutableCertificate]]);
  });
});
