/** VENDOR_DEFINED messages: the envelope in which TDISP and IDE key management travel. */
import { asHex, type Reader } from '../bytes/reader.js';

export interface VendorDefined {
  readonly kind: 'vendor-defined';
  /** 3 is PCI-SIG. */
  readonly standard: number;
  /** 1 is PCI-SIG's own protocols. */
  readonly vendor: Uint8Array;
  readonly payload: Uint8Array;
  readonly payloadAt: number;
}

export const readVendorDefined = (reader: Reader): VendorDefined => {
  const standard = reader.u16('standard', (value) => (value === 3 ? 'PCI-SIG' : asHex(4)(value)));
  const vendor = reader.take('vendor', reader.u8('vendor length'));
  const length = reader.u16('payload length');
  const payloadAt = reader.at;
  return { kind: 'vendor-defined', standard, vendor, payload: reader.take('payload', length), payloadAt };
};
