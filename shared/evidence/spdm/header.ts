/** The four bytes every SPDM message begins with. */
import { asHex, type Reader } from '../bytes/reader.js';
import { codeName, isVersion, type Version, versionName } from './codes.js';

export interface Header {
  readonly version: Version;
  readonly code: number;
  readonly param1: number;
  readonly param2: number;
}

export const readHeader = (reader: Reader): Header => {
  const at = reader.at;
  const version = reader.u8('SPDM version', versionName);
  if (!isVersion(version)) reader.refuse('SPDM version 1.0 to 1.4 (0x10 to 0x14)', `0x${version.toString(16)}`, at);
  const code = reader.u8('code', codeName);
  return { version, code, param1: reader.u8('param1', asHex(2)), param2: reader.u8('param2', asHex(2)) };
};
