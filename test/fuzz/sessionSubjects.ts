/** Both ends of a session, each with a hostile peer: a requester that hears a device's answers changed, and a device that hears a requester's words in the session changed. */
import { concat } from '../../shared/evidence/bytes/concat.js';
import { u16, zeros } from '../../shared/evidence/bytes/write.js';
import { request } from '../../shared/evidence/requester/line.js';
import { collect } from '../../shared/evidence/requester/requester.js';
import { handle } from '../../shared/evidence/responder/handle.js';
import { nodeSecrets } from '../../main/evidence/secrets.js';
import { answering, requesterOf, simulatedDevice } from '../fixtures/evidence/simulated.js';
import type { Subject } from './subjects.js';

/** The device's objects, one after the other: the length in each says where the next begins. */
const answersOf = (bytes: Uint8Array): (() => Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return () => {
    const words = bytes.length - at < 8 ? 0 : view.getUint32(at + 4, true) & 0x3ffff;
    const object = bytes.subarray(at, Math.min(bytes.length, at + Math.max(8, words * 4)));
    at += object.length;
    return object;
  };
};

const tdisp = (code: number, ...more: readonly Uint8Array[]): Uint8Array => {
  const payload = concat(Uint8Array.of(1, 0x10, code), zeros(2), Uint8Array.of(0, 1, 0, 0), zeros(8), ...more);
  return request([0x13, 0xfe], u16(3), Uint8Array.of(2, 1, 0), u16(payload.length), payload);
};

/** What needs no signature: one takes longer than a thousand refusals. */
const said: readonly Uint8Array[] = [
  request([0x13, 0x81]),
  request([0x13, 0x82], u16(0), u16(512)),
  request([0x13, 0xe0, 0, 0xff], zeros(8)),
  tdisp(0x81),
  tdisp(0x82, zeros(4)),
  tdisp(0x83, u16(0), zeros(2), zeros(16)),
  tdisp(0x84, u16(0), u16(64)),
  tdisp(0x85),
  tdisp(0x86, zeros(32)),
  tdisp(0x87),
  request([0x13, 0xec]),
];

/** A session is opened first, and recorded. */
export const sessionSubjects = async (): Promise<readonly Subject[]> => {
  const device = simulatedDevice();
  const line = answering(device);
  const requester = requesterOf(line.carry);
  const { passed } = await collect(requester, 'start');
  const answers = passed.filter(({ sent }) => !sent).map(({ object }) => object);
  const open = answering(device);
  await collect(requesterOf(open.carry), 'session');
  const inSession = open.state;
  return [
    {
      name: 'requester',
      seeds: [concat(...answers), concat(...answers.slice(0, 5))],
      share: 0.02,
      read: (bytes) => {
        const next = answersOf(bytes);
        return collect(
          requesterOf(() => Promise.resolve(next())),
          'start',
        );
      },
    },
    {
      name: 'device in a session',
      seeds: said,
      read: (bytes) => handle({ device, secrets: nodeSecrets }, inSession, { bytes, secured: true }),
    },
  ];
};
