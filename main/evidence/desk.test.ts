/** The desk as the lab uses it: parts of files in, verdicts out, and what is kept between runs. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import type { Purpose, Taken } from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { collect as gatherWith, Requester } from '../../shared/evidence/requester/requester.js';
import { makeAuthority } from '../../shared/evidence/responder/authority.js';
import { makeDevice } from '../../shared/evidence/responder/device.js';
import { sampleBars, sampleIdentity, sampleTarget } from '../../shared/evidence/responder/sample.js';
import { nodeCryptography } from './cryptography.js';
import { nodeSecrets } from './secrets.js';
import { switchOn } from './switchOn.js';
import { createDesk, type Handlers } from './desk.js';

let dir: string;
let chain: readonly [Issued, Issued, Issued];
let capture: Buffer;
let loose: readonly [vca: Buffer, request: Buffer, response: Buffer];

beforeAll(() => {
  chain = makeChain();
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  const measured = device.measurements([block(1, 0x81, Buffer.from('firmware 1.0'))]);
  const [request = Buffer.alloc(0), response = Buffer.alloc(0)] = measured;
  capture = pcapFile([...vca, ...digests, ...certificates, ...device.challenge(), request, response]);
  loose = [Buffer.concat(vca), request, response];
});
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'lockstep-desk-')), 'lab');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

const newDesk = (): Handlers => createDesk({ dataDir: dir, cryptography: nodeCryptography, now: Date.now }).handlers;

let uploads = 0;
const put = (desk: Handlers, bytes: Uint8Array, partBytes = 1000): string => {
  uploads += 1;
  const upload = `u${uploads}`;
  for (let at = 0; at < bytes.length; at += partBytes)
    desk['evidence.put']({ upload, at, part: Buffer.from(bytes.subarray(at, at + partBytes)).toString('base64') });
  return upload;
};

const take = (desk: Handlers, purpose: Purpose, files: Readonly<Record<string, Uint8Array>>): Taken =>
  desk['evidence.take']({
    purpose,
    files: Object.entries(files).map(([name, bytes]) => ({ name, upload: put(desk, bytes) })),
  });

const idOf = (taken: Taken): string => {
  if (!taken.ok) throw new Error(taken.why);
  return taken.id;
};

/** What a simulated device signs when all is well. */
const gatherSample = () => {
  const authority = makeAuthority({ seed: new Uint8Array(32).fill(7), since: Date.now() - 3_600_000 }, nodeSecrets);
  const answer = switchOn(
    makeDevice(
      { authority, identity: sampleIdentity, faults: [], target: sampleTarget, bars: sampleBars },
      nodeSecrets,
    ),
  );
  const requester = new Requester({
    carry: (object) => Promise.resolve(answer(object) ?? new Uint8Array(0)),
    secrets: nodeSecrets,
    cryptography: nodeCryptography,
    seed: new Uint8Array(32).fill(1),
    nonce: new Uint8Array(32).fill(2),
    now: Date.now,
    target: sampleTarget,
  });
  return gatherWith(requester, 'measurements');
};

const verdicts = (desk: Handlers): readonly unknown[] =>
  desk['evidence.shelf']({}).collections.map(({ verdict }) => verdict);

