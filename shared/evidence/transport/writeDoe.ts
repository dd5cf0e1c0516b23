/** Writes PCIe DOE data objects. Their reader is `doe.ts`. */
import { concat } from '../bytes/concat.js';
import { padded, u16, u32, u8 } from '../bytes/write.js';
import { type DoeType, doeTypes } from './doe.js';

/** @param payload Padded to whole dwords in the object; at most 1 MiB less its header. */
export const writeDoe = (type: DoeType, payload: Uint8Array): Uint8Array => {
  const body = padded(payload);
  return concat(u16(1), u8(doeTypes.indexOf(type)), u8(0), u32(((body.length + 8) / 4) % (1 << 18)), body);
};
