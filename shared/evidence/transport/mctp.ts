/** MCTP packets as capture tools write them: a 4-byte header, then the message type. */
import type { Reader } from '../bytes/reader.js';

export interface MctpMessage {
  readonly type: 'spdm' | 'secured';
  readonly payload: Uint8Array;
  /** Where the payload starts in the packet. */
  readonly offset: number;
}

const types: Readonly<Record<number, MctpMessage['type']>> = { 5: 'spdm', 6: 'secured' };

export const readMctp = (reader: Reader): MctpMessage => {
  reader.u8('header version');
  reader.u8('destination');
  reader.u8('source');
  reader.u8('flags');
  const at = reader.at;
  // The top bit asks for an integrity check that these transports do not use.
  const code = reader.u8('message type') & 0x7f;
  const type = types[code];
  if (type === undefined) reader.refuse('MCTP message type 5 (SPDM) or 6 (secured)', String(code), at);
  const offset = reader.at;
  return { type, payload: reader.rest('payload'), offset };
};