describe('evidence on the desk', () => {
  it('judges a capture, and anew when its root comes and goes', () => {
    const desk = newDesk();
    const id = idOf(take(desk, 'evidence', { 'lab.pcap': capture }));
    expect(verdicts(desk)).toEqual(['no-reference']);
    const root = idOf(take(desk, 'root', { 'root.der': chain[0].der }));
    expect(verdicts(desk)).toEqual(['pass']);
    expect(desk['evidence.look']({ id }).view?.judged).toBe(2);
    desk['evidence.remove']({ id: root });
    expect(verdicts(desk)).toEqual(['no-reference']);
  });

  it('goes out as an archive whose own script holds, fetched in parts', () => {
    const desk = newDesk();
    const id = idOf(take(desk, 'evidence', { 'lab.pcap': capture }));
    take(desk, 'root', { 'root.der': chain[0].der });
    const parts: Buffer[] = [];
    let size = 1;
    for (let at = 0; at < size; at = Buffer.concat(parts).length) {
      const { bundle } = desk['evidence.bundle']({ id, at });
      if (bundle === null) throw new Error('no bundle');
      ({ size } = bundle);
      parts.push(Buffer.from(bundle.part, 'base64'));
    }
    const folder = join(dir, '..');
    writeFileSync(join(folder, 'out.tar'), Buffer.concat(parts));
    execFileSync('tar', ['-xf', 'out.tar'], { cwd: folder });
    const said = execFileSync('sh', [join(folder, 'lockstep-evidence-1', 'check.sh')], { encoding: 'utf8' });
    expect(said.match(/^ok /gm)).toHaveLength(9);
    expect(readFileSync(join(folder, 'lockstep-evidence-1', 'evidence', 'capture.pcap'))).toEqual(capture);
    expect(desk['evidence.bundle']({ id: 'collection-9', at: 0 }).bundle).toBeNull();
  });

  it('tells the same file from the one before', () => {
    const desk = newDesk();
    for (let n = 0; n < 3; n += 1) take(desk, 'evidence', { 'lab.pcap': capture });
    const names = desk['evidence.shelf']({}).collections.map(({ name }) => name);
    expect(names).toEqual(['lab.pcap', 'lab.pcap (2)', 'lab.pcap (3)']);
  });

  it('compares with reference values while they are there', () => {
    const desk = newDesk();
    take(desk, 'root', { 'root.der': chain[0].der });
    take(desk, 'evidence', { 'lab.pcap': capture });
    const reference = { name: 'vendor', measurements: [{ index: 1, value: '00ff' }] };
    const id = idOf(take(desk, 'evidence', { 'vendor.json': Buffer.from(JSON.stringify(reference)) }));
    expect(verdicts(desk)).toEqual(['fail']);
    desk['evidence.rename']({ id, name: 'Vendor, March' });
    expect(desk['evidence.shelf']({}).references).toEqual([{ id, name: 'Vendor, March', values: 1 }]);
    desk['evidence.remove']({ id });
    expect(verdicts(desk)).toEqual(['pass']);
  });

  it('says of each level what the policy in force says: our own, and one that is brought, kept and put away', () => {
    const refused = (desk: Handlers, id: string) =>
      desk['evidence.look']({ id }).view?.allows.flatMap(({ level, why }) => (why === null ? [] : [[level, why]]));
    const desk = newDesk();
    const id = idOf(take(desk, 'evidence', { 'lab.pcap': capture }));
    expect(refused(desk, id)?.[0]).toEqual([
      3,
      expect.stringMatching(/^“Chain leads to a trusted root” is no-reference\. /),
    ]);
    take(desk, 'root', { 'root.der': chain[0].der });
    expect(refused(desk, id)).toEqual([[4, expect.stringMatching(/^nonce was not checked\. /)]]);

    const require = [{ level: 2, checks: ['measurement.*.reference'], reason: 'Known firmware only.' }];
    const own = { name: 'Lab', holds: false, rules: [{ devices: ['*'], require }] };
    const policy = idOf(take(desk, 'policy', { 'lab.json': Buffer.from(JSON.stringify(own)) }));
    expect(desk['evidence.shelf']({}).policy).toEqual({ id: policy, name: 'Lab', holds: false, rules: 1 });
    expect(refused(desk, id)?.map(([level]) => level)).toEqual([2, 3, 4]);

    const later = newDesk();
    later['evidence.rename']({ id: policy, name: 'Lab, March' });
    expect(newDesk()['evidence.shelf']({}).policy.name).toBe('Lab, March');
    later['evidence.remove']({ id: policy });
    expect(later['evidence.shelf']({}).policy.id).toBeNull();
    expect(newDesk()['evidence.shelf']({}).policy.id).toBeNull();
  });

  it('holds no device against the values of another model', async () => {
    const { handlers, shelve, receive } = createDesk({ dataDir: dir, cryptography: nodeCryptography, now: Date.now });
    const root = readCertificate(chain[0].der);
    if (!root.ok) throw new Error('no root');
    const values = [{ index: 1, value: Buffer.from('other firmware'), label: 'x' }];
    receive({ root: root.certificate, references: { name: 'its maker', devices: ['144d:a826'], values } });
    const rows = (ids: string) => {
      const { collection } = shelve({ kind: 'gathered', name: 'drive', ids, bars: null, tdisp: null, gathering });
      const { view } = handlers['evidence.look']({ id: collection ?? '' });
      return view?.exchanges.flatMap(({ checks }) => checks.filter(({ id }) => id === 'measurement.1.reference'));
    };
    const gathering = await gatherSample();
    expect(rows('144D:A826')?.map(({ verdict }) => verdict)).toContain('fail');
    expect(rows('10de:2330')).toEqual([]);
    expect(rows('')).toEqual([]);
  });

  it('takes no policy that it cannot read, and says where', () => {
    const desk = newDesk();
    const rules = [{ devices: ['*'], require: [{ level: 9, checks: ['a'], reason: 'r' }] }];
    expect(take(desk, 'policy', { 'bad.json': Buffer.from(JSON.stringify({ name: 'x', rules })) })).toEqual({
      ok: false,
      file: 'bad.json',
      why: 'expected a policy (JSON): rules[0].require[0].level: expected one of 2, 3, 4',
    });
    expect(desk['evidence.shelf']({}).policy.id).toBeNull();
  });

  it('takes loose files in any order, and finds out which is which', () => {
    const desk = newDesk();
    take(desk, 'root', { 'root.der': chain[0].der });
    const [vca, request, response] = loose;
    const pem = chain
      .toReversed()
      .map(
        ({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
      );
    const files = {
      'response.hex': Buffer.from(response.toString('hex')),
      'chain.pem': Buffer.from(pem.join('')),
      'vca.bin': vca,
      'request.bin': request,
    };
    const id = idOf(take(desk, 'evidence', files));
    expect(verdicts(desk)).toEqual(['pass']);
    const view = desk['evidence.look']({ id }).view;
    expect(view?.chains[0]?.certificates.map(({ subject }) => subject)).toEqual([
      'CN=Test root',
      'CN=Test between',
      'CN=Test leaf',
    ]);
    expect(view?.messages.map(({ name }) => name)).toEqual(expect.arrayContaining(['ALGORITHMS', 'MEASUREMENTS']));
  });

  it('reads a capture together with the plaintext of its session', () => {
    const desk = newDesk();
    const hex = '12840000';
    const plaintext = Buffer.from(JSON.stringify([{ n: 900, secured: true, hex }]));
    const id = idOf(take(desk, 'evidence', { 'messages.json': plaintext, 'lab.pcap': capture }));
    const last = desk['evidence.look']({ id }).view?.messages.at(-1);
    expect(last).toMatchObject({ number: 900, name: 'GET_VERSION', secured: true });
    expect(desk['evidence.piece']({ id, piece: last?.piece ?? '' }).piece?.hex).toBe(hex);
  });

  it('says what was expected of a file that is nothing it knows', () => {
    const desk = newDesk();
    const why = (purpose: Purpose, bytes: Uint8Array): string => {
      const taken = take(desk, purpose, { 'a.bin': bytes });
      return taken.ok ? 'taken' : taken.why;
    };
    expect(why('evidence', Buffer.from('hello'))).toMatch(/^byte 0: expected a capture .* found 68656c6c$/);
    expect(why('evidence', chain[0].der)).toMatch(/certificates only/);
    expect(why('root', Buffer.from('hello'))).toMatch(/^byte 0: expected PEM, DER/);
    expect(why('references', Buffer.from('{}'))).toMatch(/expected a list "measurements"/);
    expect(desk['evidence.shelf']({}).collections).toEqual([]);
  });

  it('keeps a file that is cut off, with the byte where it ends', () => {
    const desk = newDesk();
    const id = idOf(take(desk, 'evidence', { 'cut.pcap': capture.subarray(0, capture.length - 9) }));
    const view = desk['evidence.look']({ id }).view;
    expect(view?.broken?.at).toBeGreaterThan(0);
    expect(verdicts(desk)).toEqual(['not-checkable']);
    const piece = desk['evidence.piece']({ id, piece: view?.broken?.spot?.piece ?? '' }).piece;
    expect(piece?.fields[0]?.offset).toBe(view?.broken?.at);
  });
});

describe('what is kept', () => {
  it('is there again, for this user only, and judges what comes', () => {
    take(newDesk(), 'root', { 'root.der': chain[0].der });
    const again = newDesk();
    expect(again['evidence.shelf']({}).roots).toMatchObject([{ name: 'root.der', subject: 'CN=Test root' }]);
    take(again, 'evidence', { 'lab.pcap': capture });
    expect(verdicts(again)).toEqual(['pass']);
    expect(statSync(join(dir, 'evidence.json')).mode & 0o077).toBe(0);
    expect(existsSync(join(dir, 'evidence.json.new'))).toBe(false);
  });

  it('has a root once, and of a whole chain its top only', () => {
    const desk = newDesk();
    take(desk, 'root', { 'root.der': chain[0].der });
    take(desk, 'root', { 'chain.der': Buffer.concat(chain.map(({ der }) => der)) });
    expect(desk['evidence.shelf']({}).roots.map(({ subject }) => subject)).toEqual(['CN=Test root']);
  });

  it('is set aside when it is damaged: nothing of it is trusted', () => {
    take(newDesk(), 'root', { 'root.der': chain[0].der });
    writeFileSync(join(dir, 'evidence.json'), readFileSync(join(dir, 'evidence.json'), 'utf8').slice(0, -9));
    const { roots, trouble } = newDesk()['evidence.shelf']({});
    expect(roots).toEqual([]);
    expect(trouble).toMatch(/set aside/);
  });
});

describe('a file on its way up', () => {
  it('is taken in order and up to its limit, and only once', () => {
    const desk = newDesk();
    const part = Buffer.alloc(10).toString('base64');
    expect(desk['evidence.put']({ upload: 'a', at: 0, part })).toEqual({ bytes: 10 });
    expect(desk['evidence.put']({ upload: 'a', at: 20, part })).toEqual({ bytes: -1 });
    const big = Buffer.alloc(evidenceLimits.fileBytes).toString('base64');
    expect(desk['evidence.put']({ upload: 'b', at: 0, part: big })).toEqual({ bytes: evidenceLimits.fileBytes });
    expect(desk['evidence.put']({ upload: 'b', at: evidenceLimits.fileBytes, part })).toEqual({ bytes: -1 });
    const files = [{ upload: 'a', name: 'a' }];
    expect(desk['evidence.take']({ purpose: 'root', files })).toMatchObject({ ok: false, file: 'a' });
    expect(desk['evidence.take']({ purpose: 'root', files })).toMatchObject({ why: 'it did not come up whole' });
  });
});
