/** PCIe DOE data objects: the header that says what is inside, and how long it is with padding (PCIe 6.30, reference §1). */
import type { Reader } from '../bytes/reader.js';

export const doeTypes = ['discovery', 'spdm', 'secured'] as const;
export type DoeType = (typeof doeTypes)[number];

export interface DoeObject {
  readonly type: DoeType;
  /** With up to 3 bytes of padding: only the message itself knows its length. */
  readonly payload: Uint8Array;
  /** Where the payload starts in the object. */
  readonly offset: number;
}

const pciSig = 0x0001;
const largest = 1 << 18;

/** Reads one object; it may be shorter than the packet it came in, never longer, but where bytes of the packet are known to be missing. */
export const readDoe = (reader: Reader, cut = false): DoeObject => {
  const start = reader.at;
  const vendor = reader.u16('vendor', (value) => (value === pciSig ? 'PCI-SIG' : `0x${value.toString(16)}`));
  if (vendor !== pciSig) reader.refuse('vendor 0x0001 (PCI-SIG)', `0x${vendor.toString(16)}`, start);
  const code = reader.u8('type', (value) => doeTypes[value] ?? `unknown ${value}`);
  const type = doeTypes[code];
  if (type === undefined) reader.refuse('DOE type 0, 1 or 2', String(code), start + 2);
  reader.u8('reserved');
  const words = reader.u32('length', (value) => `${value & (largest - 1)} dwords`) & (largest - 1);
  const length = (words === 0 ? largest : words) * 4;
  if (length < 8) reader.refuse('a length of at least 2 dwords', `${words}`, start + 4);
  const offset = reader.at;
  const size = cut ? Math.min(length - 8, reader.left) : length - 8;
  return { type, payload: reader.take('payload', size), offset };
};
