/** `lockstep policy`: our own policy and others on what `lockstep collect` recorded of sound and faulty devices. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { openWire } from '../wires/open.js';
import { runCli } from './cli.js';

let folder: string;
const at = (name: string): string => join(folder, name);

const run = async (...args: readonly string[]) => {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
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
const record = async (name: string, ...args: readonly string[]): Promise<string> => {
  const { out } = await run('collect', at(name), '--json', ...args);
  writeFileSync(at(`${name}.json`), out);
  return at(`${name}.json`);
};
const write = (name: string, value: unknown): string => {
  writeFileSync(at(name), JSON.stringify(value));
  return at(name);
};
let sound: string;
let bent: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-policy-'));
  vi.stubEnv('LOCKSTEP_DATA', at('data'));
  sound = await record('sound');
  bent = await record('bent', '--fault', 'bad-signature');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('lockstep policy', () => {
  it('allows a sound device the level that was asked for, and says for each level what it says', async () => {
    const { code, out } = await run('policy', sound);
    expect([code, out.split('\n').length]).toEqual([0, 5]);
    expect(out).toMatch(/^ {2}level 4 {2}yes$/m);
  });

  it('refuses a bad signature from the link on, with the check and the reason', async () => {
    const { code, out } = await run('policy', sound, bent, '--level', '3', '--json');
    expect(code).toBe(1);
    const { records } = JSON.parse(out);
    expect(records.map(({ record: name }: { record: string }) => name)).toEqual(['sound.json', 'bent.json']);
    const [dma, link] = records[1].levels;
    expect([dma.allowed, link.allowed]).toEqual([true, false]);
    expect(link.unmet).toMatchObject([{ pattern: 'signature' }]);
    for (const check of link.unmet[0].checks) expect(check).toEqual({ id: 'signature', verdict: 'fail' });
    expect(link.why).toBe(
      'signature is fail. A link is trusted for who is at its other end: the device must have signed.',
    );
  });

  it('takes a policy of somebody’s own, by device', async () => {
    const lab = write('lab.json', {
      name: 'lab',
      rules: [
        { devices: ['144d:*'], require: [] },
        {
          devices: ['10de:*'],
          require: [{ level: 2, checks: ['measurement.*.reference'], reason: 'Known firmware only.' }],
        },
      ],
    });
    expect((await run('policy', bent, '--policy', lab, '--device', '144D:a826')).code).toBe(0);
    const other = await run('policy', sound, '--policy', lab, '--device', '10de:2330', '--level', '2');
    expect(other.code).toBe(1);
    expect(other.out).toContain('measurement.*.reference was not checked. Known firmware only.');
    expect((await run('policy', sound, '--policy', lab)).out).toContain('No rule of “lab” names this device.');
  });

  it('prints one to begin from, which it reads again', async () => {
    const { out } = await run('policy', '--print');
    writeFileSync(at('own.json'), out);
    expect((await run('policy', '--print', '--policy', at('own.json'))).out).toBe(out);
  });

  it.each([
    [[], /takes one RECORD/],
    [['nowhere.json'], /cannot be read/],
    [['sound.json', '--device', 'nvme'], /--device takes/],
    [['sound.json', '--level', '1'], /--level takes 2, 3, 4/],
    [['sound.json', '--policy', 'sound.json'], /is no policy: /],
    [['own.json'], /holds no verdict/],
  ])('says in one line what is wrong with %j, and exits 2', async (args, why) => {
    const { code, err } = await run('policy', ...args.map((word) => (word.endsWith('.json') ? at(word) : word)));
    expect(code).toBe(2);
    expect(err).toMatch(why);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
