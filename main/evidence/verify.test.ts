/** Evidence judged end to end with this process' cryptography: real keys, real chains, messages written by another hand than reads them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import type { Judging } from '../../shared/evidence/verify/verifyExchange.js';
import { nodeCryptography } from './cryptography.js';

const certificateOf = ({ der }: Issued): Certificate => {
  const read = readCertificate(der);
  if (!read.ok) throw new Error(read.expected);
  return read.certificate;
};

const blocks = [
  block(1, 0, new Uint8Array(64).fill(1)),
  block(2, 0x81, new Uint8Array(20).fill(2)),
  block(9, 0x87, new Uint8Array(8)),
];

let chain: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
});

const judging = (root: Issued | null, more: Partial<Judging> = {}): Judging => ({
  anchors: root === null ? [] : [certificateOf(root)],
  references: null,
  at: Date.now(),
  nonce: null,
  cryptography: nodeCryptography,
  ...more,
});

/** A whole connection: set-up, chain, challenge, measurements. */
const whole = (options: Partial<DeviceOptions> & { readonly oneByOne?: boolean } = {}) => {
  const device = testDevice({ chain, version: 0x12, ...options });
  const { vca, digests, certificates } = device;
  const start = [...vca, ...digests, ...certificates];
  return { device, messages: [...start, ...device.challenge(), ...device.measurements(blocks, options.oneByOne)] };
};

const notPassed = (messages: readonly Uint8Array[], how: Judging) =>
  judgeConversation(heard(messages), how).judged.map(({ checks }) =>
    checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => `${id} ${verdict}`),
  );

