/** A bundle's own commands, run as whoever receives it would: openssl, sha256sum and cmp say yes, and no to whatever was changed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../shared/evidence/bundle/bundle.js';
import { tarOf } from '../../shared/evidence/bundle/tar.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { type ChainFlaws, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { nodeCryptography } from '../evidence/cryptography.js';
import { openWire } from '../wires/open.js';
import { runCli } from './cli.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...parts: readonly string[]): string => join(folder, ...parts);

const verify = (...args: readonly string[]): Promise<number> =>
  runCli(['verify', ...args], {
    openWire: (uri) => openWire(uri),
    info: appInfo,
    out: () => undefined,
    err: () => undefined,
    stop: new AbortController().signal,
  });

const check = (name: string) => spawnSync('sh', [at(name, 'check.sh')], { encoding: 'utf8' });

const messagesOf = (options: Omit<DeviceOptions, 'chain'>, chain: DeviceOptions['chain']) => {
  const device = testDevice({ chain, ...options });
  const { vca, digests, certificates } = device;
  const blocks = [block(1, 0x81, Buffer.from('firmware 1.0'))];
  return [...vca, ...digests, ...certificates, ...device.challenge(), ...device.measurements(blocks)];
};

const kinds: readonly (readonly [string, ChainFlaws, Omit<DeviceOptions, 'chain'>])[] = [
  ['ecdsa-p384-1.2', {}, { version: 0x12 }],
  ['ecdsa-p384-1.1', {}, { version: 0x11 }],
  [
    'rsapss-1.3',
    { newkey: ['rsa:2048'], digest: 'sha256' },
    { version: 0x13, asym: 2, hashBit: 1, hash: 'sha256', pss: true },
  ],
  ['rsassa-1.2', { newkey: ['rsa:2048'], digest: 'sha256' }, { version: 0x12, asym: 1, hashBit: 8, hash: 'sha3-256' }],
];

describe.each(kinds)('a bundle of %s', (name, flaws, options) => {
  beforeAll(async () => {
    const chain = makeChain(flaws);
    writeFileSync(at(`${name}.der`), chain[0].der);
    writeFileSync(at(`${name}.pcap`), pcapFile(messagesOf(options, chain)));
    expect(await verify(at(`${name}.pcap`), '--trust', at(`${name}.der`), '--bundle', at(name))).toBe(0);
  });

  it('holds by its own script, and by each command of its manifest', () => {
    const { status, stdout } = check(name);
    expect(stdout).not.toContain('FAILED');
    expect(status).toBe(0);
    const { commands, files } = JSON.parse(readFileSync(at(name, 'manifest.json'), 'utf8'));
    // Sums; and of each exchange transcript, signature, key and chain.
    expect(commands).toHaveLength(9);
    for (const { line } of commands) execFileSync('sh', ['-c', line], { cwd: at(name), stdio: 'pipe' });
    expect(files.map(({ path }: { path: string }) => path)).toContain('evidence/capture.pcap');
  });

  it.each([
    'evidence/capture.pcap',
    'exchange-1/transcript.bin',
    'exchange-2/signed.bin',
    'exchange-2/signature.bin',
    'exchange-1/digest.bin',
    'roots.pem',
    'manifest.json',
  ])('no longer holds once %s is another', (changed) => {
    // Up to 1.1 nothing is hashed before it is signed.
    const path = changed.endsWith('digest.bin') && options.version < 0x12 ? 'exchange-1/leaf.pem' : changed;
    cpSync(at(name), at('bent'), { recursive: true });
    const bytes = readFileSync(at('bent', path));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(at('bent', path), bytes);
    const { status, stdout } = check('bent');
    rmSync(at('bent'), { recursive: true });
    expect(status).toBe(1);
    expect(stdout).toContain('FAILED  every file is the one the manifest names');
    // The sums could have been made anew: what was signed shows it without them.
    const others = /transcript|signed|signature|digest|roots/.test(path) ? 1 : 0;
    expect(stdout.match(/^FAILED/gm)?.length).toBeGreaterThan(others);
  });
});

it('is written to a new folder only', async () => {
  const [name] = kinds[0] ?? [''];
  expect(readdirSync(at(name)).length).toBeGreaterThan(0);
  expect(await verify(at(`${name}.pcap`), '--bundle', at(name))).toBe(2);
});

it('is one archive for the window, which tar opens', () => {
  const chain = makeChain();
  const root = readCertificate(chain[0].der);
  const anchors = root.ok ? [root.certificate] : [];
  const now = Date.now();
  const judging = { anchors, references: null, at: now, nonce: null, cryptography: nodeCryptography };
  const messages = messagesOf({ version: 0x12 }, chain);
  const { judged, sessions, conversation } = judgeConversation(heard(messages), judging);
  const { unread } = conversation;
  const files = bundleOf({ sources: [], judged, unread, sessions, anchors, at: now, cryptography: nodeCryptography });
  writeFileSync(at('bundle.tar'), tarOf('evidence-1', files, now));
  execFileSync('tar', ['-xf', at('bundle.tar'), '-C', folder]);
  expect(check('evidence-1').status).toBe(0);
});
