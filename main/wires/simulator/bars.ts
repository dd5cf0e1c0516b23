/** Where the registers of a simulated function lie: one window of 64-bit memory each, which no two share. */
import type { Bar } from '../../../shared/evidence/tdisp/consistency.js';
import type { PciNode } from './nodes.js';

const windowSize = 0x10_0000n;
/** Above all memory a machine of this kind has. */
const firstBus = 0x380n;

/** By bus, and within it by device and function; `id` is `0000:01:00.0`. */
export const windowOf = (id: string): Bar => {
  const [, bus = '0', device = '0', fn = '0'] = id.split(/[:.]/);
  const place = (Number.parseInt(device, 16) << 3) | Number.parseInt(fn, 16);
  const base = ((firstBus + BigInt(Number.parseInt(bus, 16))) << 32n) + BigInt(place) * windowSize;
  return { index: 0, kind: 'memory', base, size: windowSize };
};

/** A bridge has windows for what is below it, and no registers of its own. */
export const barsOf = ({ id, part }: PciNode): readonly Bar[] => (part.classCode === '060400' ? [] : [windowOf(id)]);
