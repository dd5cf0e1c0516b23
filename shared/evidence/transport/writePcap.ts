/** Writes capture files (classic pcap, little-endian, microseconds). Their reader is `pcap.ts`. */
import { concat } from '../bytes/concat.js';
import { u16, u32 } from '../bytes/write.js';

export interface WrittenPacket {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly bytes: Uint8Array;
}

/** Room for the largest object there is. */
const snapshotLength = 1 << 20;

/** @param linkType One of `linkTypes` in `packet.ts`. */
export const writePcap = (linkType: number, packets: readonly WrittenPacket[]): Uint8Array =>
  concat(
    u32(0xa1b2c3d4),
    u16(2),
    u16(4),
    u32(0),
    u32(0),
    u32(snapshotLength),
    u32(linkType),
    ...packets.flatMap(({ time, bytes }) => [
      u32(Math.floor(time / 1000)),
      u32(Math.round((time % 1000) * 1000)),
      u32(bytes.length),
      u32(bytes.length),
      bytes,
    ]),
  );
