/** What noise on a console does to results: nothing, or a clear fault. Never wrong data. By seeds, over a real terminal and a real shell. */
import { describe, expect, it } from 'vitest';
import type { RawDevice } from '../../main/wires/wire.js';
import { WireLost } from '../../main/wires/wire.js';
import { bigSysroot } from '../fixtures/bigSysroot.js';
import { noNoise } from '../fixtures/noise.js';
import { serialRig } from '../fixtures/serialRig.js';
import { openSerial } from './serialLine.js';

const never = (): AbortSignal => new AbortController().signal;

/** Without the times of reading. */
const bare = (devices: readonly RawDevice[]): unknown =>
  devices.map(({ path, attrs, links }) => ({
    path,
    links,
    attrs: Object.fromEntries(Object.entries(attrs).map(([name, { at: _, ...said }]) => [name, said])),
  }));

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
const levels = ['0', '1', '2'];

describe('noise on a serial line', () => {
  it('at 0.01% of bytes, with kernel lines inside frames: every result is complete and correct, and the lines are told', async () => {
    await using rig = await serialRig({ program: 'dash -i', noise: { share: 0.0001, kernelLines: 0.0002, seed: 4 } });
    using tree = bigSysroot(160);
    const { wire, line } = await openSerial(rig, { sysroot: tree.root });
    const told: string[] = [];
    const ends = new AbortController();
    const hearing = (async () => {
      for await (const notice of wire.notices(ends.signal)) if (notice.kind === 'console') told.push(notice.text);
    })();
    rig.spoil(noNoise);
    const clean = await wire.sweep(null, never());
    expect(clean.length).toBeGreaterThanOrEqual(160);
    for (const seed of seeds) {
      rig.spoil({ share: 0.0001, kernelLines: 0.0005, seed });
      // Something else each time, so that something has to be said.
      for (const path of tree.paths.filter((_, at) => at % 3 === seed % 3))
        tree.file(`${path}/trust`, levels[seed % 3] ?? '0');
      const noisy = await wire.sweep(null, never());
      rig.spoil(noNoise);
      expect(bare(noisy), `seed ${seed}`).toEqual(bare(await wire.sweep(null, never())));
    }
    expect(line().counts.broken, 'frames were broken, so the test tested something').toBeGreaterThan(0);
    expect(
      told.some((text) => /new high-speed USB device/.test(text)),
      'kernel lines became console text',
    ).toBe(true);
    ends.abort();
    await hearing;
    await wire[Symbol.asyncDispose]();
  }, 120_000);

  it('at 1% of bytes: a correct result or a clear fault, never wrong data', async () => {
    await using rig = await serialRig({ program: 'dash -i' });
    using tree = bigSysroot(40);
    let opened = await openSerial(rig, { sysroot: tree.root });
    let [right, faults, broken] = [0, 0, 0];
    for (const seed of seeds) {
      for (const path of tree.paths) tree.file(`${path}/trust`, levels[seed % 3] ?? '0');
      rig.spoil({ share: 0.01, kernelLines: 0, seed });
      const noisy = await opened.wire.sweep(null, AbortSignal.timeout(8000)).catch((error: unknown) => error);
      rig.spoil(noNoise);
      broken += opened.line().counts.broken;
      // What was lost is opened anew, as its session does.
      if (noisy instanceof WireLost) {
        await opened.wire[Symbol.asyncDispose]();
        opened = await openSerial(rig, { sysroot: tree.root });
      }
      const clean = await opened.wire.sweep(null, never());
      if (Array.isArray(noisy)) {
        right += 1;
        expect(bare(noisy), `seed ${seed}`).toEqual(bare(clean));
      } else {
        faults += 1;
        expect(noisy instanceof WireLost || (noisy as Error).name === 'TimeoutError', String(noisy)).toBe(true);
      }
      const trusts = clean.filter(({ attrs }) => attrs.trust !== undefined);
      for (const { attrs } of trusts) expect(attrs.trust).toMatchObject({ value: levels[seed % 3] });
    }
    expect(right + faults).toBe(seeds.length);
    expect(broken).toBeGreaterThan(0);
    await opened.wire[Symbol.asyncDispose]();
  }, 240_000);
});
