/** VENDOR_DEFINED messages: the envelope in which TDISP and IDE key management travel. */
import { asHex, type Parsed, parse, type Reader } from '../bytes/reader.js';
import { type IdeKm, readIdeKm } from '../ide/message.js';
import { readTdisp, type TdispMessage } from '../tdisp/message.js';

export interface VendorDefined {
  readonly kind: 'vendor-defined';
  /** 3 is PCI-SIG. */
  readonly standard: number;
  /** 1 is PCI-SIG's own protocols. */
  readonly vendor: Uint8Array;
  readonly payload: Uint8Array;
  readonly payloadAt: number;
  /** Where PCI-SIG says that it is one, its fields from the byte after the protocol's; null for everything else. */
  readonly tdisp: Parsed<TdispMessage> | null;
  /** The same for key management. */
  readonly ide: Parsed<IdeKm> | null;
}

/** The first byte of a payload of PCI-SIG's own (PCIe 7.0 §6.31.3). */
const protocols: Readonly<Record<number, string>> = { 0: 'IDE_KM', 1: 'TDISP' };

const isPciSig = (standard: number, vendor: Uint8Array): boolean =>
  standard === 3 && vendor.length === 2 && vendor[0] === 1 && vendor[1] === 0;

export const readVendorDefined = (reader: Reader): VendorDefined => {
  const standard = reader.u16('standard', (value) => (value === 3 ? 'PCI-SIG' : asHex(4)(value)));
  const vendor = reader.take('vendor', reader.u8('vendor length'));
  const length = reader.u16('payload length');
  const payloadAt = reader.at;
  const ours = isPciSig(standard, vendor);
  const payload = reader.take('payload', length, (bytes) => {
    const protocol = ours ? protocols[bytes[0] ?? -1] : undefined;
    return protocol ?? `${bytes.length} bytes`;
  });
  const within = payload.subarray(1);
  return {
    kind: 'vendor-defined',
    standard,
    vendor,
    payload,
    payloadAt,
    tdisp: ours && payload[0] === 1 ? parse(within, readTdisp) : null,
    ide: ours && payload[0] === 0 ? parse(within, readIdeKm) : null,
  };
};
