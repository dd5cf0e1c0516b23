/** What a simulated device hears, and what is read beside it: revocation lists, frames of its socket. */
import { readRevocationList } from '../../shared/evidence/certificate/revocationList.js';
import { request } from '../../shared/evidence/requester/line.js';
import { revoke } from '../../shared/evidence/responder/authority.js';
import { respond } from '../../shared/evidence/responder/respond.js';
import { initialState, type ResponderState } from '../../shared/evidence/responder/state.js';
import { readKeyExchangeAnswer } from '../../shared/evidence/session/messages.js';
import { parse } from '../../shared/evidence/bytes/reader.js';
import { concat } from '../../shared/evidence/bytes/concat.js';
import { u16, u32, zeros } from '../../shared/evidence/bytes/write.js';
import { takeFrames, writeFrame } from '../../shared/evidence/transport/socketFrame.js';
import { writeDoe } from '../../shared/evidence/transport/writeDoe.js';
import { nodeSecrets } from '../../main/evidence/secrets.js';
import { authority, simulatedDevice } from '../fixtures/evidence/simulated.js';
import type { Subject } from './subjects.js';

const responder = { device: simulatedDevice(), secrets: nodeSecrets };

const algorithms = concat(
  u16(44),
  Uint8Array.of(1, 2),
  u32(0x90),
  u32(0x03),
  zeros(16),
  Uint8Array.of(2, 0x20, 0x18, 0, 3, 0x20, 2, 0, 5, 0x20, 1, 0),
);

/** Set-up, then what needs no signature: a signature takes longer than a thousand refusals. */
const conversation: readonly Uint8Array[] = [
  request([0x10, 0x84]),
  request([0x12, 0xe1], zeros(4), u32(0x2c0), u32(4608), u32(4608)),
  request([0x12, 0xe3, 3], algorithms),
  request([0x12, 0x81]),
  request([0x12, 0x82], u16(0), u16(512)),
  request([0x12, 0xe0, 0, 0xff]),
];

const negotiated = conversation
  .slice(0, 3)
  .reduce<ResponderState>(
    (state, message) => respond(responder, state, writeDoe('spdm', message)).state,
    initialState(),
  );

/** Each is heard by a device that was connected to; what it then says is thrown away. */
export const simulatedSubjects = (): readonly Subject[] => [
  {
    name: 'simulated device',
    seeds: [
      ...conversation.map((message) => writeDoe('spdm', message)),
      writeDoe('secured', concat(u32(0xfffeffff), u16(24), zeros(24))),
      writeDoe('discovery', u32(0)),
    ],
    read: (bytes) => respond(responder, negotiated, bytes),
  },
  {
    name: 'session answer',
    seeds: [concat(request([0x12, 0x64]), u16(0xfffe), zeros(2), zeros(32), zeros(96), u16(0), zeros(96), zeros(48))],
    read: (bytes) =>
      parse(bytes, (reader) => readKeyExchangeAnswer(reader, { point: 96, summary: 0, signature: 96, proof: 48 })),
  },
  {
    name: 'revocation list',
    seeds: [revoke(authority, [responder.device.serial], nodeSecrets)],
    read: readRevocationList,
  },
  {
    name: 'socket frame',
    seeds: [writeFrame({ command: 1, transport: 2, payload: writeDoe('spdm', request([0x10, 0x84])) })],
    read: takeFrames,
  },
];
