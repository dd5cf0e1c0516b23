/** Secured messages (DSP0277) as a DOE mailbox carries them: session, length, and what AES-256-GCM made of the message. */
import { concat } from '../bytes/concat.js';
import { parse, type Reader } from '../bytes/reader.js';
import { u16, u32 } from '../bytes/write.js';
import type { Secrets } from '../secrets.js';
import type { Direction } from './keySchedule.js';

/** A side's keys, and how many messages it sent with them. */
export interface Channel {
  readonly direction: Direction;
  readonly sequence: number;
}

const tagLength = 16;

/** The counter makes each IV another: little-endian, over the first eight bytes. */
const ivOf = ({ direction, sequence }: Channel): Uint8Array => {
  const iv = direction.iv.slice();
  const count = concat(u32(sequence), u32(Math.floor(sequence / 2 ** 32)));
  for (const [at, byte] of count.entries()) iv[at] = (iv[at] ?? 0) ^ byte;
  return iv;
};

export const sealMessage = (
  { session, channel, message }: { readonly session: number; readonly channel: Channel; readonly message: Uint8Array },
  secrets: Secrets,
): Uint8Array => {
  const bytes = concat(u16(message.length), message);
  const aad = concat(u32(session), u16(bytes.length + tagLength));
  const { key } = channel.direction;
  return concat(aad, secrets.seal({ key, iv: ivOf(channel), aad, bytes }));
};

export interface SecuredRecord {
  readonly session: number;
  /** With the tag. */
  readonly sealed: Uint8Array;
  readonly aad: Uint8Array;
}

/** Padding may follow it. */
export const readSecured = (reader: Reader): SecuredRecord => {
  const { at } = reader;
  const session = reader.u32('session');
  const length = reader.u16('length');
  const aad = reader.bytes.subarray(at, reader.at);
  return { session, aad, sealed: reader.take('sealed message', length) };
};

/** The message in it; null when it was not sealed by the other side's next key and counter. */
export const openMessage = ({ sealed, aad }: SecuredRecord, channel: Channel, secrets: Secrets): Uint8Array | null => {
  const plain = secrets.open({ key: channel.direction.key, iv: ivOf(channel), aad, bytes: sealed });
  if (plain === null) return null;
  const read = parse(plain, (reader) => reader.take('message', reader.u16('length')));
  return read.ok ? read.value : null;
};

export const next = ({ direction, sequence }: Channel): Channel => ({ direction, sequence: sequence + 1 });
