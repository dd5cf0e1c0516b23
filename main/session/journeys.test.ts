/** A wire on which every question is a journey tells a write and what it led to in one; nothing older ever takes the place of what is known. */
import { describe, expect, it } from 'vitest';
import { labFixture } from '../../test/fixtures/labFixture.js';
import { devpath, scriptedWire, type ScriptedWire } from '../../test/fixtures/scriptedWire.js';
import type { WriteAndLook } from '../wires/wire.js';

const never = new AbortController().signal;

/** What the wire is asked, in order; a write sets the level at once. */
const farWire = () => {
  const wire = scriptedWire();
  const asked: string[] = [];
  const { sweep, read } = wire;
  const look: WriteAndLook = ({ path, value }, { folders, paths }) => {
    asked.push('write and look');
    const outcome = wire.write(path, value, 1000, never);
    const seen = outcome.then(async () => ({
      devices: await sweep(folders, never),
      readings: await read(paths, never),
    }));
    return { outcome, seen };
  };
  wire.onWrite = (_path, value) => {
    wire.attrs.trust = value;
    return Promise.resolve({ kind: 'done', ms: 1 });
  };
  const far: ScriptedWire = Object.assign(wire, {
    writeAndLook: look,
    sweep: (...wanted: Parameters<typeof sweep>) => {
      asked.push('sweep');
      return sweep(...wanted);
    },
  });
  return { far, asked };
};
const trust = `${devpath}/trust`;
const opened = async () => {
  const { far, asked } = farWire();
  const lab = await labFixture({ openWire: () => Promise.resolve(far) });
  const session = await lab.open('ssh://box');
  await lab.call('session.arm', { session, armed: true });
  asked.length = 0;
  const levels = () =>
    lab.events(session).flatMap((one) => (one.kind === 'change' && one.fact === 'level' ? [one.to] : []));
  return { lab, session, far, asked, levels };
};

describe('a write to a far machine', () => {
  it('and what it led to are one journey', async () => {
    const { lab, session, asked, levels } = await opened();
    const { event } = await lab.write(session, trust, '3');
    expect(asked).toEqual(['write and look']);
    expect(levels()).toEqual(['3']);
    expect(lab.events(session).find(({ kind }) => kind === 'change')?.cause).toMatchObject({ id: event });
    await lab[Symbol.asyncDispose]();
  });

  it('is looked at again by itself when another look came in between: that one may know more', async () => {
    const { lab, session, far, asked, levels } = await opened();
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const { writeAndLook } = far;
    if (writeAndLook === undefined) throw new Error('the wire has no such thing');
    Object.assign(far, {
      writeAndLook: (...wanted: Parameters<WriteAndLook>) => {
        const { outcome, seen } = writeAndLook(...wanted);
        return { outcome, seen: Promise.all([seen, told]).then(([found]) => found) };
      },
    });
    const write = lab.write(session, trust, '3');
    await expect.poll(() => far.written).toHaveLength(1);
    // Read after the write was seen over there, and before that is told here: the machine went on.
    far.attrs.trust = '0';
    await lab.call('session.refresh', { session, device: devpath });
    tell();
    await write;
    expect(levels()).toEqual(['0']);
    expect(asked).toEqual(['write and look', 'sweep', 'sweep']);
    await lab[Symbol.asyncDispose]();
  });

  it('is looked at again where the machine told of something meanwhile', async () => {
    const { lab, session, far, levels } = await opened();
    far.onWrite = (_path, value) => {
      far.attrs.trust = value;
      far.say({ seqnum: 7, action: 'change', devpath, env: {} });
      // After it was seen.
      setTimeout(() => {
        far.attrs.trust = '0';
      }, 1);
      return Promise.resolve({ kind: 'done', ms: 1 });
    };
    await lab.write(session, trust, '3');
    await expect.poll(levels).toEqual(['3', '0']);
    await lab[Symbol.asyncDispose]();
  });
});
