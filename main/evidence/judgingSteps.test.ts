/** Judging, and making an archive, that are followed while they run, and given up. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toPem } from '../../shared/evidence/certificate/toPem.js';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, testDevice } from '../../test/fixtures/evidence/device.js';
import { pcapFile } from '../../test/fixtures/evidence/pcapFile.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk, type Desk } from './desk.js';

type Step = (done: number, of: number) => void;

let dataDir: string;
let desk: Desk;
let chain: readonly [Issued, Issued, Issued];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lockstep-steps-'));
  desk = createDesk({ dataDir, cryptography: nodeCryptography, now: Date.now });
  chain = makeChain();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const take = (
  bytes: Uint8Array,
  { purpose, name }: { purpose: 'evidence' | 'root' | 'references'; name: string },
  onStep?: Step,
) => {
  const { handlers } = desk;
  handlers['evidence.put']({ upload: 'u1', at: 0, part: Buffer.from(bytes).toString('base64') });
  return handlers['evidence.take']({ purpose, files: [{ name, upload: 'u1' }] }, onStep);
};

const takeCapture = (onStep?: Step) => {
  const { vca, digests, certificates, challenge, measurements } = testDevice({ chain, version: 0x12 });
  const signed = [...challenge(), ...measurements([block(1, 0x81, Buffer.from('firmware 1.0'))])];
  const capture = pcapFile([...vca, ...digests, ...certificates, ...signed]);
  return take(capture, { purpose: 'evidence', name: 'lab.pcap' }, onStep);
};

const takeRoot = (onStep?: Step) =>
  take(Buffer.from(toPem(chain[0].der)), { purpose: 'root', name: 'root.pem' }, onStep);

const shelf = () => desk.handlers['evidence.shelf']({});

/** Every step of it, in words. */
const stepsOf = (act: (onStep: Step) => unknown): readonly string[] => {
  const steps: string[] = [];
  act((done, of) => void steps.push(`${done} of ${of}`));
  return steps;
};

const giveUpAt =
  (last: number): Step =>
  (done) => {
    if (done === last) throw new Error('given up');
  };

it('is told exchange by exchange, and nothing is kept of what is given up', () => {
  expect(stepsOf(takeCapture)).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  for (const last of [0, 1, 2]) expect(() => takeCapture(giveUpAt(last))).toThrow('given up');
  expect(shelf().collections.map(({ name }) => name)).toEqual(['lab.pcap']);
});

it('is told over all that a root is held against, and a root that is given up changes nothing', () => {
  takeCapture();
  takeCapture();
  for (const last of [0, 1, 3, 4]) {
    expect(() => takeRoot(giveUpAt(last))).toThrow('given up');
    const { roots, collections } = shelf();
    expect(roots).toEqual([]);
    expect(collections.map(({ verdict, judged }) => [verdict, judged])).toEqual([
      ['no-reference', 1],
      ['no-reference', 1],
    ]);
    expect(JSON.parse(readFileSync(join(dataDir, 'evidence.json'), 'utf8'))).toMatchObject({ roots: [] });
  }
  const steps = stepsOf(takeRoot);
  expect([steps[0], steps.at(-1)]).toEqual(['0 of 4', '4 of 4']);
  expect(shelf().collections.map(({ verdict, judged }) => [verdict, judged])).toEqual([
    ['pass', 2],
    ['pass', 2],
  ]);
});

it('is told over all that is judged anew when a root goes, and one that is given up stays', () => {
  takeCapture();
  takeCapture();
  takeRoot();
  const [{ id } = { id: '' }] = shelf().roots;
  const remove = (onStep?: Step) => desk.handlers['evidence.remove']({ id }, onStep);
  for (const last of [0, 1, 3, 4]) {
    expect(() => remove(giveUpAt(last))).toThrow('given up');
    const { roots, collections } = shelf();
    expect(roots.map((root) => root.id)).toEqual([id]);
    expect(collections.map(({ verdict, judged }) => [verdict, judged])).toEqual([
      ['pass', 2],
      ['pass', 2],
    ]);
    expect(JSON.parse(readFileSync(join(dataDir, 'evidence.json'), 'utf8'))).toMatchObject({ roots: [{ id }] });
  }
  const steps = stepsOf(remove);
  expect([steps[0], steps.at(-1)]).toEqual(['0 of 4', '4 of 4']);
  expect(shelf().roots).toEqual([]);
  expect(shelf().collections.map(({ verdict }) => verdict)).toEqual(['no-reference', 'no-reference']);
});

it('is told where a reference is given another name, which stands in the rows it made', () => {
  takeCapture();
  const values = JSON.stringify([{ index: 1, value: Buffer.from('firmware 1.0').toString('hex') }]);
  take(Buffer.from(values), { purpose: 'references', name: 'maker.json' });
  const [{ id } = { id: '' }] = shelf().references;
  const rename = (onStep?: Step) => desk.handlers['evidence.rename']({ id, name: 'vendor' }, onStep);
  expect(() => rename(giveUpAt(1))).toThrow('given up');
  expect(shelf().references).toMatchObject([{ name: 'maker.json' }]);
  expect(stepsOf(rename)).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  expect(shelf().references).toMatchObject([{ name: 'vendor' }]);
});

it('an archive is made exchange by exchange, and again after it was given up', () => {
  takeCapture();
  const [{ id } = { id: '' }] = shelf().collections;
  const fetch = (onStep?: Step) => desk.handlers['evidence.bundle']({ id, at: 0 }, onStep).bundle;
  expect(() => fetch(giveUpAt(1))).toThrow('given up');
  expect(stepsOf(fetch)).toEqual(['0 of 2', '1 of 2', '2 of 2']);
  expect(fetch()?.size).toBeGreaterThan(10_000);
});

it('an archive that is too long to go down is not made, and the way to have it is told', { timeout: 60_000 }, () => {
  // A chain that is nearly as long as chains can be stands beside each exchange.
  const long = makeChain({ leaf: ['keyUsage=critical,digitalSignature', `nsComment=${'a'.repeat(50_000)}`] });
  const { vca, digests, certificates, measurements } = testDevice({ chain: long, version: 0x12 });
  const pair = measurements([block(1, 0x81, Buffer.from('firmware 1.0'))]);
  const capture = pcapFile([...vca, ...digests, ...certificates, ...Array.from({ length: 600 }, () => pair).flat()]);
  const { handlers } = desk;
  for (let at = 0; at < capture.length; at += 180_000)
    handlers['evidence.put']({ upload: 'u1', at, part: capture.subarray(at, at + 180_000).toString('base64') });
  expect(
    handlers['evidence.take']({ purpose: 'evidence', files: [{ name: 'long.pcap', upload: 'u1' }] }),
  ).toMatchObject({
    ok: true,
  });
  const [{ id } = { id: '' }] = shelf().collections;
  const { bundle, why } = handlers['evidence.bundle']({ id, at: 0 });
  expect([bundle?.size, why]).toEqual([
    undefined,
    expect.stringContaining('more than 64 MiB; `lockstep verify --bundle`'),
  ]);
});
