import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { mctpPieces, pcapFile, pcapngFile } from '../../test/fixtures/evidence/pcapFile.js';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { openWire } from '../wires/open.js';
import { runCli } from './cli.js';

let folder: string;
let chain: readonly [Issued, Issued, Issued];

const at = (name: string): string => join(folder, name);
const keep = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(at(name), bytes);
  return at(name);
};

const run = async (...args: readonly string[]) => {
  let [out, err] = ['', ''];
  const code = await runCli(['verify', ...args], {
    openWire: (uri) => openWire(uri),
    info: appInfo,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stop: new AbortController().signal,
  });
  return { code, out, err };
};

/** A certificate whose key is of a kind that is only used where what was agreed on is signed too. */
const openKey = (): string => {
  const made = ['-keyout', at('open.key'), '-out', at('open.crt')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', ...made, '-subj', '/CN=open'], {
    stdio: 'pipe',
  });
  return readFileSync(at('open.crt'), 'utf8');
};

const blocks = [block(1, 0x81, Buffer.from('firmware 1.0'))];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-verify-'));
  chain = makeChain();
  keep('root.der', chain[0].der);
  const pem = (issued: Issued): string =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(issued.der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  keep('chain.pem', chain.toReversed().map(pem).join(''));
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  const challenge = device.challenge();
  const connection = [...vca, ...digests, ...certificates, ...challenge];
  challenge.forEach((message, n) => {
    keep(n === 0 ? 'challenge.bin' : 'auth.bin', message);
  });
  const [request = Buffer.alloc(0), response = Buffer.alloc(0)] = device.measurements(blocks);
  keep('doe.pcap', pcapFile([...connection, request, response]));
  keep('newer.pcapng', pcapngFile([...connection, request, response]));
  keep('pieces.pcap', mctpPieces([...connection, request, response]));
  keep('mctp.pcap', pcapFile([...connection, request, response], 'mctp'));
  const bent = Buffer.from(response);
  bent[12] = (bent[12] ?? 0) ^ 1;
  keep('bent.pcap', pcapFile([...connection, request, bent]));
  keep('set-up.pcap', pcapFile(vca));
  keep('vca.bin', Buffer.concat(vca));
  keep('request.bin', request);
  keep('response.hex', response.toString('hex'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('lockstep verify', () => {
  it.each(['doe.pcap', 'mctp.pcap', 'newer.pcapng', 'pieces.pcap'])(
    'passes a good %s under its root, and exits 0',
    async (name) => {
      const { code, out } = await run(at(name), '--trust', at('root.der'), '--json');
      expect(code).toBe(0);
      const { exchanges, troubles } = JSON.parse(out);
      expect(troubles).toEqual([]);
      expect(exchanges).toMatchObject([
        {
          kind: 'challenge',
          version: '1.2',
          slot: 0,
          inSession: false,
          signature: 'pass',
          chain: 'pass',
          verdict: 'pass',
        },
        { kind: 'measurements', signature: 'pass', chain: 'pass', verdict: 'pass' },
      ]);
    },
  );

  it('exits 4 without a root, 1 for a bit that flipped, 4 where nothing is signed', async () => {
    expect((await run(at('doe.pcap'))).code).toBe(4);
    const bent = await run(at('bent.pcap'), '--trust', at('root.der'));
    expect(bent.code).toBe(1);
    expect(bent.out).toMatch(/^ {2}fail +signature +it does not verify/m);
    const none = await run(at('set-up.pcap'));
    expect(none.code).toBe(4);
    expect(none.out).toContain('No signed exchange was found.');
  });

  it('judges what is there of a capture that breaks off, and says at which byte', async () => {
    const whole = readFileSync(at('doe.pcap'));
    const newer = readFileSync(at('newer.pcapng'));
    const verdictsOf = async (name: string, bytes: Uint8Array) => {
      const { code, out } = await run(keep(name, bytes), '--trust', at('root.der'), '--json');
      const { exchanges, troubles } = JSON.parse(out);
      return { code, verdicts: exchanges.map((one: { verdict: string }) => one.verdict), troubles };
    };
    for (const [name, bytes] of [
      ['cut.pcap', whole.subarray(0, -20)],
      ['cut.pcapng', newer.subarray(0, -20)],
    ] as const)
      expect(await verdictsOf(name, bytes)).toMatchObject({
        code: 4,
        verdicts: ['pass', 'not-checkable'],
        troubles: [expect.stringContaining('MEASUREMENTS'), expect.stringMatching(/ breaks off: byte \d+: expected/)],
      });
    // The answer was never captured whole: its packet says so.
    const short = Buffer.from(whole.subarray(0, -20));
    const packet = short.lastIndexOf(Buffer.from([0x12, 0x60])) - 8 - 16;
    short.writeUInt32LE(short.length - packet - 16, packet + 8);
    const { code, verdicts, troubles } = await verdictsOf('snaplen.pcap', short);
    expect([code, verdicts]).toEqual([4, ['pass', 'not-checkable']]);
    expect(troubles).toEqual([expect.stringContaining('MEASUREMENTS, byte')]);
    // Between two packets nothing is missing.
    expect((await verdictsOf('less.pcap', whole.subarray(0, packet))).verdicts).toEqual(['pass', 'not-checkable']);
  });

  it('exits as its exchanges say where a capture breaks off behind the last one, and tells the break beside them', async () => {
    const whole = readFileSync(at('doe.pcap'));
    // One more packet begins: its header is cut; or it is a request that asks for no signature.
    const header = Buffer.concat([whole, Buffer.alloc(9)]);
    const asked = pcapFile([Buffer.from([0x12, 0x81, 0, 0])]).subarray(24, -3);
    for (const bytes of [header, Buffer.concat([whole, asked])]) {
      const cut = keep('behind.pcap', bytes);
      const { code, out } = await run(cut, '--trust', at('root.der'), '--json');
      const { exchanges, troubles } = JSON.parse(out);
      expect([code, exchanges.map(({ verdict }: { verdict: string }) => verdict)]).toEqual([0, ['pass', 'pass']]);
      expect(troubles.join('\n')).toContain('behind.pcap breaks off: byte ');
      expect((await run(cut)).code).toBe(4);
    }
  });

  it('tells how sessions were opened beside the exchanges: a hash that does not fit fails, a pre-shared key changes no exit code', async () => {
    const opened = async (name: string, summed: readonly Buffer[]) => {
      const one = testDevice({ chain, version: 0x12, sessions: true, summed });
      const said = [...one.measurements(blocks), ...one.keyExchange(), ...one.pskExchange()];
      const path = keep(name, pcapFile([...one.vca, ...one.digests, ...one.certificates, ...said]));
      const { code, out } = await run(path, '--trust', at('root.der'), '--json');
      const { exchanges, sessions } = JSON.parse(out);
      const told = sessions.map(({ kind, verdict }: { kind: string; verdict: string }) => `${kind} ${verdict}`);
      return { code, exchanges: exchanges.map((exchange: { kind: string }) => exchange.kind), told };
    };
    // Raw bit streams alone: what is hashed of them is the device's own.
    const unsure = ['key-exchange not-checkable', 'psk-exchange not-checkable'];
    expect(await opened('streams.pcap', [])).toEqual({ code: 0, exchanges: ['measurements'], told: unsure });
    const sure = ['key-exchange pass', 'psk-exchange not-checkable'];
    expect(await opened('same.pcap', blocks)).toEqual({ code: 0, exchanges: ['measurements'], told: sure });
    const rom = [block(1, 0, Buffer.alloc(48))];
    const one = testDevice({ chain, version: 0x12, sessions: true, summed: blocks });
    const measured = one.measurements(rom);
    const odd = [...one.vca, ...one.digests, ...one.certificates, ...measured, ...one.keyExchange(), ...measured];
    const failing = await run(keep('odd-hash.pcap', pcapFile(odd)), '--trust', at('root.der'));
    expect(failing.code).toBe(1);
    expect(failing.out).toMatch(/^session 0xfffeffff: key-exchange, SPDM 1.2, slot 0: fail; chain pass$/m);
    expect(failing.out).toMatch(/^ {2}fail +session\.summary/m);
    await run(at('odd-hash.pcap'), '--trust', at('root.der'), '--bundle', at('odd-bundle'));
    const { sessions } = JSON.parse(readFileSync(at('odd-bundle/manifest.json'), 'utf8'));
    expect(sessions).toMatchObject([{ kind: 'key-exchange', session: '0xfffeffff', verdict: 'fail' }]);
  });

  it('takes a link type that nobody knows by what is in it, or as the person says', async () => {
    const bytes = readFileSync(at('mctp.pcap'));
    bytes.writeUInt32LE(147, 20);
    const odd = [keep('odd.pcap', bytes), '--trust', at('root.der')];
    expect((await run(...odd)).code).toBe(0);
    expect((await run(...odd, '--transport', 'mctp')).code).toBe(0);
    expect((await run(...odd, '--transport', 'doe')).code).toBe(4);
    expect(await run(...odd, '--transport', 'i2c')).toMatchObject({
      code: 2,
      err: expect.stringContaining('doe or mctp'),
    });
  });

  it('judges loose files: PEM leaf first, hex, and says what is missing without the connection set-up', async () => {
    const loose = ['--chain', at('chain.pem'), '--response', at('response.hex'), '--request', at('request.bin')];
    const trusted = [...loose, '--trust', at('root.der')];
    expect((await run(...trusted, '--vca', at('vca.bin'))).code).toBe(0);
    const without = await run(...trusted);
    expect(without.code).toBe(4);
    expect(without.out).toMatch(/not-checkable +signature +missing: VCA/);
  });

  it('takes a chain as hex too', async () => {
    const hex = keep('chain.hex', chain.map(({ der }) => Buffer.from(der).toString('hex')).join('\n'));
    const loose = ['--chain', hex, '--response', at('response.hex'), '--request', at('request.bin')];
    expect((await run(...loose, '--vca', at('vca.bin'), '--trust', at('root.der'))).code).toBe(0);
  });

  it('tells of a signed answer whose request is not there, on lines of their own', async () => {
    const loose = ['--chain', at('chain.pem'), '--response', at('response.hex'), '--vca', at('vca.bin')];
    const { code, out } = await run(...loose, '--json');
    expect(code).toBe(4);
    expect(JSON.parse(out).exchanges).toMatchObject([
      { kind: 'measurements', version: '1.2', signature: 'not-checkable', verdict: 'not-checkable' },
    ]);
    const lines = (await run(...loose)).out.trimEnd().split('\n').slice(-2);
    expect(lines).toEqual([
      expect.stringMatching(/^not understood: MEASUREMENTS/),
      expect.stringMatching(/^1 exchanges/),
    ]);
  });

  it('says of a loose answer what is not there: the request, or what was agreed on where the key leaves it open', async () => {
    const loose = (...more: readonly string[]) => run('--chain', at('chain.pem'), ...more);
    const missing = async (...more: readonly string[]): Promise<readonly [number, string]> => {
      const { code, out } = await loose(...more, '--json');
      return [code, JSON.parse(out).exchanges.map((one: { checks: { found: string }[] }) => one.checks[0]?.found)];
    };
    const request = 'missing: the request it answers; 96 bytes follow the measurements';
    expect(await missing('--response', at('response.hex'))).toEqual([4, [request]]);
    // A request of another kind is not its own.
    const other = ['--response', at('response.hex'), '--request', at('challenge.bin')];
    expect(await missing(...other)).toEqual([4, [request, 'MEASUREMENTS']]);
    const agreed = 'missing: what both sides agreed on, which says how long hash and signature are in it';
    const open = ['--chain', keep('open.pem', openKey()), '--response'];
    for (const more of [
      [at('auth.bin')],
      [at('auth.bin'), '--request', at('challenge.bin')],
      [at('response.hex'), '--request', at('request.bin')],
    ])
      expect(await missing(...open, ...more)).toEqual([4, [agreed]]);
    expect((await loose('--response', at('auth.bin'))).out).not.toContain('No signed exchange');
  });

  it('does not wait for a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(await run(at('pipe'))).toMatchObject({ code: 2, err: expect.stringContaining('is no file') });
  });

  it('compares measurements where references are given', async () => {
    const value = Buffer.from('firmware 1.0').toString('hex');
    const good = keep('good.json', JSON.stringify({ name: 'vendor', measurements: [{ index: 1, value }] }));
    const other = keep('other.json', JSON.stringify([{ index: 1, digest: '00ff' }]));
    const root = ['--trust', at('root.der')];
    expect((await run(at('doe.pcap'), ...root, '--reference', good)).code).toBe(0);
    expect((await run(at('doe.pcap'), ...root, '--reference', other)).code).toBe(1);
  });

  it.each([
    [[], /takes a capture, or --chain/],
    [['nowhere.pcap'], /cannot be read/],
    [['x', 'y'], /takes one FILE/],
    [['doe.pcap', '--chain', 'chain.pem'], /not both: doe.pcap and --chain/],
  ])('says in one line what is wrong with %j, and exits 2', async (args, why) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(why);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
