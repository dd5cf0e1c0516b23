/**
 * The frames of the socket on which QEMU hands a device's SPDM messages to somebody else (DMTF's emulator speaks the same):
 * command, transport and length as big-endian numbers of 32 bits, then the payload. One request, one answer.
 */
import { concat } from '../bytes/concat.js';

/** 1 carries a message; the others are about the line itself. */
export const socketCommands = { normal: 1, continue: 0xfffd, shutdown: 0xfffe, unknown: 0xffff, test: 0xdead } as const;

/** The payload is a whole DOE data object, header and padding in it. */
export const doeTransport = 2;

export interface SocketFrame {
  readonly command: number;
  readonly transport: number;
  readonly payload: Uint8Array;
}

const headLength = 12;
/** The largest DOE object there is. */
const mostPayload = 1 << 20;

const big = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, false);
  return bytes;
};

export const writeFrame = ({ command, transport, payload }: SocketFrame): Uint8Array =>
  concat(big(command), big(transport), big(payload.length), payload);

export type TakenFrames =
  | {
      readonly ok: true;
      readonly frames: readonly SocketFrame[];
      /** What came of the next frame so far. */
      readonly rest: Uint8Array;
    }
  | { readonly ok: false; readonly why: string };

/** Takes whole frames from the front of what came. */
export const takeFrames = (bytes: Uint8Array): TakenFrames => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: SocketFrame[] = [];
  let at = 0;
  while (bytes.length - at >= headLength) {
    const length = view.getUint32(at + 8, false);
    if (length > mostPayload)
      return { ok: false, why: `expected a payload of at most ${mostPayload} bytes, found ${length}` };
    if (bytes.length - at - headLength < length) break;
    const start = at + headLength;
    frames.push({
      command: view.getUint32(at, false),
      transport: view.getUint32(at + 4, false),
      payload: bytes.slice(start, start + length),
    });
    at = start + length;
  }
  return { ok: true, frames, rest: bytes.slice(at) };
};
