/** What a capture file holds, whatever its form. */
import type { ByteRange } from '../bytes/field.js';
import type { Stop } from '../bytes/stop.js';

/** Link types the DMTF's tools write; 291 means another thing to others, so contents are looked at too. */
export const linkTypes = { mctp: 291, doe: 292 } as const;

export interface Packet {
  /** From 1, as capture viewers number them. */
  readonly number: number;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly bytes: Uint8Array;
  readonly range: ByteRange;
  /** Bytes that the packet had on the wire and has not in the file: they were not captured, or the file ends. */
  readonly absent: number;
}

export interface Capture {
  readonly linkType: number;
  readonly packets: readonly Packet[];
  /** Where the file breaks off; the packet it breaks off in is among them. Null at a clean end. */
  readonly broken: Stop | null;
}

/** What a capture may hold: a hostile file must not cost more. */
export const most = { packets: 200_000, packetBytes: 1 << 18 } as const;
