/** TDISP messages: what locks an interface, starts and stops it, and says how it stands. They travel in SPDM's vendor-defined messages. */
import { asHex, type Reader } from '../bytes/reader.js';
import { lockFlags, tdispErrorName, tdispName, type TdispStateName, tdispStates, tdispVersion } from './codes.js';

/** The function an interface belongs to: its requester id, and its segment where that is valid. */
export interface InterfaceId {
  /** Bus, device and function in 16 bits. */
  readonly requester: number;
  readonly segment: number | null;
}

export type TdispBody =
  | { readonly kind: 'get-version' | 'get-state' | 'started' | 'stop' | 'stopped' }
  | { readonly kind: 'version'; readonly versions: readonly number[] }
  | { readonly kind: 'get-capabilities'; readonly tsm: number }
  | {
      readonly kind: 'capabilities';
      readonly dsm: number;
      /** Codes of the requests it answers. */
      readonly requests: readonly number[];
      /** Lock flags it can keep. */
      readonly lock: number;
      /** Bits of an address. */
      readonly addressWidth: number;
    }
  | {
      readonly kind: 'lock';
      readonly flags: number;
      /** Its default IDE stream. */
      readonly stream: number;
      /** Added to the addresses of the interface report. */
      readonly mmioOffset: bigint;
      readonly peers: bigint;
    }
  | { readonly kind: 'locked' | 'start'; readonly nonce: Uint8Array }
  | { readonly kind: 'get-report'; readonly offset: number; readonly length: number }
  | { readonly kind: 'report'; readonly portion: Uint8Array; readonly remainder: number }
  | { readonly kind: 'state'; readonly state: TdispStateName }
  | { readonly kind: 'error'; readonly code: number; readonly data: number }
  /** Of a code or version that this tool does not read further. */
  | { readonly kind: 'other'; readonly payload: Uint8Array };

export interface TdispMessage {
  readonly version: number;
  readonly code: number;
  readonly interface: InterfaceId;
  readonly body: TdispBody;
}

const readInterface = (reader: Reader): InterfaceId =>
  reader.group(
    'interface',
    () => {
      const id = reader.u32('function', asHex(8));
      reader.take('reserved', 8);
      return { requester: id & 0xffff, segment: (id >>> 24) & 1 ? (id >>> 16) & 0xff : null };
    },
    ({ requester, segment }) => `${segment === null ? '' : `segment ${segment}, `}requester ${asHex(4)(requester)}`,
  );

/** Codes whose bit is set in the 16 bytes: bit 0 of byte 0 is request 0x80. */
const requestsIn = (bits: Uint8Array): readonly number[] =>
  Array.from({ length: 128 }, (_, bit) => bit)
    .filter((bit) => ((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1)
    .map((bit) => 0x80 + bit);

const readCapabilities = (reader: Reader): TdispBody => {
  const dsm = reader.u32('DSM capabilities', asHex(8));
  const bits = reader.take('requests it answers', 16, (bytes) => requestsIn(bytes).map(tdispName).join(', '));
  const lock = reader.u16('lock flags it keeps', lockFlags);
  reader.take('reserved', 3);
  const addressWidth = reader.u8('address width', (width) => `${width} bits`);
  reader.u8('requests at once, this interface');
  reader.u8('requests at once, all');
  return { kind: 'capabilities', dsm, requests: requestsIn(bits), lock, addressWidth };
};

const readLock = (reader: Reader): TdispBody => {
  const flags = reader.u16('flags', lockFlags);
  const stream = reader.u8('default stream');
  reader.take('reserved', 1);
  return {
    kind: 'lock',
    flags,
    stream,
    mmioOffset: reader.u64('MMIO reporting offset'),
    peers: reader.u64('P2P mask'),
  };
};

const readState = (reader: Reader): TdispBody => {
  const { at } = reader;
  const state = tdispStates[reader.u8('state', (value) => tdispStates[value] ?? String(value))];
  if (state === undefined) reader.refuse('a state from 0 to 3', String(reader.bytes[at]), at);
  return { kind: 'state', state };
};

const readVersions = (reader: Reader): TdispBody => {
  const count = reader.u8('versions');
  return { kind: 'version', versions: [...reader.take('versions', count)] };
};

const readPortion = (reader: Reader): TdispBody => {
  const length = reader.u16('portion length');
  const remainder = reader.u16('remainder length');
  return { kind: 'report', portion: reader.take('portion', length), remainder };
};

const readError = (reader: Reader): TdispBody => {
  const code = reader.u32('error', tdispErrorName);
  // For a request that is not supported the data is its code.
  return { kind: 'error', code, data: reader.u32('error data', code === 7 ? tdispName : asHex(8)) };
};

const bodies: Readonly<Record<number, (reader: Reader) => TdispBody>> = {
  1: readVersions,
  2: readCapabilities,
  3: (reader) => ({ kind: 'locked', nonce: reader.take('nonce', 32) }),
  4: readPortion,
  5: readState,
  6: () => ({ kind: 'started' }),
  7: () => ({ kind: 'stopped' }),
  127: readError,
  129: () => ({ kind: 'get-version' }),
  130: (reader) => ({ kind: 'get-capabilities', tsm: reader.u32('TSM capabilities', asHex(8)) }),
  131: readLock,
  132: (reader) => ({ kind: 'get-report', offset: reader.u16('offset'), length: reader.u16('length') }),
  133: () => ({ kind: 'get-state' }),
  134: (reader) => ({ kind: 'start', nonce: reader.take('nonce', 32) }),
  135: () => ({ kind: 'stop' }),
};

/** Reads a whole message; what stands behind its body is kept as bytes. */
export const readTdisp = (reader: Reader): TdispMessage => {
  const version = reader.u8('TDISP version', asHex(2));
  const code = reader.u8('code', tdispName);
  reader.take('reserved', 2);
  const target = readInterface(reader);
  const read = version >> 4 === tdispVersion >> 4 || code === 0x7f ? bodies[code] : undefined;
  const body: TdispBody = read === undefined ? { kind: 'other', payload: reader.rest('payload') } : read(reader);
  reader.rest('beyond the message');
  return { version, code, interface: target, body };
};
