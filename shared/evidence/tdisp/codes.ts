/** Names of TDISP's numbers (PCIe 7.0 §11.3; the codes of errors and states as libspdm and Linux have them). */
import { asHex, type Say } from '../bytes/reader.js';

/** The only version there is. A peer of the same major version reads alike. */
export const tdispVersion = 0x10;

/** A request is its answer's code with the top bit set. */
const names: Readonly<Record<number, string>> = {
  1: 'VERSION',
  2: 'CAPABILITIES',
  3: 'LOCK_INTERFACE',
  4: 'DEVICE_INTERFACE_REPORT',
  5: 'DEVICE_INTERFACE_STATE',
  6: 'START_INTERFACE',
  7: 'STOP_INTERFACE',
  8: 'BIND_P2P_STREAM',
  9: 'UNBIND_P2P_STREAM',
  10: 'SET_MMIO_ATTRIBUTE',
  11: 'VENDOR_DEFINED',
};

const errorCode = 0x7f;

export const tdispName: Say = (code) => {
  if (code === errorCode) return 'TDISP_ERROR';
  const name = names[code & 0x7f];
  if (name === undefined) return asHex(2)(code);
  if (code < 0x80) return `TDISP_${name}${/^(LOCK|START|STOP|BIND|UNBIND|SET)/.test(name) ? '_RESPONSE' : ''}`;
  return /^(VERSION|CAPABILITIES|DEVICE)/.test(name) ? `GET_${name}` : `${name}_REQUEST`;
};

/** By its number on the wire. */
export const tdispStates = ['CONFIG_UNLOCKED', 'CONFIG_LOCKED', 'RUN', 'ERROR'] as const;
export type TdispStateName = (typeof tdispStates)[number];

const errors: Readonly<Record<number, string>> = {
  1: 'invalid request',
  3: 'busy',
  4: 'invalid interface state',
  5: 'unspecified',
  7: 'unsupported request',
  65: 'version mismatch',
  255: 'vendor defined',
  257: 'invalid interface',
  258: 'invalid nonce',
  259: 'insufficient entropy',
  260: 'invalid device configuration',
};

export const tdispErrorName: Say = (code) => errors[code] ?? asHex(2)(code);

/** Says which bits are set, by name; what has no name by its number. */
export const flags =
  (known: Readonly<Record<number, string>>): Say =>
  (bits) => {
    const found = Object.entries(known).flatMap(([bit, name]) => ((bits & Number(bit)) === 0 ? [] : [name]));
    const rest = Object.keys(known).reduce((left, bit) => left & ~Number(bit), bits);
    if (rest !== 0) found.push(`unknown bits ${asHex(2)(rest >>> 0)}`);
    return found.length === 0 ? 'none' : found.join(', ');
  };

export const lockFlags: Say = flags({
  1: 'no firmware update',
  2: 'system cache line 128 bytes',
  4: 'lock MSI-X',
  8: 'bind peer to peer',
  16: 'all requests redirected',
});
