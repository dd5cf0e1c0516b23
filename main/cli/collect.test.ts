/** `lockstep collect` and `lockstep device`: evidence of simulated devices as files, and the verdict on them by `lockstep verify`. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { revoke } from '../../shared/evidence/responder/authority.js';
import { makeDevice } from '../../shared/evidence/responder/device.js';
import { sampleBars, sampleIdentity, sampleTarget } from '../../shared/evidence/responder/sample.js';
import { ownAuthority } from '../evidence/ownAuthority.js';
import { nodeSecrets } from '../evidence/secrets.js';
import { dataDir } from '../lab/dataDir.js';
import { openWire } from '../wires/open.js';
import { runCli } from './cli.js';

let folder: string;
const at = (...names: readonly string[]): string => join(folder, ...names);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-collect-'));
  // The authority of a tool that nobody has used yet.
  vi.stubEnv('LOCKSTEP_DATA', at('data'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (args: readonly string[], stop = new AbortController().signal, heard?: (text: string) => void) => {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    openWire: (uri) => openWire(uri),
    info: appInfo,
    out: (text) => {
      out += text;
      heard?.(text);
    },
    err: (text) => {
      err += text;
    },
    stop,
  });
  return { code, out, err };
};

const verify = (name: string, ...more: readonly string[]) => {
  const session = ['--messages', at(name, 'messages.json')];
  return run(['verify', at(name, 'capture.pcap'), ...session, '--trust', at(name, 'root.pem'), ...more]);
};

describe('lockstep collect', () => {
  it('passes a sound device, and so does lockstep verify on its files, with references and nonce', async () => {
    const { code, out } = await run(['collect', at('sound'), '--json']);
    expect(code).toBe(0);
    const { verdict, stopped, exchanges, checks, nonce } = JSON.parse(out);
    expect([verdict, stopped, exchanges.length]).toEqual(['pass', null, 3]);
    expect(checks.map(({ id }: { id: string }) => id)).toContain('report.range.1.fits');
    const again = await verify('sound', '--reference', at('sound', 'references.json'), '--nonce', nonce, '--json');
    expect(again.code).toBe(0);
    const read = JSON.parse(again.out);
    expect(read.troubles).toEqual([]);
    expect(
      read.exchanges.map((each: { inSession: boolean; verdict: string }) => [each.inSession, each.verdict]),
    ).toEqual([
      [false, 'pass'],
      [false, 'pass'],
      [true, 'pass'],
    ]);
    // The authority is made once: another device is under the same root.
    await run(['collect', at('second'), '--serial', '0002']);
    expect(readFileSync(at('second', 'root.pem'))).toEqual(readFileSync(at('sound', 'root.pem')));
    expect(readFileSync(at('second', 'report.bin'))).toEqual(readFileSync(at('sound', 'report.bin')));
  });

  it('fails a device with a fault, by the row that shows it; verify fails its files', async () => {
    const { code, out } = await run(['collect', at('bad'), '--fault', 'bad-signature']);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}fail +signature +it does not verify/m);
    expect(out).toContain(`lockstep verify ${at('bad', 'capture.pcap')}`);
    expect((await verify('bad')).code).toBe(1);
    expect((await run(['collect', at('misfit'), '--fault', 'misfit-report'])).out).toMatch(
      /fail +report\.range\.1\.fits/,
    );
  });

  it('passes a revoked device until its maker’s list is given', async () => {
    expect((await run(['collect', at('revoked'), '--fault', 'revoked-certificate'])).code).toBe(0);
    const authority = await ownAuthority(join(dataDir(), 'evidence'), Date.now());
    const options = { authority, identity: sampleIdentity, target: sampleTarget, bars: sampleBars };
    writeFileSync(at('list.crl'), revoke(authority, [makeDevice(options, nodeSecrets).serial], nodeSecrets));
    const { code, out } = await verify('revoked', '--revoked', at('list.crl'));
    expect(code).toBe(1);
    expect(out).toMatch(/fail +chain\.2\.revocation/);
    expect((await verify('revoked', '--revoked', at('revoked', 'root.pem'))).err).toMatch(/is no revocation list/);
  });

  it('stops where it was asked to: without a session there is no report', async () => {
    const { code } = await run(['collect', at('short'), '--until', 'measurements']);
    expect(code).toBe(0);
    expect(existsSync(at('short', 'report.bin'))).toBe(false);
    expect((await verify('short')).code).toBe(0);
  });

  it('goes to a device on QEMU’s SPDM socket, which is served until it is ended', async () => {
    const stop = new AbortController();
    let serving: ReturnType<typeof run> | null = null;
    const told = await new Promise<string>((heard) => {
      serving = run(['device', '--json', '--serial', '0007'], stop.signal, heard);
    });
    const { port, root } = JSON.parse(told);
    const { code, out } = await run(['collect', at('socket'), '--socket', String(port)]);
    expect(readFileSync(at('socket', 'root.pem'), 'utf8')).toBe(root);
    // Nobody here knows the BARs of a device on a socket.
    expect(code).toBe(4);
    expect(out).toMatch(/not-checkable +report\.range\.0\.fits/);
    expect((await verify('socket')).code).toBe(0);
    stop.abort();
    expect(await serving).toMatchObject({ code: 0 });
    expect((await run(['collect', at('gone'), '--socket', String(port)])).code).toBe(3);
  });

  it('is given up in the middle of an exchange with nothing written, and the device answers the next one', async () => {
    const stop = new AbortController();
    let serving: ReturnType<typeof run> | null = null;
    const told = await new Promise<string>((heard) => {
      serving = run(['device', '--json', '--serial', '0008'], stop.signal, heard);
    });
    const { port } = JSON.parse(told);
    const giveUp = new AbortController();
    let sent = 0;
    // All goes through to the device; the sixth object of the first line is on its way to it when that is given up.
    const between = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
      near.on('data', (chunk) => {
        sent += 1;
        if (sent === 6) giveUp.abort();
        far.write(chunk);
      });
      near.on('end', () => far.end());
      far.pipe(near);
    });
    between.listen(0, '127.0.0.1');
    await once(between, 'listening');
    const through = (between.address() as AddressInfo).port;
    const given = await run(['collect', at('given-up'), '--socket', String(through)], giveUp.signal);
    expect(given).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('It was cancelled: nothing was written.'),
    });
    expect(existsSync(at('given-up'))).toBe(false);
    expect(sent).toBeGreaterThanOrEqual(6);
    // Nobody here knows the BARs of a device on a socket.
    expect((await run(['collect', at('after'), '--socket', String(through)])).code).toBe(4);
    expect((await verify('after')).code).toBe(0);
    between.close();
    stop.abort();
    expect(await serving).toMatchObject({ code: 0 });
  });

  it('serves one line where that is wanted, and ends with it', async () => {
    let serving: ReturnType<typeof run> | null = null;
    const never = new AbortController().signal;
    const told = await new Promise<string>((heard) => {
      serving = run(['device', '--json', '--once', '--bar', '0:fe000000:4000'], never, heard);
    });
    const { port } = JSON.parse(told);
    expect((await run(['collect', at('once'), '--socket', String(port)])).out).toContain('report.range.0.fits');
    expect(await serving).toMatchObject({ code: 0 });
    expect((await run(['collect', at('gone'), '--socket', String(port)])).code).toBe(3);
  });

  it.each([
    [['collect'], /takes one FOLDER/],
    [['collect', 'x', '--fault', 'lateness'], /no fault "lateness"; there is expired-certificate/],
    [['collect', 'x', '--until', 'noon'], /--until takes measurements/],
    [['collect', 'x', '--nonce', '00'], /--nonce takes 32 bytes/],
    [['collect', 'x', '--socket', '0'], /--socket takes a port/],
    [['device', '--port', '70000'], /--port takes a number/],
    [['device', '--serial', '../x'], /--serial takes 1 to 32/],
    [['device', '--address', '02:00.0'], /--address takes a PCI address/],
    [['device', '--bar', '6:fd800000:4000'], /--bar takes INDEX:BASE:SIZE/],
  ])('says in one line what is wrong with %j, and exits 2', async (args, why) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(why);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
