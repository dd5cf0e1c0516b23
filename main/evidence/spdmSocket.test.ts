/** A simulated device on QEMU's SPDM socket: driven over a real line, and told what it must not be told. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, bars, requesterOf, root, simulatedDevice } from '../../test/fixtures/evidence/simulated.js';
import { collect } from '../../shared/evidence/requester/requester.js';
import { takeFrames, writeFrame } from '../../shared/evidence/transport/socketFrame.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import { nodeCryptography } from './cryptography.js';
import { ownAuthority } from './ownAuthority.js';
import { dialDevice, serveDevice, type ServedDevice } from './spdmSocket.js';
import { switchOn } from './switchOn.js';

let served: ServedDevice;
beforeAll(async () => {
  served = await serveDevice(0, () => switchOn(simulatedDevice()));
});
afterAll(() => served.close());

/** Sends bytes as they are, and gathers what comes back until the line ends or this many bytes came. */
const raw = async (bytes: Uint8Array, wanted: number): Promise<Buffer> => {
  const socket = connect(served.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => socket.destroy());
  socket.write(bytes);
  let back = Buffer.alloc(0);
  for await (const chunk of socket) {
    back = Buffer.concat([back, chunk]);
    if (back.length >= wanted) break;
  }
  socket.destroy();
  return back;
};

describe('QEMU’s SPDM socket', () => {
  it('carries a whole collection, each line to a device just switched on', async () => {
    for (let line = 0; line < 2; line += 1) {
      const { carry, hangUp } = await dialDevice(served.port);
      const collection = await collect(requesterOf(carry), 'start');
      hangUp();
      expect(collection.stopped).toBeNull();
      const judging = { anchors: [root], references: null, at, cryptography: nodeCryptography, bars };
      expect(judgeCollection(collection, judging).verdict).toBe('pass');
    }
  });

  it('an exchange that is given up, wherever that is, leaves the line and the device to the next collection', async () => {
    const { carry, hangUp } = await dialDevice(served.port);
    /** Gives up its `last` object once that was sent; answers how many were asked. */
    const collectUpTo = async (last: number): Promise<{ readonly asked: number; readonly ended: unknown }> => {
      const giveUp = new AbortController();
      let asked = 0;
      const counted = (object: Uint8Array): Promise<Uint8Array> => {
        asked += 1;
        const answer = carry(object, giveUp.signal);
        if (asked === last) giveUp.abort(new Error('not any more'));
        return answer;
      };
      const ended = await collect(requesterOf(counted), 'session').catch((error: unknown) => error);
      return { asked, ended };
    };
    const whole = (await collectUpTo(Number.POSITIVE_INFINITY)).asked;
    expect(whole).toBeGreaterThan(5);
    for (let last = 1; last <= whole; last += 1) {
      expect(await collectUpTo(last)).toEqual({ asked: last, ended: new Error('not any more') });
      const collection = await collect(requesterOf(carry), 'session');
      expect([last, collection.stopped]).toEqual([last, null]);
      const judging = { anchors: [root], references: null, at, cryptography: nodeCryptography, bars };
      expect(judgeCollection(collection, judging).verdict).toBe('pass');
    }
    const late = AbortSignal.abort(new Error('not any more'));
    await expect(carry(new Uint8Array(8), late)).rejects.toThrow('not any more');
    hangUp();
  });

  it('answers the frames that are about the line itself', async () => {
    const frame = (command: number, transport = 2, payload = new Uint8Array(0)) =>
      writeFrame({ command, transport, payload });
    const hello = await raw(frame(0xdead, 2, Buffer.from('Client Hello!\0')), 26);
    expect(hello.subarray(12).toString('latin1')).toBe('Server Hello!\0');
    // Another transport, another command, and an object that no mailbox takes.
    const answers = [
      [frame(1, 1, Uint8Array.of(1)), 0xffff],
      [frame(0x77), 0xffff],
      [frame(1, 2, Uint8Array.of(9, 9, 9)), 1],
    ] as const;
    for (const [sent, command] of answers) {
      const back = await raw(sent, 12);
      expect([back.readUInt32BE(0), back.readUInt32BE(8)]).toEqual([command, 0]);
    }
    expect((await raw(frame(0xfffe), 12)).length).toBe(0);
  });

  it('ends the line for a length nobody has, and takes frames in pieces and several at once', async () => {
    expect(
      (
        await raw(
          Buffer.concat([
            writeFrame({ command: 1, transport: 2, payload: new Uint8Array(0) }).subarray(0, 8),
            Buffer.from([255, 255, 255, 255]),
          ]),
          1,
        )
      ).length,
    ).toBe(0);
    const two = Buffer.concat(
      [1, 2].map((n) => writeFrame({ command: n, transport: 2, payload: Uint8Array.of(n, n) })),
    );
    const taken = takeFrames(new Uint8Array(two.subarray(0, 20)));
    expect(taken).toMatchObject({ ok: true, frames: [{ command: 1, payload: Uint8Array.of(1, 1) }] });
    const rest = taken.ok ? taken.rest : new Uint8Array(0);
    expect(takeFrames(Buffer.concat([rest, two.subarray(20)]))).toMatchObject({ ok: true, frames: [{ command: 2 }] });
  });

  it('tells who dials in vain, and who waits in vain', async () => {
    await expect(dialDevice(1)).rejects.toThrow(/ECONNREFUSED/);
    const mute = await serveDevice(0, () => () => null);
    const { carry } = await dialDevice(mute.port);
    expect((await carry(new Uint8Array(8))).length).toBe(0);
    await mute.close();
    await expect(carry(new Uint8Array(8))).rejects.toThrow(/gone|hung up|reset|EPIPE/i);
  });
});

describe('the authority of this installation', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-authority-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is made once, readable by its owner alone, and is the same from then on', async () => {
    const one = await ownAuthority(join(folder, 'data'), at);
    const other = await ownAuthority(join(folder, 'data'), at + 1e9);
    expect(other).toEqual(one);
    const file = join(folder, 'data', 'authority.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain('"seed"');
  });

  it('is not made anew over a file that holds none', async () => {
    await writeFile(join(folder, 'authority.json'), '{}');
    await expect(ownAuthority(folder, at)).rejects.toThrow(/holds no seed/);
  });
});
