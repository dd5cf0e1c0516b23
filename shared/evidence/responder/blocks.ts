/** Measurement blocks of a simulated device: what it measures, and how a message has them. */
import { concat } from '../bytes/concat.js';
import { ascii, u16, u32, u64, u8 } from '../bytes/write.js';
import type { MakingHash, Secrets } from '../secrets.js';

export interface MadeBlock {
  /** 1 to 0xfe. */
  readonly index: number;
  /** Its place in `measurementTypes`. */
  readonly type: number;
  /** A raw bit stream, not a digest. */
  readonly raw: boolean;
  readonly value: Uint8Array;
}

/** What changes with an update. */
export const firmwareIndex = 2;

/** The index the DMTF gives to the device mode. */
export const deviceModeIndex = 0xfe;

/** Normal operation; every way to look into it is there, none is in use. */
const deviceMode = (debug: boolean): Uint8Array => concat(u32(0x04), u32(0x04), u32(0x03), u32(debug ? 0x02 : 0));

/** What firmware is on a device: the digests of its measurements come from these words. */
export interface Firmware {
  readonly version: string;
  readonly svn: number;
}

/** @param model What the device is: two devices of a model with the same firmware measure the same. */
export const makeBlocks = (
  wish: { readonly model: string; readonly firmware: Firmware; readonly debug: boolean; readonly hash: MakingHash },
  secrets: Secrets,
): readonly MadeBlock[] => {
  const { model, firmware, debug, hash } = wish;
  const digest = (what: string): Uint8Array => secrets.hash(hash, ascii(`${model} ${what}`));
  return [
    { index: 1, type: 0, raw: false, value: digest('rom') },
    { index: firmwareIndex, type: 1, raw: false, value: digest(`firmware ${firmware.version}`) },
    { index: 3, type: 2, raw: false, value: digest('hardware configuration') },
    { index: 4, type: 3, raw: false, value: digest('firmware configuration') },
    { index: 5, type: 6, raw: true, value: ascii(firmware.version) },
    { index: 6, type: 7, raw: true, value: u64(BigInt(firmware.svn)) },
    { index: deviceModeIndex, type: 5, raw: true, value: deviceMode(debug) },
  ];
};

/** As MEASUREMENTS has it, by the DMTF's measurement specification. */
export const blockBytes = ({ index, type, raw, value }: MadeBlock): Uint8Array =>
  concat(u8(index), u8(1), u16(value.length + 3), u8(raw ? type | 0x80 : type), u16(value.length), value);
