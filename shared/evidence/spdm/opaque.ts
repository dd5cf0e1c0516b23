/** Opaque data: a length, then elements of somebody's own, in a form DSP0274 gives from 1.2 on. */
import type { Reader } from '../bytes/reader.js';
import { shortHex } from '../bytes/hex.js';
import type { Version } from './codes.js';

const registries = ['DMTF', 'TCG', 'USB', 'PCI-SIG', 'IANA', 'HDBaseT', 'MIPI', 'CXL', 'JEDEC', 'VESA', 'IANA CBOR'];

/** True when `bytes` is a list of elements: a count, three zeros, and elements that end exactly with it. */
const isList = (bytes: Uint8Array): boolean => {
  if (bytes.length < 4 || bytes[1] !== 0 || bytes[2] !== 0 || bytes[3] !== 0) return false;
  let at = 4;
  for (let n = bytes[0] ?? 0; n > 0; n -= 1) {
    const vendor = bytes[at + 1];
    if (vendor === undefined) return false;
    const sizeAt = at + 2 + vendor;
    const [low, high] = [bytes[sizeAt], bytes[sizeAt + 1]];
    if (low === undefined || high === undefined) return false;
    at = (sizeAt + 2 + low + high * 256 + 3) & ~3;
  }
  return at === bytes.length;
};

const readElements = (reader: Reader): void => {
  const count = reader.u8('elements');
  reader.take('reserved', 3);
  for (let n = 0; n < count; n += 1) {
    reader.group(
      `element ${n + 1}`,
      () => {
        const id = reader.u8('registry', (value) => registries[value] ?? String(value));
        reader.take('vendor', reader.u8('vendor length'));
        const length = reader.u16('data length');
        reader.take('data', length);
        reader.take('padding', -reader.at & 3);
        return id;
      },
      (id) => registries[id] ?? `registry ${id}`,
    );
  }
};

/** Reads length and data; what is no list of elements stays bytes. */
export const readOpaque = (reader: Reader, version: Version): Uint8Array => {
  const length = reader.u16('opaque length');
  if (length > reader.left) reader.refuse(`opaque data, ${length} bytes`, `${reader.left} bytes before the end`);
  const data = reader.bytes.subarray(reader.at, reader.at + length);
  // Elements are aligned within the data; only where it starts aligned too can this reader follow.
  if (version >= 0x12 && reader.at % 4 === 0 && isList(data)) reader.group('opaque data', () => readElements(reader));
  else reader.take('opaque data', length, shortHex);
  return data;
};
