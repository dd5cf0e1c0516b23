/** Files of chains whose form is seen by where a certificate begins. */
import { describe, expect, it } from 'vitest';
import { nodeSecrets } from '../../../main/evidence/secrets.js';
import { authority, since } from '../../../test/fixtures/evidence/simulated.js';
import { concat } from '../bytes/concat.js';
import { u32 } from '../bytes/write.js';
import { makeAuthority } from '../responder/authority.js';
import { readChainFile } from './chain.js';

const blobOf = (hash: Uint8Array, certificates: readonly Uint8Array[]): Uint8Array => {
  const rest = concat(hash, ...certificates);
  return concat(u32(rest.length + 4), rest);
};
const readAs = (bytes: Uint8Array) => {
  const { links, rootHash, trouble } = readChainFile(bytes, 'file');
  return { links: links.length, rootHash, trouble };
};

/** Of authorities with ever longer names, the first whose blob has this length in its lowest byte. */
const ofLength = (low: number, hash: Uint8Array): readonly Uint8Array[] => {
  for (let more = 0; more < 4096; more += 1) {
    const name = 'x'.repeat(1 + (more % 64));
    const { certificates } = makeAuthority({ seed: new Uint8Array(32).fill(more & 0xff), since, name }, nodeSecrets);
    if ((blobOf(hash, certificates)[0] ?? 0) === low) return certificates;
  }
  throw new Error('no such length');
};

describe('a file with a chain as SPDM delivers it', () => {
  it.each([32, 48, 64])('is told from DER by what can be read, with a hash of %i bytes', (size) => {
    const { certificates } = authority;
    // Each byte of it begins a short certificate, as far as the first two bytes say.
    const hash = new Uint8Array(size).fill(0x30);
    expect(readAs(blobOf(hash, certificates))).toEqual({ links: certificates.length, rootHash: hash, trouble: null });
    expect(readAs(concat(...certificates))).toEqual({ links: certificates.length, rootHash: null, trouble: null });
  });

  it('is one where its length begins as a certificate does', () => {
    const hash = new Uint8Array(48).fill(1);
    const certificates = ofLength(0x30, hash);
    const blob = blobOf(hash, certificates);
    expect(blob[0]).toBe(0x30);
    expect(readAs(blob)).toEqual({ links: certificates.length, rootHash: hash, trouble: null });
  });

  it('whose first certificate is broken says so, and is no unknown file', () => {
    const blob = blobOf(new Uint8Array(48), authority.certificates);
    blob.set([0x31], 60);
    expect(readAs(blob)).toEqual({ links: 0, rootHash: new Uint8Array(48), trouble: expect.stringContaining('byte') });
    expect(readAs(new Uint8Array(100)).trouble).toBe('byte 0: expected PEM, DER, or a chain as SPDM delivers it');
  });
});
