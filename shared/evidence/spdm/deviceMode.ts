/** The device mode measurement in words: what a device can be switched to, and whether somebody can look into it now. */
import type { Reader, Say } from '../bytes/reader.js';

const operating = ['manufacturing', 'validation', 'normal', 'recovery', 'RMA', 'decommissioned'] as const;

const debug = [
  'non-invasive debug active',
  'invasive debug active',
  'non-invasive debug has been active',
  'invasive debug has been active',
  'invasive debug active after manufacturing',
] as const;

const flags =
  (names: readonly string[], none: string): Say =>
  (bits) => {
    const found = names.filter((_, bit) => (bits >>> bit) & 1);
    const unknown = bits >>> names.length;
    if (unknown !== 0) found.push(`unknown bits 0x${(bits - (bits & ((1 << names.length) - 1))).toString(16)}`);
    return found.length === 0 ? none : found.join(', ');
  };

/** Takes the 16 bytes; returns them. */
export const readDeviceMode = (reader: Reader): Uint8Array => {
  const at = reader.at;
  reader.group('device mode', () => {
    reader.u32('operating capabilities', flags(operating, 'none'));
    reader.u32('operating state', flags(operating, 'none'));
    reader.u32('debug capabilities', flags(debug, 'none'));
    reader.u32('debug state', flags(debug, 'no debug'));
  });
  return reader.bytes.subarray(at, at + 16);
};
