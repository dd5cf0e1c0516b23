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

export interface DeviceMode {
  readonly operating: string;
  readonly debug: string;
  /** Bits 0 and 1 of the debug state: a debugger can see or change it now. */
  readonly debugNow: boolean;
  /** A debugger could change it at some time, so what it measures about itself may not be so. */
  readonly debugEver: boolean;
}

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

/** Null for what is not 16 bytes. */
export const deviceModeOf = (value: Uint8Array): DeviceMode | null => {
  if (value.length !== 16) return null;
  const view = new DataView(value.buffer, value.byteOffset, 16);
  const state = view.getUint32(12, true);
  return {
    operating: flags(operating, 'none')(view.getUint32(4, true)),
    debug: flags(debug, 'no debug')(state),
    debugNow: (state & 0b11) !== 0,
    debugEver: (state & 0b11111) !== 0,
  };
};
