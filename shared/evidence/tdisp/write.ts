/** Writes TDISP messages in the envelope in which SPDM carries them. Their reader is `message.ts`. */
import { concat } from '../bytes/concat.js';
import { u16, u32, u8, zeros } from '../bytes/write.js';
import { tdispVersion } from './codes.js';
import type { InterfaceId } from './message.js';

/** Codes of requests; an answer's is the same without its top bit. */
export const tdispRequests = {
  version: 0x81,
  capabilities: 0x82,
  lock: 0x83,
  report: 0x84,
  state: 0x85,
  start: 0x86,
  stop: 0x87,
} as const;

export const tdispErrorCode = 0x7f;

const functionId = ({ requester, segment }: InterfaceId): number =>
  requester + (segment === null ? 0 : segment * 0x10000 + 0x1000000);

/** @param body After the header of 16 bytes. */
export const writeTdisp = (code: number, target: InterfaceId, body: Uint8Array = zeros(0)): Uint8Array =>
  concat(u8(tdispVersion), u8(code), zeros(2), u32(functionId(target)), zeros(8), body);

/** A VENDOR_DEFINED message after SPDM's header: PCI-SIG's own (standard 3, vendor 1), protocol TDISP. */
export const inEnvelope = (tdisp: Uint8Array): Uint8Array =>
  concat(u16(3), u8(2), u16(1), u16(tdisp.length + 1), u8(1), tdisp);
