/** A machine of 100,000 devices: opened, recorded and told in bounded memory, and then only what changed. */
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/ipc/frame.js';
import type { RawDevice } from '../../main/wires/wire.js';
import { labFixture } from '../fixtures/labFixture.js';
import { scriptedWire } from '../fixtures/scriptedWire.js';
import { bigMachine, textAt } from './machines.js';
import { scratch } from './scratch.js';

const count = 100_000;

describe('100,000 devices', () => {
  it('open in parts, and afterwards only what changed is told', async () => {
    using folder = scratch();
    const machine: RawDevice[] = [...bigMachine(count)];
    const wire = scriptedWire({ harmless: true, devices: () => machine });
    const before = process.memoryUsage().rss;
    await using lab = await labFixture({ openWire: () => Promise.resolve(wire), dataDir: folder.dir });
    const session = await lab.open('local:');
    await expect.poll(() => Object.keys(lab.seen(session).snapshot.devices).length, { timeout: 200_000 }).toBe(count);

    const frames: Frame[] = [];
    using _listening = lab.onFrame((frame) => void frames.push(frame));
    const leaf = machine.at(-1);
    if (leaf === undefined) throw new Error('no device');
    machine[machine.length - 1] = { ...leaf, attrs: { ...leaf.attrs, trust: textAt('2', 9) } };
    await lab.call('session.refresh', { session, device: leaf.path });
    await expect
      .poll(() => lab.seen(session).snapshot.devices[leafPath(leaf)]?.facts.level, { timeout: 60_000 })
      .toMatchObject({ value: 2 });
    const sent = frames.flatMap(({ snapshot }) => (snapshot?.kind === 'delta' ? snapshot.devices : []));
    expect(frames.every(({ snapshot }) => snapshot === null || snapshot.kind === 'delta')).toBe(true);
    // The device, its port and its host bridge.
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(frames).length).toBeLessThan(40_000);

    expect(process.memoryUsage().rss - before).toBeLessThan(2_000e6);
  }, 300_000);
});

const leafPath = ({ path }: RawDevice) => path as Frame['events'][number]['device'] & string;