describe('a device that is what it says', () => {
  it.each([0x10, 0x11, 0x12, 0x13, 0x14])('passes in version %i, all at once and one by one', (version) => {
    for (const oneByOne of [false, true]) {
      const { messages } = whole({ version, oneByOne });
      const { judged, conversation } = judgeConversation(heard(messages), judging(chain[0]));
      expect(conversation.troubles).toEqual([]);
      expect(judged.map(({ exchange, verdict }) => [exchange.kind, verdict])).toEqual([
        ['challenge', 'pass'],
        ['measurements', 'pass'],
      ]);
    }
  });

  it('passes after answers that are padded to whole dwords, as a DOE mailbox delivers them', () => {
    const padded = whole().messages.map((message) => Buffer.concat([message, Buffer.alloc(-message.length & 3)]));
    expect(notPassed(padded, judging(chain[0]))).toEqual([[], []]);
  });

  it.each(['responder', 'requester'] as const)('passes where the %s has several keys, and says so', (several) => {
    const { messages } = whole({ version: 0x13, several });
    const { judged, conversation } = judgeConversation(heard(messages), judging(chain[0]));
    expect(conversation.troubles).toEqual([]);
    expect(conversation.negotiated.multiKey).toBe(several === 'responder');
    expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('is no pass under a root that nobody named, though its signatures are good', () => {
    const { judged } = judgeConversation(heard(whole().messages), judging(null));
    for (const { signature, chain: path, verdict } of judged)
      expect([signature, path, verdict]).toEqual(['pass', 'no-reference', 'no-reference']);
  });
});

describe('the chain', () => {
  const withFlaw = (flaws: Parameters<typeof makeChain>[0]): readonly string[] => {
    const flawed = makeChain(flaws);
    const device = testDevice({ chain: flawed, version: 0x12 });
    const { vca, digests, certificates } = device;
    const messages = [...vca, ...digests, ...certificates, ...device.challenge()];
    return notPassed(messages, judging(flawed[0])).flat();
  };

  it('fails where an authority may not sign', () => {
    expect(withFlaw({ between: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature'] })).toEqual([
      'chain.1.key-usage fail',
    ]);
  });
  it('fails where what signs is no authority', () => {
    expect(withFlaw({ between: ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,keyCertSign'] })).toEqual([
      'chain.1.basic-constraints fail',
    ]);
  });
  it('fails where the leaf is an authority itself, and may not sign', () => {
    expect(withFlaw({ leaf: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'] })).toEqual([
      'chain.2.basic-constraints fail',
      'chain.2.key-usage fail',
    ]);
  });
  it('fails for a critical extension that nobody understands', () => {
    expect(withFlaw({ leaf: ['basicConstraints=critical,CA:FALSE', '1.2.3.4=critical,DER:0500'] })).toEqual([
      'chain.2.critical fail',
    ]);
  });
  it('fails where the leaf speaks for requesters only', () => {
    const usage = 'extendedKeyUsage=1.3.6.1.4.1.412.274.4';
    expect(withFlaw({ leaf: ['basicConstraints=critical,CA:FALSE', usage] })).toEqual(['chain.leaf.usage fail']);
  });
  it('may be one certificate that vouches for itself, an authority or not', () => {
    const none = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature'];
    const both = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature,keyCertSign'];
    for (const root of [none, both]) {
      const [own] = makeChain({ root });
      const device = testDevice({ chain: [own], version: 0x12 });
      const { vca, digests, certificates } = device;
      const messages = [...vca, ...digests, ...certificates, ...device.challenge()];
      expect(notPassed(messages, judging(own))).toEqual([[]]);
    }
  });
  it('may be the leaf alone, under a trusted certificate that issued it', () => {
    const device = testDevice({ chain: [chain[2]], version: 0x12 });
    const { vca, digests, certificates } = device;
    const messages = [...vca, ...digests, ...certificates, ...device.challenge()];
    expect(notPassed(messages, judging(chain[1]))).toEqual([[]]);
  });
  it('fails at a time when a certificate is not valid, before and after', () => {
    for (const at of [Date.UTC(2001, 0, 1), Date.UTC(2090, 0, 1)]) {
      expect(notPassed(whole().messages, judging(chain[0], { at }))[0]).toEqual([
        'chain.0.validity fail',
        'chain.1.validity fail',
        'chain.2.validity fail',
      ]);
    }
  });
  it('fails by its signature where a certificate was put in from elsewhere', () => {
    const other = makeChain();
    const device = testDevice({ chain: [chain[0], other[1], other[2]], version: 0x12 });
    const { vca, digests, certificates } = device;
    expect(notPassed([...vca, ...digests, ...certificates, ...device.challenge()], judging(chain[0]))).toEqual([
      ['chain.1.signature fail'],
    ]);
  });
});

describe('what was not seen', () => {
  it('makes a signature not checkable, never bad: set-up, request, chain', () => {
    const { device } = whole();
    const { vca, digests, certificates } = device;
    const answers = device.measurements(blocks);
    const verdicts = (messages: readonly Uint8Array[]) =>
      judgeConversation(heard(messages), judging(chain[0])).judged.map(({ signature }) => signature);
    expect(verdicts([...vca, ...answers])).toEqual(['not-checkable']);
    expect(verdicts([...vca, ...device.challenge()])).toEqual(['not-checkable']);
    expect(verdicts([...digests, ...certificates, ...answers])).toEqual([]);
  });
});

describe('the verifier’s own', () => {
  it('nonce must be the one in the request', () => {
    const { device, messages } = whole();
    expect(notPassed(messages, judging(chain[0], { nonce: new Uint8Array(device.nonce) }))).toEqual([[], []]);
    expect(notPassed(messages, judging(chain[0], { nonce: new Uint8Array(32) }))).toEqual([
      ['nonce fail'],
      ['nonce fail'],
    ]);
  });

  it('reference values are compared by index: equal, other, and none', () => {
    const references = {
      name: 'vendor',
      values: [
        { index: 1, value: new Uint8Array(64).fill(1), label: '' },
        { index: 2, value: new Uint8Array(20).fill(9), label: '' },
      ],
    };
    expect(notPassed(whole().messages, judging(chain[0], { references }))).toEqual([
      [],
      ['measurement.2.reference fail', 'measurement.9.reference no-reference'],
    ]);
  });
});

describe('a bit that flips', () => {
  it('in any byte of a signed answer leaves no pass', () => {
    const { device } = whole();
    const { vca, digests, certificates } = device;
    const [request = Buffer.alloc(0), response = Buffer.alloc(0)] = device.measurements(blocks);
    const before = [...vca, ...digests, ...certificates, request];
    const verdicts = { fail: 0, 'not-checkable': 0, 'no-reference': 0, pass: 0, none: 0 };
    for (let at = 0; at < response.length; at += 1) {
      const bent = Buffer.from(response);
      bent[at] = (bent[at] ?? 0) ^ (1 << (at % 8));
      const [judged] = judgeConversation(heard([...before, bent]), judging(chain[0])).judged;
      verdicts[judged?.verdict ?? 'none'] += 1;
    }
    expect(verdicts.pass).toBe(0);
    expect(verdicts.fail + verdicts['not-checkable'] + verdicts.none).toBe(response.length);
    // Most are caught by the signature; the rest no longer parse, and are told as such.
    expect(verdicts.fail).toBeGreaterThan(response.length * 0.9);
  });
});

describe('a signature in the other byte order', () => {
  it.each([
    ['ECDSA, r and s each', {}, {}],
    ['RSASSA, as a whole', { newkey: ['rsa:2048'] }, { asym: 0x1 }],
  ] as const)('passes up to 1.1 and says so, and fails from 1.2 on: %s', (_, flaws, options) => {
    const made = makeChain(flaws);
    for (const version of [0x10, 0x11, 0x12]) {
      const device = testDevice({ chain: made, version, reversed: true, ...options });
      const { vca, digests, certificates } = device;
      const messages = [...vca, ...digests, ...certificates, ...device.challenge(), ...device.measurements(blocks)];
      const { judged } = judgeConversation(heard(messages), judging(made[0]));
      const found = judged.map(({ checks }) => checks.find(({ id }) => id === 'signature')?.found);
      const said =
        version < 0x12
          ? 'it verifies, with its bytes reversed, as some devices of 1.0 and 1.1 send it'
          : 'it does not verify';
      expect(found).toEqual([said, said]);
    }
  });
});

describe('algorithms', () => {
  const rsa = ['rsa:2048'];
  it.each([
    [
      'ECDSA P-256 with SHA-256',
      { newkey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] },
      { asym: 0x10, hashBit: 1, hash: 'sha256' },
    ],
    [
      'ECDSA P-521 with SHA-512',
      { newkey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521'], digest: 'sha512' },
      { asym: 0x100, hashBit: 4, hash: 'sha512' },
    ],
    ['ECDSA P-384 with SHA3-384', { digest: 'sha384' }, { asym: 0x80, hashBit: 0x10, hash: 'sha3-384' }],
    ['RSASSA-2048 with SHA-256', { newkey: rsa, digest: 'sha256' }, { asym: 0x1, hashBit: 1, hash: 'sha256' }],
    [
      'RSAPSS-2048 with SHA-256',
      { newkey: rsa, digest: 'sha256' },
      { asym: 0x2, hashBit: 1, hash: 'sha256', pss: true },
    ],
    [
      'RSAPSS-2048 with SHA3-256',
      { newkey: rsa, digest: 'sha256' },
      { asym: 0x2, hashBit: 8, hash: 'sha3-256', pss: true },
    ],
    [
      'RSASSA-4096 with SHA-512',
      { newkey: ['rsa:4096'], digest: 'sha512' },
      { asym: 0x20, hashBit: 4, hash: 'sha512' },
    ],
    ['RSAPSS-3072 with SHA3-512', { newkey: ['rsa:3072'] }, { asym: 0x8, hashBit: 0x20, hash: 'sha3-512', pss: true }],
    ['Ed25519 with SHA-512', { newkey: ['ed25519'] }, { asym: 0x400, hashBit: 4, hash: 'sha512' }],
    ['Ed448 with SHA-512', { newkey: ['ed448'] }, { asym: 0x800, hashBit: 4, hash: 'sha512' }],
  ] as const)('%s passes', (_, flaws, options) => {
    const made = makeChain(flaws);
    const device = testDevice({ chain: made, version: 0x12, ...options });
    const { vca, digests, certificates } = device;
    const messages = [...vca, ...digests, ...certificates, ...device.challenge()];
    expect(notPassed(messages, judging(made[0]))).toEqual([[]]);
  });
});
